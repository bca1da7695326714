"""Somebody writes the database without a key: what they allow, approve or put back counts for nothing, and shows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.fields import Sealed
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.statements import attested
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.listening.permissions import widened
from tequio.listening.queries import allowing, refusing, without_dialogue
from tequio.protection.models import Review, ReviewStatus, TextReading
from tequio.protection.queries import readable_outside
from tequio.protection.reading.actions import approve_review, put_back, refuse_review, seen
from tequio.protection.reading.models import RefusalReason
from tequio.protection.reading.older import changed_without_a_key
from tequio.protection.reading.standing import Passed
from tequio.protection.release import Read
from tequio.protection.withdrawing.actions import narrow

pytestmark = pytest.mark.attack
OUTWARD = (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE)


def raw(model: type[models.Model]) -> Any:
    """The table as somebody without any key sees it."""
    return models.QuerySet(model)


def copied(model: type[models.Model], pk: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = %s", [_pk(pk)])
        row = cursor.fetchone()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True)) if row else {}


def put_in_place(model: type[models.Model], row: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row["id"]])
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _pk(pk: Any) -> Any:
    return Voice._meta.pk.get_db_prep_value(pk, connection)


def flip(process: Process) -> None:
    raw(Consent).filter(process=process).update(granted=True)


def forget_exceptions(process: Process) -> None:
    raw(Consent).filter(process=process, voice__isnull=False)._raw_delete(using="default")
    raw(Consent).filter(process=process).update(granted=True)


def add_exceptions(process: Process) -> None:
    raw(Consent).filter(process=process, voice__isnull=False)._raw_delete(using="default")
    raw(Consent).bulk_create([
        Consent(process=process, encounter_id=voice.encounter_id, voice=voice, use=use, granted=True)
        for voice in Voice.objects.filter(process=process) for use in OUTWARD])


def blank_statements(process: Process) -> None:
    raw(Voice).filter(process=process).update(allowed=b"")
    flip(process)


def statements_of_another(process: Process) -> None:
    """The statement of a voice that allowed everything, put beside one that did not."""
    free = next(voice for voice in Voice.objects.filter(process=process) if "quote" in voice.allowed)
    raw(Voice).filter(process=process).update(allowed=free.__dict__["allowed"])
    flip(process)


@pytest.mark.parametrize("change", [flip, forget_exceptions, add_exceptions, blank_statements, statements_of_another])
def test_no_permission_comes_of_writing_the_table(seeded: Process, change: Callable[[Process], None]) -> None:
    encounter = Encounter.objects.filter(process=seeded, voices__isnull=False).distinct().first()
    narrow(actor=_team(), about=Voice.objects.filter(encounter=encounter).first(), uses=OUTWARD)  # type: ignore[arg-type]
    before = {use: allowing(seeded, use) for use in Use}
    everybody = set(Voice.objects.filter(process=seeded).values_list("pk", flat=True))
    assert before[Use.QUOTE] and before[Use.QUOTE] != everybody
    assert changed_without_a_key(seeded) == 0
    kept, uncoded = without_dialogue(seeded), refusing(seeded, Use.DIAGNOSIS)
    change(seeded)
    # To no office goes what did not go there, and nothing is coded that was not.
    assert without_dialogue(seeded) >= kept and refusing(seeded, Use.DIAGNOSIS) >= uncoded
    for use in OUTWARD:
        assert allowing(seeded, use) <= before[use], use
    assert widened(seeded)
    assert changed_without_a_key(seeded)


def _team() -> User:
    return User.objects.get(pseudonym="Coordinación")


def test_a_permission_of_before_put_back_whole_is_not_believed(seeded: Process) -> None:
    voice = next(voice for voice in Voice.objects.filter(process=seeded) if "quote" in voice.allowed)
    rows = [copied(Consent, row.pk) for row in Consent.objects.filter(encounter=voice.encounter_id)]
    whole = copied(Voice, voice.pk)
    narrow(actor=_team(), about=voice, uses=[Use.QUOTE])
    assert voice.pk not in allowing(seeded, Use.QUOTE)
    raw(Consent).filter(voice=voice)._raw_delete(using="default")
    for row in rows:
        put_in_place(Consent, row)
    raw(Voice).filter(pk=voice.pk).update(allowed=Sealed(whole["allowed"]))
    assert voice.pk not in allowing(seeded, Use.QUOTE)
    assert [one.pk for one in widened(seeded)] == [voice.pk]


@pytest.fixture
def readers(seeded: Process) -> tuple[User, User]:
    from tequio.foundation.accounts.models import Membership, Role
    made = [User.objects.create_user(name, process=seeded) for name in ("Lectora", "Lector")]
    for one in made:
        Membership.objects.create(user=one, process=seeded, role=Role.PROTECTOR)
    return made[0], made[1]


def read_by_two(process: Process, readers: tuple[User, User]) -> Review:
    review = Review.objects.filter(process=process, status=ReviewStatus.MACHINE).first() or Review.objects.filter(
        process=process).first()
    assert review is not None
    if review.status != ReviewStatus.MACHINE:
        put_back(actor=readers[0], review=review)
    for reader in readers:
        review = Review.objects.get(pk=review.pk)
        approve_review(actor=reader, review=review, as_seen=seen(review))
    return Review.objects.get(pk=review.pk)


def test_a_reading_by_two_written_into_the_table_lets_nothing_out(seeded: Process, readers: tuple[User, User]) -> None:
    review = read_by_two(seeded, readers)
    assert review.voice_id in readable_outside(seeded)
    before = readable_outside(seeded)
    raw(Review).filter(process=seeded).update(
        status="approved", first_reviewer="Lectora", second_reviewer="Lector", refused_because="")
    assert readable_outside(seeded) <= before
    assert changed_without_a_key(seeded)


def test_one_reader_written_into_the_table_is_no_first_of_two(seeded: Process, readers: tuple[User, User]) -> None:
    review = read_by_two(seeded, readers)
    put_back(actor=readers[0], review=review)
    raw(Review).filter(pk=review.pk).update(status="first", first_reviewer="Lectora")
    row = Review.objects.get(pk=review.pk)
    with pytest.raises(TequioError, match="TQ-515"):
        approve_review(actor=readers[1], review=row, as_seen=seen(row))
    put_back(actor=readers[1], review=row)
    assert Review.objects.get(pk=review.pk).pk in attested([Review.objects.get(pk=review.pk)])


def test_a_reading_of_before_put_back_whole_is_not_believed(seeded: Process, readers: tuple[User, User]) -> None:
    review = read_by_two(seeded, readers)
    whole = copied(Review, review.pk)
    refuse_review(actor=readers[0], review=review, reason=RefusalReason.DANGER)
    put_in_place(Review, whole)
    assert Review.objects.get(pk=review.pk).status == ReviewStatus.APPROVED
    assert review.voice_id not in readable_outside(seeded)
    assert changed_without_a_key(seeded) == 1


def test_texts_that_nobody_read_do_not_pass_by_writing_the_table(seeded: Process) -> None:
    from tequio.protection.reading.entering import enter_texts
    enter_texts(actor=_team(), process=seeded)
    rows = TextReading.objects.filter(process=seeded)
    assert rows.count() > 5
    raw(TextReading).filter(process=seeded).update(status="approved", first_reviewer="A", second_reviewer="B")
    passed = Passed(seeded)
    assert {passed_row.status for held in passed._by_mark.values() for passed_row in held} == {ReviewStatus.MACHINE}
    # Going through the detector again washes nothing.
    enter_texts(actor=_team(), process=seeded)
    assert not TextReading.objects.filter(process=seeded, status=ReviewStatus.APPROVED).exists()


def test_a_mark_moved_to_another_text_lets_it_not_pass(seeded: Process, readers: tuple[User, User]) -> None:
    from tequio.protection.reading.entering import enter_texts
    from tequio.protection.reading.text_actions import approve_text
    enter_texts(actor=_team(), process=seeded)
    one, *_, other = TextReading.objects.filter(process=seeded, status=ReviewStatus.MACHINE).order_by("mark")
    for reader in readers:
        approve_text(actor=reader, reading=one, as_seen=one.mark)
    passed = Passed(seeded)
    assert ReviewStatus.APPROVED in {row.status for row in passed._by_mark[one.mark]}
    raw(TextReading).filter(pk=other.pk).update(mark="0" * 32)
    raw(TextReading).filter(pk=one.pk).update(mark=other.mark)
    assert {row.status for row in Passed(seeded)._by_mark[other.mark]} == {ReviewStatus.MACHINE}
    assert Read.APPROVED not in {row.status for row in Passed(seeded)._by_mark[other.mark]}


def test_locked_nothing_is_said_of_it(seeded: Process, home: Path) -> None:
    keyring.lock(seeded.pk)
    assert changed_without_a_key(seeded) is None


def test_a_first_signature_written_into_the_table_is_nobodys(seeded: Process, readers: tuple[User, User]) -> None:
    """One person signs; the other «signed» by writing the table."""
    from tequio.publication.outgoing.models import Signing
    row = Signing(process=seeded, number=1, day="2026-11-30", first="Lectora", digest="a" * 32, names=["x"])
    row.save(force_insert=True)
    assert attested([row]) == {row.pk}
    raw(Signing).filter(pk=row.pk).update(digest="b" * 32)
    assert attested([Signing.objects.get(pk=row.pk)]) == set()
    raw(Signing).filter(pk=row.pk).update(digest="a" * 32, first="Lector")
    assert attested([Signing.objects.get(pk=row.pk)]) == set()
