"""What is left of an encounter that was held, and what closing destroys for good."""

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.entry import cards
from tequio.listening.fieldwork import holding, pseudonyms
from tequio.listening.fieldwork.models import Appointment, PseudonymKey
from tequio.listening.fieldwork.planning import prepare_encounter
from tequio.listening.models import Attendance, Draft, Encounter, Use
from tequio.listening.queries import allowed_by
from tests.listening.field.conftest import ARRANGED, MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_attendance_is_counts_and_the_date_a_week(held: Encounter) -> None:
    assert list(Attendance.objects.filter(encounter=held).values_list("group__key", "count")) == [("mujeres", 9)]
    assert held.week == MONDAY
    assert held.assent == "no_minors"
    assert allowed_by(held) == {Use.DIAGNOSIS: True, Use.QUOTE: True, Use.DIALOGUE: True, Use.ARCHIVE: False}


def test_closing_destroys_the_day_with_its_key(held: Encounter, team: User, opened: OpenProcess) -> None:
    key = Appointment.objects.get(encounter=held).pk
    assert key in keyfile.read(opened.path).wrapped
    holding.close_encounter(actor=team, encounter=held)
    assert not Appointment.objects.filter(encounter=held).exists()
    assert key not in keyfile.read(opened.path).wrapped
    held.refresh_from_db()
    assert (held.closed, held.week) == (True, MONDAY)


def test_closing_waits_for_an_unfinished_card(held: Encounter, team: User, women: Group) -> None:
    cards.keep_draft(actor=team, encounter=held, text="A medias", group=women)
    with pytest.raises(TequioError, match="TQ-478"):
        holding.close_encounter(actor=team, encounter=held)
    assert Draft.objects.filter(encounter=held).count() == 1


def test_a_closed_encounter_takes_nothing_more(held: Encounter, team: User) -> None:
    holding.close_encounter(actor=team, encounter=held)
    for act in (lambda: holding.write_reflection(actor=team, encounter=held, text="Tarde"),
                lambda: cards.save_card(actor=team, encounter=held, text="Tarde", group=None, allowed={}),
                lambda: cards.note_silence(actor=team, encounter=held, kind="refusal", group=None, text="")):
        with pytest.raises(TequioError, match="TQ-466"):
            act()


def test_without_record_there_is_a_count_and_a_reflection(ready: Encounter, team: User,
                                                          happened: holding.Happened) -> None:
    holding.hold_encounter(actor=team, encounter=ready, happened=holding.Happened(
        happened.day, happened.attendance, {}, "none", ""))
    with pytest.raises(TequioError, match="TQ-402"):
        cards.save_card(actor=team, encounter=ready, text="Algo", group=None, allowed={})
    holding.write_reflection(actor=team, encounter=ready, text="Pesó el silencio")
    assert Encounter.objects.get(pk=ready.pk).reflection.text == "Pesó el silencio"


def test_who_is_who_goes_with_the_last_open_encounter(held: Encounter, process: Process, cast: dict[str, User],
                                                      team: User, opened: OpenProcess) -> None:
    pseudonyms.keep_key(actor=cast["protector"], process=process, pseudonym="Ceiba", note="Alguien del barrio")
    row = PseudonymKey.objects.get()
    assert row.note == "Alguien del barrio"
    holding.close_encounter(actor=team, encounter=held)
    assert not PseudonymKey.objects.exists()
    assert row.pk not in keyfile.read(opened.path).wrapped


def test_who_is_who_stays_while_somebody_goes_out(held: Encounter, process: Process, team: User) -> None:
    prepare_encounter(actor=team, process=process, territory=held.territory, kind="walk", arranged=ARRANGED,
                      facilitator="Nogal", team=["Ceiba"], recording="notes")
    pseudonyms.keep_key(actor=team, process=process, pseudonym="Ceiba", note="Alguien")
    holding.close_encounter(actor=team, encounter=held)
    assert PseudonymKey.objects.count() == 1
    assert pseudonyms.destroy_keys(actor=team, process=process) == 1
    assert not PseudonymKey.objects.exists()


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "analyst", "official"])
def test_only_protection_notes_who_is_who(held: Encounter, process: Process, cast: dict[str, User], role: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        pseudonyms.keep_key(actor=cast[role], process=process, pseudonym="Ceiba", note="Alguien")
