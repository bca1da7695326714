"""One queue for every text that could leave: two different people, each time of the very text that stands there."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tequio.diagnosis.models import Finding
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.leaves import declared
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Silence, SilenceKind, Use, Voice
from tequio.protection.models import RefusalReason, ReviewStatus, Tap, TapLabel, TextReading
from tequio.protection.reading.actions import mask_new
from tequio.protection.reading.entering import enter_texts, read_beforehand
from tequio.protection.reading.queue import VOICE, Show, counts, listed, queue_of
from tequio.protection.reading.standing import Passed
from tequio.protection.reading.taps import tap, untap
from tequio.protection.reading.text_actions import approve_text, put_text_back, refuse_text
from tequio.protection.release import Read, Words

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
SAID = "No vinieron porque la junta era a la hora del turno."


@pytest.fixture
def silence(process: Process, territory: Territory) -> Silence:
    made = Silence(process=process, territory=territory, key="S1", kind=SilenceKind.GROUP_ABSENT, text=SAID)
    made.save()
    return made


def entered(row: object, process: Process, reader: User, field: str = "text") -> TextReading:
    enter_texts(actor=reader, process=process)
    found: TextReading = TextReading.objects.select_related("process").get(object_id=row.pk, field=field)  # type: ignore[attr-defined]
    return found


def both(reading: TextReading, readers: list[User]) -> None:
    for reader in readers[:2]:
        approve_text(actor=reader, reading=reading, as_seen=reading.mark)


def state(row: object, field: str = "text") -> str:
    return str(TextReading.objects.get(object_id=row.pk, field=field).status)  # type: ignore[attr-defined]


def may_leave(process: Process, text: str) -> Read:
    passed = Passed(process)
    return passed(passed.mask(Words(text, drafted=True)))


def refused(code: str, verb: Callable[[], object]) -> None:
    with pytest.raises(TequioError) as fault:
        verb()
    assert fault.value.problem.code == code


def test_nothing_leaves_before_two_different_people_read_it(
        process: Process, silence: Silence, readers: list[User]) -> None:
    assert may_leave(process, SAID) == Read.UNREAD
    reading = entered(silence, process, readers[0])
    assert may_leave(process, SAID) == Read.UNREAD
    approve_text(actor=readers[0], reading=reading, as_seen=reading.mark)
    assert may_leave(process, SAID) == Read.UNREAD
    refused("TQ-442", lambda: approve_text(actor=readers[0], reading=reading, as_seen=reading.mark))
    assert may_leave(process, SAID) == Read.UNREAD
    approve_text(actor=readers[1], reading=reading, as_seen=reading.mark)
    assert may_leave(process, SAID) == Read.APPROVED
    refused("TQ-443", lambda: approve_text(actor=readers[2], reading=reading, as_seen=reading.mark))


def test_a_text_that_changes_after_reading_is_unread_again(
        process: Process, silence: Silence, readers: list[User]) -> None:
    both(entered(silence, process, readers[0]), readers)
    silence.text = "Se quedaron afuera y no quisieron pasar."
    silence.save()
    # Before anybody pressed a button: the mark of another text was never approved.
    assert may_leave(process, silence.text) == Read.UNREAD
    assert counts(process, readers[2].pseudonym).nobody == 1
    reading = entered(silence, process, readers[0])
    assert (reading.status, reading.first_reviewer, reading.second_reviewer) == (ReviewStatus.MACHINE, "", "")
    both(reading, readers)
    assert may_leave(process, silence.text) == Read.APPROVED


def test_what_was_read_is_what_is_approved(process: Process, silence: Silence, readers: list[User]) -> None:
    """The page was open while somebody wrote the text anew: the approval of the old one is no approval."""
    reading = entered(silence, process, readers[0])
    silence.text = "Otra cosa que nadie ha leído."
    silence.save()
    refused("TQ-445", lambda: approve_text(actor=readers[0], reading=reading, as_seen=reading.mark))
    refused("TQ-445", lambda: approve_text(actor=readers[0], reading=entered(silence, process, readers[0]),
                                           as_seen="0" * 32))
    assert state(silence) == ReviewStatus.MACHINE


def test_one_refusal_holds_it_back_until_it_is_put_back(
        process: Process, silence: Silence, readers: list[User]) -> None:
    reading = entered(silence, process, readers[0])
    both(reading, readers)
    refuse_text(actor=readers[2], reading=reading, reason=RefusalReason.OTHERS)
    assert may_leave(process, SAID) == Read.REFUSED
    refused("TQ-444", lambda: refuse_text(actor=readers[0], reading=reading, reason=RefusalReason.HATE))
    refused("TQ-444", lambda: approve_text(actor=readers[0], reading=reading, as_seen=reading.mark))
    put_text_back(actor=readers[0], reading=reading)
    assert state(silence) == ReviewStatus.MACHINE and may_leave(process, SAID) == Read.UNREAD


@pytest.mark.parametrize("role", [
    "facilitator", "analyst", "coordinator", "trustee", "official", "auditor", "stranger"])
def test_only_protectors_read_for_leaving(
        process: Process, silence: Silence, readers: list[User], cast: dict[str, User], role: str) -> None:
    reading = entered(silence, process, readers[0])
    before = Entry.objects.count()
    for verb in (lambda: approve_text(actor=cast[role], reading=reading, as_seen=reading.mark),
                 lambda: refuse_text(actor=cast[role], reading=reading, reason=RefusalReason.HATE),
                 lambda: put_text_back(actor=cast[role], reading=reading),
                 lambda: enter_texts(actor=cast[role], process=process)):
        refused("TQ-311", verb)
    assert state(silence) == ReviewStatus.MACHINE and Entry.objects.count() == before


def test_a_protector_of_another_territory_does_not_decide_here(
        process: Process, silence: Silence, readers: list[User]) -> None:
    far = Territory.objects.create(process=process, key="lejos", name="Lejos de Aquí")
    there = User.objects.create_user("lectora-lejos", process=process)
    Membership.objects.create(user=there, process=process, territory=far, role=Role.PROTECTOR)
    reading = entered(silence, process, readers[0])
    refused("TQ-311", lambda: approve_text(actor=there, reading=reading, as_seen=reading.mark))


def test_the_same_text_of_one_place_is_read_once(
        process: Process, territory: Territory, silence: Silence, readers: list[User]) -> None:
    twin = Silence(process=process, territory=territory, key="S2", kind=SilenceKind.REFUSAL, text=SAID)
    twin.save()
    reading = entered(silence, process, readers[0])
    assert len(listed(process, readers[0].pseudonym, Show.MINE)) == 1
    both(reading, readers)
    assert state(twin) == ReviewStatus.APPROVED
    # Written later, the very same sentence of the same place: two people have read it.
    third = Silence(process=process, territory=territory, key="S3", kind=SilenceKind.REFUSAL, text=SAID)
    third.save()
    assert entered(third, process, readers[0]).status == ReviewStatus.APPROVED


def test_the_same_text_of_another_place_is_read_there_too(
        process: Process, silence: Silence, readers: list[User]) -> None:
    """What tells nothing in a city may tell everything in a small place: it is read in both."""
    far = Territory.objects.create(process=process, key="lejos", name="Lejos de Aquí")
    both(entered(silence, process, readers[0]), readers)
    other = Silence(process=process, territory=far, key="S9", kind=SilenceKind.GROUP_ABSENT, text=SAID)
    other.save()
    assert entered(other, process, readers[0]).status == ReviewStatus.MACHINE
    assert may_leave(process, SAID) == Read.UNREAD


def test_marking_words_makes_the_texts_that_hold_them_unread(
        process: Process, territory: Territory, silence: Silence, readers: list[User]) -> None:
    calm = Silence(process=process, territory=territory, key="S2", kind=SilenceKind.REFUSAL, text="Nadie quiso hablar.")
    calm.save()
    for row in (silence, calm):
        both(entered(row, process, readers[0]), readers)
    assert tap(actor=readers[0], process=process, words="la junta", label=TapLabel.PLACE) == 1
    assert state(silence) == ReviewStatus.MACHINE and state(calm) == ReviewStatus.APPROVED
    both(TextReading.objects.select_related("process").get(object_id=silence.pk), readers)
    assert untap(actor=readers[0], mark=Tap.objects.get()) == 1
    assert may_leave(process, SAID) == Read.UNREAD


def test_a_text_that_is_gone_leaves_the_queue(process: Process, silence: Silence, readers: list[User]) -> None:
    reading = entered(silence, process, readers[0])
    silence.delete()
    refused("TQ-445", lambda: approve_text(actor=readers[0], reading=reading, as_seen=reading.mark))
    enter_texts(actor=readers[0], process=process)
    assert not TextReading.objects.exists()


def test_only_a_demonstration_says_beforehand_that_its_texts_were_read(
        process: Process, silence: Silence, readers: list[User]) -> None:
    refused("TQ-787", lambda: read_beforehand(actor=readers[0], process=process, readers=readers[:2]))
    process.is_demo = True
    process.save()
    refused("TQ-787", lambda: read_beforehand(actor=readers[0], process=process, readers=readers[:1]))
    assert read_beforehand(actor=readers[0], process=process, readers=readers[:2]) == 1
    assert may_leave(process, SAID) == Read.APPROVED


def test_a_voice_that_allows_nothing_outward_is_not_queued(
        process: Process, territory: Territory, team: User, readers: list[User]) -> None:
    for number, allowed in enumerate([{}, {Use.DIAGNOSIS: True}, {Use.ARCHIVE: True}]):
        row = plan_encounter(actor=team, attendance={}, allowed=allowed, encounter=Encounter(
            process=process, territory=territory, key=f"E{number}", kind=EncounterKind.WORKSHOP,
            status=EncounterStatus.HELD))
        record_voices(actor=team, encounter=row, voices=[Voice(
            process=process, encounter=row, territory=territory, key=f"V{number}", text="Que haya luz.")])
    assert counts(process, readers[0].pseudonym).nobody == 1
    mask_new(actor=readers[0], process=process)
    assert counts(process, readers[0].pseudonym).nobody == 1
    assert len(listed(process, readers[0].pseudonym, Show.MINE)) == 1


def test_it_counts_what_nobody_has_read_before_the_detector_too(
        process: Process, territory: Territory, silence: Silence, readers: list[User]) -> None:
    Finding(process=process, territory=territory, key="H1", kind="context", claim="Cobran por vender.").save()
    before = counts(process, readers[0].pseudonym)
    assert (before.nobody, before.new, before.mine) == (2, 2, 0)
    enter_texts(actor=readers[0], process=process)
    after = counts(process, readers[0].pseudonym)
    assert (after.nobody, after.new, after.mine) == (2, 0, 2)
    both(TextReading.objects.select_related("process").get(object_id=silence.pk), readers)
    assert counts(process, readers[2].pseudonym).nobody == 1


def test_each_tab_counts_what_it_lists(
        client: Client, enter: Callable[[Client, User], Client], process: Process, territory: Territory,
        silence: Silence, readers: list[User]) -> None:
    """The same text twice in a place, texts of several kinds and standings, one that was written since."""
    for number, said in enumerate(("Cobran por vender.", "Cobran por vender.", "Falta luz.", "Nadie viene.")):
        Finding(process=process, territory=territory, key=f"H{number}", kind="context", claim=said).save()
    enter_texts(actor=readers[0], process=process)
    rows = {row.object_id: row for row in TextReading.objects.select_related("process")}
    found = {row.key: row.pk for row in Finding.objects.all()}
    approve_text(actor=readers[0], reading=rows[found["H2"]], as_seen=rows[found["H2"]].mark)
    both(rows[silence.pk], readers)
    late = Finding.objects.get(key="H3")
    late.claim = "Nadie viene ya."
    late.save()
    whole = queue_of(process)
    for reader in readers:
        for kind in ("", "diagnosis.finding", "listening.silence", VOICE):
            counted = whole.counts(reader.pseudonym, kind)
            many = {show: len(whole.listed(reader.pseudonym, show, kind)) for show in Show}
            assert many[Show.MINE] == counted.mine and many[Show.ALL] == counted.every
            assert all(many[Show(status)] == count for status, count in counted.by_status.items())
        browser = enter(client, reader)
        address = reverse("protection:readings", args=[process.pk])
        for show in Show:
            page = browser.get(f"{address}?lectura={show.value}").context
            assert page["page"].paginator.count == next(
                tab["count"] for tab in page["tabs"] if tab["current"]) == len(
                    whole.listed(reader.pseudonym, show))
    # The repeated text is one, the one that was read once waits for the others, the one written since is nowhere.
    assert (whole.new, len(whole.listed(readers[0].pseudonym, Show.MINE)),
            len(whole.listed(readers[1].pseudonym, Show.MINE))) == (1, 1, 2)


def test_the_queue_holds_no_words(process: Process, silence: Silence, readers: list[User]) -> None:
    both(entered(silence, process, readers[0]), readers)
    row = vars(TextReading.objects.get(object_id=silence.pk))
    assert "junta" not in str(row)
    assert not any("junta" in str(one) for one in Entry.objects.values())


def test_every_room_declares_its_texts() -> None:
    rooms = {kind.partition(".")[0] for kind in declared()}
    assert rooms == {"listening", "places", "diagnosis", "measurement", "deliberation", "agendas", "followup"}
    for leaves in declared().values():
        named = {field.name for field in leaves.model._meta.fields}
        assert set(leaves.fields) <= named and leaves.headings <= set(leaves.fields)


def test_the_page_opens_on_what_waits_and_decides_by_post(
        client: Client, enter: Enter, process: Process, silence: Silence, readers: list[User]) -> None:
    address = reverse("protection:readings", args=[process.pk])
    browser = enter(client, readers[0])
    assert "todavía no pasa por el detector" in browser.get(address).content.decode()
    assert browser.post(reverse("protection:read_new", args=[process.pk])).status_code == 302
    reading = TextReading.objects.get(object_id=silence.pk)
    shown = browser.get(address).content.decode()
    assert SAID in shown and "data-entry" in shown and "queue.js" in shown
    approve = reverse("protection:approve_text", args=[process.pk, reading.pk])
    assert browser.get(approve).status_code == 405
    answer = browser.post(approve, {"seen": reading.mark, "cola": "mine", "clase": ""})
    assert answer.status_code == 302 and answer["Location"] == f"{address}?lectura=mine"
    assert SAID not in browser.get(address).content.decode()
    for unseen in ({}, {"seen": ""}):
        answer = browser.post(approve, unseen)
        assert answer.status_code == 400 and "TQ-445" in answer.content.decode()
    twice = browser.post(approve, {"seen": reading.mark})
    assert twice.status_code == 400 and "TQ-442" in twice.content.decode()
    enter(client, readers[1]).post(approve, {"seen": reading.mark, "cola": "https://afuera.example", "clase": "x"})
    assert state(silence) == ReviewStatus.APPROVED


def test_the_page_of_a_reader_marks_what_to_look_at_twice(
        client: Client, enter: Enter, process: Process, territory: Territory, readers: list[User],
        cast: dict[str, User]) -> None:
    row = Silence(process=process, territory=territory, key="S1", kind=SilenceKind.GROUP_ABSENT,
                  text="Hablaron todas salvo una, que vive frente a la tienda azul. No lo anote.")
    row.save()
    reading = entered(row, process, readers[0])
    address = reverse("protection:readings", args=[process.pk])
    shown = enter(client, readers[0]).get(address).content.decode()
    assert "Mira dos veces" in shown and 'class="twice"' in shown and "cuenta personas" in shown
    theirs = enter(client, cast["analyst"]).get(address).content.decode()
    assert "data-approve" not in theirs and 'class="twice"' in theirs
    for who in ("analyst", "coordinator", "official", "stranger"):
        for verb in ("approve_text", "refuse_text", "text_again"):
            there = reverse(f"protection:{verb}", args=[process.pk, reading.pk])
            assert enter(client, cast[who]).post(there).status_code == 404
    assert state(row) == ReviewStatus.MACHINE


def test_refusing_and_putting_back_by_the_page(
        client: Client, enter: Enter, process: Process, silence: Silence, readers: list[User]) -> None:
    reading = entered(silence, process, readers[0])
    browser = enter(client, readers[0])
    browser.post(reverse("protection:refuse_text", args=[process.pk, reading.pk]), {"reason": "others", "cola": "mine"})
    assert state(silence) == ReviewStatus.REFUSED
    assert SAID in browser.get(f"{reverse('protection:readings', args=[process.pk])}?lectura=refused").content.decode()
    browser.post(reverse("protection:text_again", args=[process.pk, reading.pk]))
    assert state(silence) == ReviewStatus.MACHINE


STEPS = some.lists(some.sampled_from(
    ["read 0", "read 1", "read 2", "refuse", "put back", "write", "enter", "mark", "unmark"]), max_size=14)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done_in_whatever_order_only_what_two_read_may_leave(
        process: Process, silence: Silence, readers: list[User], steps: list[str]) -> None:
    """Beside the queue, what a person would note down: who read the text as it stands, and whether it was refused."""
    read: set[str] = set()
    held = False
    with transaction.atomic():
        reading = entered(silence, process, readers[0])
        for number, step in enumerate(steps):
            reading.refresh_from_db()
            before = as_it_leaves(process, silence)
            if step.startswith("read"):
                who = readers[int(step[-1])]
                try:
                    approve_text(actor=who, reading=reading, as_seen=reading.mark)
                    read.add(who.pseudonym)
                except TequioError as fault:
                    assert fault.problem.code in {"TQ-442", "TQ-443", "TQ-444", "TQ-445"}
            elif step == "refuse" and reading.status != ReviewStatus.REFUSED:
                refuse_text(actor=readers[0], reading=reading, reason=RefusalReason.HATE)
                held = True
            elif step == "put back":
                put_text_back(actor=readers[0], reading=reading)
                read, held = set(), False
            elif step == "write":
                silence.text = f"{SAID} Es la vez {number}."
                silence.save()
            elif step == "enter":
                enter_texts(actor=readers[0], process=process)
            elif step == "mark" and not Tap.objects.exists():
                tap(actor=readers[0], process=process, words="la junta", label=TapLabel.PLACE)
            elif step == "unmark" and Tap.objects.exists():
                untap(actor=readers[0], mark=Tap.objects.get())
            if as_it_leaves(process, silence) != before:
                read, held = set(), False
            allowed = Passed(process)(as_it_leaves(process, silence))
            assert (allowed == Read.APPROVED) <= (len(read) >= 2 and not held)
            assert not (held and allowed == Read.APPROVED)
        transaction.set_rollback(True)
    silence.refresh_from_db()


def as_it_leaves(process: Process, row: Silence) -> str:
    return Passed(process).mask(Words(row.text, drafted=True))
