"""The pages of measurement: two kinds of figures side by side, gaps in sight, and what no figure sees."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory
from tequio.measurement.actions import record_indicators
from tequio.measurement.models import Indicator, Observation, Origin
from tequio.measurement.queries import panels, series

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def robberies(process: Process, territory: Territory, team: User) -> Indicator:
    """An official yearly figure with a year nobody reported."""
    made = Indicator(process=process, key="robos", name_es="Robos", unit_es="carpetas", origin=Origin.OFFICIAL,
                     instrument="Registro de prueba", vintage="2026-01", note_es="No ve lo que nadie denuncia.")
    record_indicators(actor=team, process=process, indicators=[made], observations=[
        Observation(process=process, indicator=made, territory=territory, period=period, value=value)
        for period, value in (("2023", 12.0), ("2024", None), ("2025", 0.0))])
    return made


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_no_figures_say_how_they_are_filled(client: Client, enter: Enter, process: Process, team: User) -> None:
    assert "Todavía no hay cifras." in read(enter(client, team), "measurement:index", process.pk)


def test_an_indicator_says_what_it_cannot_see(
        client: Client, enter: Enter, robberies: Indicator, team: User) -> None:
    for name, args in (("measurement:index", ()), ("measurement:indicator", (robberies.pk,))):
        shown = read(enter(client, team), name, robberies.process_id, *args)
        assert "No ve lo que nadie denuncia." in shown
        assert "Registro de prueba" in shown and "2026-01" in shown


def test_a_year_without_report_is_no_zero(client: Client, enter: Enter, robberies: Indicator, team: User) -> None:
    shown = read(enter(client, team), "measurement:index", robberies.process_id)
    assert shown.count("sin dato</span>") == 1 and "<span>0</span>" in shown
    assert "1 periodo sin dato" in shown


def test_a_place_without_community_figures_says_so(
        client: Client, enter: Enter, robberies: Indicator, team: User) -> None:
    shown = read(enter(client, team), "measurement:index", robberies.process_id)
    assert "La comunidad no ha contado nada aquí todavía." in shown


def test_the_drawing_is_there_for_the_team_alone(
        client: Client, enter: Enter, robberies: Indicator, territory: Territory, cast: dict[str, User]) -> None:
    address = reverse("chart_series", args=[robberies.process_id, territory.pk, "official", "anual"])
    answer = enter(client, cast["analyst"]).get(address)
    assert answer["Content-Type"] == "image/svg+xml" and "sin dato" in answer.content.decode()
    assert enter(client, cast["official"]).get(address).status_code == 404


def test_a_panel_that_nobody_measured_is_no_picture(
        client: Client, enter: Enter, robberies: Indicator, territory: Territory, team: User) -> None:
    address = reverse("chart_series", args=[robberies.process_id, territory.pk, "community", "anual"])
    assert enter(client, team).get(address).status_code == 404


def test_official_and_community_are_never_in_one_panel(demo_process: Process) -> None:
    for place in demo_process.territories.all():
        for panel in panels(series(demo_process, territory=place)):
            assert {one.indicator.origin for one in panel.series} == {panel.origin}
            assert all(len(one.values) == len(panel.periods) for one in panel.series)


def test_voices_stand_beside_the_figures(demo_client: Client, demo_process: Process) -> None:
    shown = read(demo_client, "measurement:index", demo_process.pk)
    assert "Y lo que se dijo" in shown and "lo nombraron" in shown


@pytest.mark.parametrize("who", ["official", "stranger"])
def test_measurement_is_for_the_team(
        client: Client, enter: Enter, process: Process, cast: dict[str, User], who: str) -> None:
    assert enter(client, cast[who]).get(reverse("measurement:index", args=[process.pk])).status_code == 404
