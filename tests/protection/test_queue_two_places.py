"""A reading belongs to a text: texts that change places take their own readings along, and a refusal holds in both."""

import pytest

from tequio.chain.closing.leaving import leaving
from tequio.chain.closing.open_formats import tables
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Silence, SilenceKind, Use
from tequio.protection.models import RefusalReason, ReviewStatus, TextReading
from tequio.protection.reading.entering import enter_texts, renew_texts
from tequio.protection.reading.standing import Passed, approved_texts
from tequio.protection.reading.text_actions import approve_text, refuse_text

pytestmark = pytest.mark.django_db
ONE, OTHER = "La junta era a la hora del turno.", "Nadie abrió la puerta del salón."


def said(process: Process, territory: Territory, key: str, text: str) -> Silence:
    made = Silence(process=process, territory=territory, key=key, kind=SilenceKind.GROUP_ABSENT, text=text)
    made.save()
    return made


def reading(row: Silence) -> TextReading:
    found: TextReading = TextReading.objects.select_related("process").get(object_id=row.pk)
    return found


def decide(row: Silence, readers: list[User], status: str) -> None:
    """Bring the text of a row to `status` as people do."""
    if status == ReviewStatus.REFUSED:
        refuse_text(actor=readers[2], reading=reading(row), reason=RefusalReason.OTHERS)
    for reader in readers[:{ReviewStatus.APPROVED: 2, ReviewStatus.FIRST: 1}.get(ReviewStatus(status), 0)]:
        approve_text(actor=reader, reading=reading(row), as_seen=reading(row).mark)


def swap(first: Silence, second: Silence) -> None:
    first.text, second.text = second.text, first.text
    first.save()
    second.save()


EVERY = [str(one) for one in ReviewStatus]


@pytest.mark.parametrize("one", EVERY)
@pytest.mark.parametrize("other", EVERY)
def test_texts_that_change_places_take_their_own_readings_along(
        process: Process, territory: Territory, readers: list[User], one: str, other: str) -> None:
    rows = [said(process, territory, "S1", ONE), said(process, territory, "S2", OTHER)]
    enter_texts(actor=readers[0], process=process)
    for row, status in zip(rows, (one, other), strict=True):
        decide(row, readers, status)
    before = {row.text: reading(row) for row in rows}
    swap(*rows)
    renew_texts(process)
    for row in rows:
        now, then = reading(row), before[row.text]
        assert (now.status, now.first_reviewer, now.second_reviewer, now.refused_because) == (
            then.status, then.first_reviewer, then.second_reviewer, then.refused_because)


@pytest.mark.parametrize(("states", "worst"), [
    (("approved", "refused"), "refused"), (("refused", "first"), "refused"), (("approved", "first"), "first"),
    (("approved", "approved"), "approved")])
def test_of_several_readings_of_one_text_the_strictest_counts(
        process: Process, territory: Territory, readers: list[User], states: tuple[str, str], worst: str) -> None:
    rows = [said(process, territory, f"S{number}", ONE) for number in range(2)]
    enter_texts(actor=readers[0], process=process)
    for order in (states, states[::-1]):
        for row, status in zip(rows, order, strict=True):
            found = TextReading.objects.get(object_id=row.pk)
            found.status, found.first_reviewer = status, readers[0].pseudonym
            found.second_reviewer = readers[1].pseudonym if status == "approved" else ""
            found.save()
        third = said(process, territory, f"T{order[0]}", ONE)
        renew_texts(process)
        assert reading(third).status == worst
        third.delete()
        renew_texts(process)


def test_a_sentence_refused_in_one_place_is_handed_over_in_none(
        process: Process, territory: Territory, readers: list[User]) -> None:
    far = Territory.objects.create(process=process, key="lejos", name="Lejos de Aquí")
    here, there = said(process, territory, "S1", ONE), said(process, far, "S2", ONE)
    enter_texts(actor=readers[0], process=process)
    for row in (here, there):
        decide(row, readers, ReviewStatus.APPROVED)
    handed = dict(tables(leaving(process, list(Use))))["datos/listening-silence.csv"].decode("utf-8-sig")
    assert handed.count(ONE) == 2
    refuse_text(actor=readers[2], reading=reading(there), reason=RefusalReason.OTHERS)
    assert ("listening.silence", here.pk, "text") not in approved_texts(process, Passed(process))
    handed = dict(tables(leaving(process, list(Use))))["datos/listening-silence.csv"].decode("utf-8-sig")
    assert ONE not in handed
