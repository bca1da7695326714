"""Cards one after the other: what is saved stays, what is not finished is sealed, the last one can be taken back."""

import pytest
from django.db import connection

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process
from tequio.foundation.trail.actions import join
from tequio.foundation.trail.models import Edge
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.entry import cards
from tequio.listening.models import Consent, Draft, Encounter, Silence, Use, Voice
from tequio.listening.queries import allowed_by, uses_of

pytestmark = pytest.mark.django_db(transaction=True)


def save(team: User, held: Encounter, text: str, group: Group | None = None, **changed: bool) -> Voice:
    allowed = allowed_by(held) | {Use(use): granted for use, granted in changed.items()}
    return cards.save_card(actor=team, encounter=held, text=text, group=group, allowed=allowed)


def test_each_card_is_a_voice_in_order(held: Encounter, team: User, women: Group) -> None:
    for number in range(1, 4):
        save(team, held, f"Cosa {number}", women)
    rows = list(Voice.objects.filter(encounter=held))
    assert [row.text for row in rows] == ["Cosa 1", "Cosa 2", "Cosa 3"]
    assert [row.key for row in rows] == [f"{held.key}-00{number}" for number in range(1, 4)]
    assert Draft.objects.get().group == women


def test_an_exception_is_kept_only_where_it_differs(held: Encounter, team: User) -> None:
    usual, less, more = save(team, held, "Una"), save(team, held, "Dos", quote=False), save(
        team, held, "Tres", archive=True)
    assert Consent.objects.exclude(voice=None).count() == 2
    given = uses_of([usual, less, more])
    assert Use.QUOTE in given[usual.pk]
    assert Use.QUOTE not in given[less.pk]
    assert Use.ARCHIVE in given[more.pk]


def test_a_draft_is_sealed_with_the_key_of_its_voice(held: Encounter, team: User, women: Group,
                                                     opened: OpenProcess) -> None:
    draft = cards.keep_draft(actor=team, encounter=held, text="Zarmedias palabras", group=women)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM listening_draft")
        assert b"Zarmedias" not in bytes(cursor.fetchone()[0])
    coming = draft.voice_id
    voice = save(team, held, "Zarmedias palabras enteras", women)
    assert voice.pk == coming
    assert coming in keyfile.read(opened.path).wrapped
    again = cards.draft_of(team, held)
    assert (again.text, again.voice_id != coming) == ("", True)


def test_autosave_leaves_no_trace_in_the_audit(held: Encounter, team: User) -> None:
    before = Entry.objects.count()
    cards.keep_draft(actor=team, encounter=held, text="Algo", group=None)
    assert Entry.objects.count() == before


def test_the_last_card_comes_back_to_the_field(held: Encounter, team: User, women: Group, opened: OpenProcess) -> None:
    save(team, held, "Primera", women)
    last = save(team, held, "Segunda, con error", women)
    draft = cards.take_back(actor=team, encounter=held)
    assert (draft.text, draft.group) == ("Segunda, con error", women)
    assert [row.text for row in Voice.objects.filter(encounter=held)] == ["Primera"]
    assert last.pk not in keyfile.read(opened.path).wrapped
    assert not Edge.objects.filter(target_id=last.pk).exists()
    with pytest.raises(TequioError, match="TQ-467"):
        cards.take_back(actor=team, encounter=held)


def test_what_was_being_typed_survives_the_undo(held: Encounter, team: User) -> None:
    save(team, held, "Guardada")
    cards.keep_draft(actor=team, encounter=held, text="a medias", group=None)
    assert cards.take_back(actor=team, encounter=held).text == "Guardada\n\na medias"


def test_a_card_that_somebody_coded_is_not_undone(held: Encounter, team: User) -> None:
    voice = save(team, held, "Codificada")
    join([(voice, held)])
    with pytest.raises(TequioError, match="TQ-467"):
        cards.take_back(actor=team, encounter=held)


def test_nobody_undoes_the_card_of_somebody_else(held: Encounter, team: User, cast: dict[str, User]) -> None:
    save(team, held, "Mía")
    with pytest.raises(TequioError, match="TQ-467"):
        cards.take_back(actor=cast["facilitator"], encounter=held)


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (cards.LONGEST + 1)])
def test_empty_and_endless_cards_are_refused(held: Encounter, team: User, text: str) -> None:
    with pytest.raises(TequioError, match="TQ-468"):
        save(team, held, text)


def test_a_group_of_another_process_is_refused(held: Encounter, team: User) -> None:
    other = Process.objects.create(name="Otro")
    group = Group.objects.create(process=other, key="g", name_es="G")
    with pytest.raises(TequioError, match="TQ-469"):
        save(team, held, "Algo", group)


def test_nothing_is_entered_where_nobody_said_go(planned: Encounter, team: User) -> None:
    """Putting an encounter off does not open a way around the decision."""
    from tequio.listening.fieldwork.holding import suspend_encounter
    with pytest.raises(TequioError, match="TQ-401"):
        save(team, planned, "Algo")
    suspend_encounter(actor=team, encounter=planned, reason="weather")
    with pytest.raises(TequioError, match="TQ-461"):
        save(team, planned, "Algo")


def test_silences_are_noted_with_or_without_a_name(held: Encounter, team: User, women: Group) -> None:
    cards.note_silence(actor=team, encounter=held, kind="topic_avoided", group=women, text="")
    cards.note_silence(actor=team, encounter=held, kind="refusal", group=None, text="No quisieron grabar")
    assert [row.text for row in Silence.objects.filter(encounter=held)] == ["", "No quisieron grabar"]
    with pytest.raises(TequioError, match="TQ-468"):
        cards.note_silence(actor=team, encounter=held, kind="persona", group=None, text="")
