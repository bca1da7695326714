"""A territory that stops: when and how coarsely it is told, and what stays declared afterwards."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Level, Process, Territory
from tequio.listening.fieldwork import holding, planning, suspensions
from tequio.listening.fieldwork.forms import NewEncounterForm
from tequio.listening.models import Encounter, Silence
from tests.listening.field.conftest import ARRANGED, PREPARED

pytestmark = pytest.mark.django_db
SOON = datetime.date(2026, 12, 1)


@pytest.fixture
def state(process: Process, territory: Territory) -> Territory:
    made = Territory.objects.create(process=process, key="estado", name="Estado Grande", level=Level.STATE)
    territory.parent = made
    territory.save()
    return made


def suspend(team: User, territory: Territory, declared: str, day: datetime.date | None = None) -> None:
    suspensions.suspend(actor=team, territory=territory, reason="danger_team", declared=declared, declare_from=day,
                        note="Zarnota")


def test_told_at_once_it_stands_with_its_name(territory: Territory, team: User) -> None:
    suspend(team, territory, "now")
    territory.refresh_from_db()
    assert territory.suspended
    assert territory.name in territory.suspension_note
    assert "Zarnota" not in territory.suspension_note


def test_what_stops_in_a_territory_stops_in_all_within_it(territory: Territory, state: Territory, team: User) -> None:
    colonia = Territory.objects.create(process=territory.process, parent=territory, key="colonia", name="La Colonia",
                                       level=Level.NEIGHBOURHOOD)
    assert not suspensions.stopped(colonia)
    suspend(team, territory, "later", SOON)
    assert suspensions.stopped(colonia) and suspensions.stopped(territory) and suspensions.stopped(state)


def test_told_later_nothing_shows_before_its_date(process: Process, territory: Territory, team: User) -> None:
    suspend(team, territory, "later", SOON)
    territory.refresh_from_db()
    assert not territory.suspended
    assert suspensions.declare_due(actor=team, process=process, day=SOON - datetime.timedelta(days=1)) == 0
    assert suspensions.declare_due(actor=team, process=process, day=SOON) == 1
    territory.refresh_from_db()
    assert territory.suspended
    assert suspensions.declare_due(actor=team, process=process, day=SOON) == 0


def test_told_only_of_the_state_it_names_no_place(territory: Territory, state: Territory, team: User) -> None:
    suspend(team, territory, "state")
    territory.refresh_from_db()
    assert not territory.suspended
    silence = Silence.objects.get()
    assert silence.territory == state
    assert territory.name not in silence.text
    assert territory.key not in silence.key


def test_without_a_state_or_a_date_it_is_refused(territory: Territory, team: User) -> None:
    for declared, expected in (("state", "TQ-474"), ("later", "TQ-477")):
        with pytest.raises(TequioError, match=expected):
            suspend(team, territory, declared)


@pytest.mark.parametrize("declared", ["now", "later"])
def test_nothing_is_held_there_told_or_not(planned: Encounter, team: User, happened: holding.Happened,
                                           declared: str) -> None:
    planning.assess(actor=team, encounter=planned, prepared=PREPARED)
    planning.decide(actor=team, encounter=planned, go=True)
    suspend(team, planned.territory, declared, SOON)
    with pytest.raises(TequioError, match="TQ-464"):
        holding.hold_encounter(actor=team, encounter=planned, happened=happened)
    with pytest.raises(TequioError, match="TQ-464"):
        planning.decide(actor=team, encounter=planned, go=True)


def test_resumed_the_gap_stays_declared(territory: Territory, team: User) -> None:
    suspend(team, territory, "now")
    suspensions.resume(actor=team, territory=territory)
    territory.refresh_from_db()
    assert not territory.suspended
    assert "estuvo detenido" in Silence.objects.get().text
    with pytest.raises(TequioError, match="TQ-476"):
        suspensions.resume(actor=team, territory=territory)


def test_a_gap_that_was_over_before_its_date_is_still_told(process: Process, territory: Territory, team: User) -> None:
    suspend(team, territory, "later", SOON)
    suspensions.resume(actor=team, territory=territory)
    assert not Silence.objects.exists()
    suspensions.declare_due(actor=team, process=process, day=SOON)
    territory.refresh_from_db()
    assert not territory.suspended
    assert "se retomó" in Silence.objects.get().text


def test_a_facilitator_does_not_stop_a_territory(territory: Territory, cast: dict[str, User]) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        suspend(cast["facilitator"], territory, "now")


def plan(process: Process, place: Territory, team: User) -> Encounter:
    return planning.prepare_encounter(actor=team, process=process, territory=place, kind="forum", arranged=ARRANGED,
                                      facilitator="Ceiba", recording="notes")


@pytest.mark.parametrize("declared", ["now", "later", "state"])
def test_no_plan_is_made_there_nor_within_nor_for_the_state_around(
        process: Process, territory: Territory, state: Territory, team: User, declared: str) -> None:
    country = Territory.objects.create(process=process, key="pais", name="País", level=Level.COUNTRY)
    state.parent = country
    state.save()
    inside = Territory.objects.create(process=process, key="colonia", name="Colonia de Prueba", parent=territory,
                                      level=Level.NEIGHBOURHOOD)
    beside = Territory.objects.create(process=process, key="vecino", name="Vecino", parent=state)
    suspend(team, territory, declared, SOON)
    for place in (territory, inside, state, country):
        with pytest.raises(TequioError, match="TQ-464"):
            plan(process, place, team)
    offered = set(NewEncounterForm(process).fields["territory"].queryset)  # type: ignore[attr-defined]
    assert offered == {beside}
    assert plan(process, beside, team).territory == beside
    suspensions.resume(actor=team, territory=territory)
    assert plan(process, inside, team).territory == inside


def test_a_plan_made_before_stands_still(planned: Encounter, team: User) -> None:
    holding.suspend_encounter(actor=team, encounter=planned, reason="danger_team")
    suspend(team, planned.territory, "now")
    with pytest.raises(TequioError, match="TQ-464"):
        holding.plan_again(actor=team, encounter=planned)
    planned.refresh_from_db()
    assert planned.status == "suspended"


def test_its_day_does_not_change_meanwhile(planned: Encounter, team: User) -> None:
    suspend(team, planned.territory, "later", SOON)
    with pytest.raises(TequioError, match="TQ-464"):
        planning.arrange(actor=team, encounter=planned, arranged=ARRANGED)


def test_its_page_says_so_and_offers_no_go(client: Client, enter: Callable[[Client, User], Client],
                                           planned: Encounter, team: User) -> None:
    address = reverse("listening:preparation", args=[planned.process_id, planned.pk])
    assert 'value="go"' in enter(client, team).get(address).content.decode()
    suspend(team, planned.territory, "now")
    page = client.get(address).content.decode()
    assert 'value="go"' not in page and "está suspendido" in page and 'value="no_go"' in page
