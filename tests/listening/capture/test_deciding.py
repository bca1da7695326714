"""What arrived is opened by the team: into the encounter by the room's own verbs, or discarded; nothing is lost."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.vault import letters
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.renewal import renew_key
from tequio.listening.capture import accepting, inviting, taking
from tequio.listening.capture.files import Carried, file_of
from tequio.listening.capture.models import Letter, LetterState, Phone
from tequio.listening.capture.notes import written
from tequio.listening.capture.opening import Opened, waiting_in
from tequio.listening.entry import cards
from tequio.listening.fieldwork import holding
from tequio.listening.models import Consent, Draft, Encounter, Reflection, Silence, Use, Voice
from tequio.listening.queries import uses_of
from tests.listening.capture.conftest import Handset

pytestmark = pytest.mark.django_db


def one(encounter: Encounter) -> Opened:
    found, = waiting_in(encounter)
    return found


def codes(encounter: Encounter) -> list[str]:
    return [found.problem.code if found.problem else "" for found in waiting_in(encounter)]


def test_a_card_becomes_a_voice_and_its_letter_is_emptied(handset: Handset, held: Encounter, team: User) -> None:
    handset.send(handset.note("Zarcartón", group=2, withheld=("quote",)))
    cards.keep_draft(actor=team, encounter=held, text="a medias", group=None)
    accepting.accept(actor=team, encounter=held, found=one(held))
    voice = Voice.objects.get()
    assert (voice.text, voice.group.key) == ("Zarcartón", "jovenes")
    # The group allowed all but the archive; this voice did not want to be quoted.
    assert uses_of([voice])[voice.pk] == [Use.DIAGNOSIS, Use.DIALOGUE]
    row = Letter.objects.get()
    assert (row.state, bytes(row.sealed)) == (LetterState.TAKEN, b"")
    assert Draft.objects.get().text == "a medias"
    assert waiting_in(held) == []


def test_a_phone_takes_permissions_away_and_never_gives_any(handset: Handset, held: Encounter, team: User) -> None:
    handset.send(handset.note("algo"))
    accepting.accept(actor=team, encounter=held, found=one(held))
    voice = Voice.objects.get()
    assert Use.ARCHIVE not in uses_of([voice])[voice.pk]


def test_where_nothing_was_agreed_somebody_chooses_before_a_card_comes_in(
        handset: Handset, held: Encounter, team: User, client: Client, enter: Callable[[Client, User], Client]) -> None:
    Consent.objects.filter(encounter=held).delete()
    handset.send(handset.note("una", withheld=("quote",)))
    handset.send(handset.note("dos"))
    with pytest.raises(TequioError, match="TQ-765"):
        accepting.accept(actor=team, encounter=held, found=waiting_in(held)[0])
    assert len(waiting_in(held)) == 2 and not Voice.objects.exists()
    browser, page = enter(client, team), reverse("listening:letters", args=[held.process_id, held.pk])
    assert 'name="use" value="nothing"' in browser.get(page).content.decode()
    browser.post(reverse("listening:accept_letters", args=[held.process_id, held.pk]))
    assert not Voice.objects.exists()
    first = waiting_in(held)[0]
    browser.post(reverse("listening:accept_letter", args=[held.process_id, held.pk, first.pk]), {
        "use": ["diagnosis", "quote"]})
    voice = Voice.objects.get()
    # What was withheld on the phone stays withheld; the choice is there for the next letter.
    assert uses_of([voice])[voice.pk] == [Use.DIAGNOSIS]
    assert re.findall(r'value="(\w+)" checked', browser.get(page).content.decode()) == [
        "diagnosis", "quote"]
    browser.post(reverse("listening:accept_letters", args=[held.process_id, held.pk]), {"use": ["nothing"]})
    assert waiting_in(held) == [] and Voice.objects.count() == 2


@pytest.mark.parametrize("asked", [list(Use), [Use.DIAGNOSIS]])
def test_what_a_group_refused_as_a_whole_nobody_gives_when_accepting_a_card(
        handset: Handset, held: Encounter, team: User, client: Client, enter: Callable[[Client, User], Client],
        asked: list[Use]) -> None:
    """Where it was asked about only some uses, what nobody asked is not allowed either."""
    Consent.objects.filter(encounter=held).exclude(use__in=asked).delete()
    Consent.objects.filter(encounter=held).update(granted=False)
    handset.send(handset.note("una"))
    handset.send(handset.note("dos"))
    browser, page = enter(client, team), reverse("listening:letters", args=[held.process_id, held.pk])
    assert 'name="use"' not in browser.get(page).content.decode()
    accepting.accept(actor=team, encounter=held, found=waiting_in(held)[0], allowed=dict.fromkeys(Use, True))
    browser.post(reverse("listening:accept_letters", args=[held.process_id, held.pk]), {"use": list(Use)})
    assert waiting_in(held) == [] and list(uses_of(Voice.objects.all()).values()) == [[], []]


def test_a_silence_and_a_reflection(handset: Handset, held: Encounter, team: User) -> None:
    holding.write_reflection(actor=team, encounter=held, text="antes")
    handset.send(handset.note("la cancha", kind="silence", silence="topic_avoided", group=1))
    handset.send(handset.note("Nos costó empezar", kind="reflection"))
    for found in waiting_in(held):
        accepting.accept(actor=team, encounter=held, found=found)
    assert (Silence.objects.get().text, Silence.objects.get().group.key) == ("la cancha", "mujeres")
    assert Reflection.objects.get().text == "antes\n\nNos costó empezar"


def test_deciding_twice_is_refused_and_sending_again_stays_one(handset: Handset, held: Encounter, team: User) -> None:
    note = handset.note("una vez")
    letter = handset.letter(note)
    handset.send(note, letter)
    found = one(held)
    accepting.accept(actor=team, encounter=held, found=found)
    for act in (accepting.accept, accepting.discard):
        with pytest.raises(TequioError, match="TQ-420"):
            act(actor=team, encounter=held, found=found)
    assert handset.send(note, letter)[0] == 200
    assert (Voice.objects.count(), Letter.objects.count(), waiting_in(held)) == (1, 1, [])


def test_what_cannot_be_accepted_changes_nothing(handset: Handset, held: Encounter, team: User) -> None:
    handset.send(handset.note("todavía no"))
    held.status = "planned"
    held.save()
    with pytest.raises(TequioError, match="TQ-401"):
        accepting.accept(actor=team, encounter=held, found=one(held))
    assert Letter.objects.get().state == LetterState.WAITING
    assert not Voice.objects.exists()


def test_discarding_leaves_that_it_came(handset: Handset, held: Encounter, team: User) -> None:
    handset.send(handset.note("no"))
    accepting.discard(actor=team, encounter=held, found=one(held))
    assert Letter.objects.get().state == LetterState.DISCARDED
    assert Entry.objects.get(verb="discard_letter").count == 1


def tampered(handset: Handset) -> dict[str, tuple[bytes, uuid.UUID]]:
    note, other = handset.note("buena"), handset.note("otra")
    letter = handset.letter(note)
    sealed = lambda plain: letters.sealed(handset.reader, plain)  # noqa: E731
    return {
        "TQ-307": (letter[:200] + bytes([letter[200] ^ 1]) + letter[201:], uuid.uuid4()),
        "TQ-410": (handset.letter(other), uuid.uuid4()),
        "TQ-408": (sealed(b"\1" + bytes(1200)), uuid.uuid4()),
        "TQ-469": (handset.letter(wrong := handset.note("grupo", group=9)), wrong.item),
    }


def test_tampered_letters_are_listed_with_a_code_and_never_lost(
        handset: Handset, held: Encounter, team: User, client: Client,
        enter: Callable[[Client, User], Client]) -> None:
    wanted = tampered(handset)
    for letter, item in wanted.values():
        assert handset.send(handset.note("x"), letter, item)[0] == 200
    handset.send(handset.note("sana"))
    assert sorted(codes(held)) == sorted(["", *wanted])
    page = enter(client, team).get(reverse("listening:letters", args=[held.process_id, held.pk])).content.decode()
    assert all(code in page for code in wanted) and "sana" in page
    client.post(reverse("listening:accept_letters", args=[held.process_id, held.pk]))
    assert Voice.objects.count() == 1
    assert sorted(codes(held)) == sorted(wanted)
    for found in waiting_in(held):
        with pytest.raises(TequioError, match=found.problem.code):
            accepting.accept(actor=team, encounter=held, found=found)


def test_a_letter_of_one_phone_sent_with_another_slip_is_seen(give: Callable[..., Handset], held: Encounter) -> None:
    first, second = give(), give()
    note = first.note("para otro")
    assert second.send(note, letters.sealed(second.reader, written(note)))[0] == 200
    assert codes(held) == ["TQ-410"]


def test_a_finished_phone_can_never_be_read_again(handset: Handset, held: Encounter, team: User) -> None:
    note = handset.note("Zarterminado")
    letter = handset.letter(note)
    handset.send(note, letter)
    with pytest.raises(TequioError, match="TQ-419"):
        inviting.finish(actor=team, phone=handset.phone)
    with pytest.raises(TequioError, match="TQ-419"):
        holding.close_encounter(actor=team, encounter=held)
    reader, key = inviting.reader_of(handset.phone), handset.phone.pk
    assert letters.opened(reader, letter)
    accepting.accept(actor=team, encounter=held, found=one(held))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda work: work())
        inviting.finish(actor=team, phone=Phone.objects.get())
    with pytest.raises(TequioError, match="TQ-305"):
        keyring.of(held.process_id).key_for(key)
    assert not Phone.objects.exists() and not Letter.objects.exists()
    assert Voice.objects.get().text == "Zarterminado"
    holding.close_encounter(actor=team, encounter=held)


def test_a_file_carried_by_hand_counts_what_it_brought(handset: Handset, held: Encounter, team: User) -> None:
    sent, waits, cut = (handset.note(text) for text in ("ya", "esta", "cortada"))
    known = handset.letter(sent)
    handset.send(sent, known)
    inviting.revoke(actor=team, phone=handset.phone)
    data = file_of([Carried(handset.name, sent.item, known), Carried(handset.name, waits.item, handset.letter(waits)),
                    Carried("00" * 8, uuid.uuid4(), known), Carried(handset.name, cut.item, handset.letter(cut))])[:-7]
    taken = taking.take_file(actor=team, process=held.process, data=data)
    assert (taken.new, taken.known, [(problem.row, problem.code) for problem in taken.problems]) == (
        1, 1, [(3, "TQ-403"), (4, "TQ-412")])
    assert sorted(found.note.text for found in waiting_in(held)) == ["esta", "ya"]
    with pytest.raises(TequioError, match="TQ-411"):
        taking.take_file(actor=team, process=held.process, data=b"PK\3\4")


@pytest.mark.django_db(transaction=True)
def test_letters_from_before_the_process_key_was_renewed_open(handset: Handset, held: Encounter) -> None:
    handset.send(handset.note("antes"))
    with transaction.atomic():
        renew_key(held.process_id, without="nadie")
    handset.send(handset.note("después"))
    assert [found.note.text for found in waiting_in(held) if found.note] == ["antes", "después"]


def test_a_file_comes_in_through_the_page_and_a_heavy_one_by_command(
        handset: Handset, held: Encounter, team: User, client: Client, enter: Callable[[Client, User], Client]) -> None:
    note = handset.note("traída a mano")
    data, address = file_of([Carried(handset.name, note.item, handset.letter(note))]), [held.process_id, held.pk]
    enter(client, team).post(reverse("listening:take_letters", args=address), {
        "letters": SimpleUploadedFile("notas.dat", data)})
    page = client.post(reverse("listening:take_letters", args=address), {
        "letters": SimpleUploadedFile("otra.dat", b"PK")})
    assert "TQ-411" in page.content.decode()
    heavy = client.post(reverse("listening:take_letters", args=address), {
        "letters": SimpleUploadedFile("notas.dat", bytes(15_900_000))}, follow=True)
    assert "capture take" in heavy.content.decode() and "traída a mano" in heavy.content.decode()


def test_each_role_may_what_the_table_says(
        handset: Handset, held: Encounter, cast: dict[str, User], enter: Callable[[Client, User], Client]) -> None:
    address = [held.process_id, held.pk]
    for name, allowed in (("listening:letters", {"facilitator", "protector", "coordinator", "second"}),
                          ("listening:phones", {"facilitator", "protector", "coordinator", "second"})):
        seen = {who for who, user in cast.items()
                if enter(Client(), user).get(reverse(name, args=address)).status_code == 200}
        assert seen == allowed
    form = {"label": "uno", "ends": str(inviting.today()), "address": "http://127.0.0.1:8443"}
    made = {who for who, user in cast.items()
            if b"data:image/svg" in enter(Client(), user).post(reverse("listening:phones", args=address), form).content}
    assert made == {"facilitator", "coordinator", "second"}


def test_the_link_is_shown_once_and_kept_nowhere(
        held: Encounter, team: User, client: Client, enter: Callable[[Client, User], Client]) -> None:
    form = {"label": "Zarfunda azul", "ends": str(inviting.today()), "address": "http://127.0.0.1:8443", "named": "on"}
    page = enter(client, team).post(reverse("listening:phones", args=[held.process_id, held.pk]), form).content.decode()
    fragment = page.split("/nota/#")[1].split("<")[0]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert fragment[:20] not in str(cursor.fetchall())
    listed = client.get(reverse("listening:phones", args=[held.process_id, held.pk])).content.decode()
    assert "Zarfunda azul" in listed and fragment[:20] not in listed
