"""The pages of the diagnosis: differences kept, silences beside, suggestions marked, no cause claimed."""

from collections.abc import Callable

import networkx as nx
import pytest
from django.test import Client
from django.urls import reverse

from tequio.diagnosis.actions import export_map
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.diagnosis.queries import map_read, system_map, worth_drawing
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("name", "missing"), [
    ("diagnosis:index", "Aquí todavía no hay hallazgos."),
    ("diagnosis:codebook", "Este proceso no tiene libro de códigos."),
    ("diagnosis:system_map", "Todavía no hay vínculos."),
])
def test_empty_pages_say_how_they_are_filled(
        client: Client, enter: Enter, process: Process, team: User, name: str, missing: str) -> None:
    assert missing in read(enter(client, team), name, process.pk)


@pytest.mark.parametrize("name", ["diagnosis:index", "diagnosis:codebook", "diagnosis:system_map", "chart_system_map"])
@pytest.mark.parametrize("who", ["official", "auditor", "stranger"])
def test_the_diagnosis_is_for_the_team(
        client: Client, enter: Enter, process: Process, cast: dict[str, User], who: str, name: str) -> None:
    assert enter(client, cast[who]).get(reverse(name, args=[process.pk])).status_code == 404


def test_a_territory_shows_differences_and_silences(demo_client: Client, demo_process: Process) -> None:
    stance = Stance.objects.filter(process=demo_process, converges=False).first()
    assert stance is not None
    shown = read(demo_client, "diagnosis:territory", demo_process.pk, stance.finding.territory_id)
    assert "En esto coinciden" in shown and "En esto difieren" in shown
    assert stance.note in shown and "no se dijo" in shown


def test_a_finding_shows_the_voices_behind_and_the_groups_without_one(
        demo_client: Client, demo_process: Process) -> None:
    finding = Finding.objects.filter(process=demo_process).first()
    assert finding is not None
    shown = read(demo_client, "diagnosis:finding", demo_process.pk, finding.pk)
    assert "Lo sostiene" in shown and "Ninguna voz detrás es de estos grupos" in shown


def test_suggestions_say_that_they_are(demo_client: Client, demo_process: Process) -> None:
    coding = Coding.objects.filter(process=demo_process, status=CodingStatus.SUGGESTED).first()
    assert coding is not None
    address = reverse("diagnosis:code", args=[demo_process.pk, coding.code_id])
    shown = demo_client.get(f"{address}?estado=suggested").content.decode()
    assert "Sugerencia" in shown
    assert "Sugerencia" not in demo_client.get(f"{address}?estado=accepted").content.decode()


def test_families_stand_in_the_order_of_the_codebook(demo_client: Client, demo_process: Process) -> None:
    shown = read(demo_client, "diagnosis:codebook", demo_process.pk)
    families = list(dict.fromkeys(Code.objects.filter(process=demo_process).order_by("order").values_list(
        "family", flat=True)))
    places = [shown.index(f'id="{family}"') for family in families]
    assert places == sorted(places)


def test_the_map_has_a_table_of_every_link_and_claims_no_cause(demo_client: Client, demo_process: Process) -> None:
    shown = read(demo_client, "diagnosis:system_map", demo_process.pk)
    for one in system_map(demo_process):
        assert reverse("diagnosis:link", args=[demo_process.pk, one.origin.pk, one.relation, one.goal.pk]) in shown
    assert "lo dijeron" in shown and "causa" not in shown.lower() and "contagi" not in shown.lower()


def test_each_loop_says_who_told_it_and_who_did_not(demo_client: Client, demo_process: Process) -> None:
    shown = read(demo_client, "diagnosis:system_map", demo_process.pk)
    found = map_read(demo_process)
    assert found.loops and found.complete
    assert shown.count("Se alimenta solo") + shown.count("Se frena solo") == min(len(found.loops), 12)
    assert shown.count("contaron el círculo entero") + shown.count("contó el círculo entero") >= min(
        len(found.loops), 12)
    assert any(one.absent for one in found.loops) == ("nadie dijo ninguno de sus eslabones" in shown)


def test_the_map_leaves_as_codes_and_counts_and_that_is_recorded(demo_client: Client, demo_process: Process) -> None:
    address = reverse("diagnosis:system_map_export", args=[demo_process.pk])
    assert demo_client.get(address).status_code == 405
    before = Entry.objects.filter(process_id=demo_process.pk, verb="export_map").count()
    answer = demo_client.post(address)
    graph = nx.parse_graphml(answer.content.decode())
    assert graph.number_of_edges() and {data["relation"] for *_, data in graph.edges(data=True)} <= {
        "feeds", "interrupts"}
    assert Entry.objects.filter(process_id=demo_process.pk, verb="export_map").count() == before + 1


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "auditor", "stranger"])
def test_only_those_who_analyse_or_coordinate_take_the_map(
        client: Client, enter: Enter, process: Process, cast: dict[str, User], who: str) -> None:
    address = reverse("diagnosis:system_map_export", args=[process.pk])
    assert enter(client, cast[who]).post(address).status_code == 404
    with pytest.raises(TequioError, match="TQ-311"):
        export_map(actor=cast[who], process=process, found=map_read(process), labels={})
    assert not Entry.objects.filter(verb="export_map").exists()


def test_a_link_shows_the_voices_that_said_it(demo_client: Client, demo_process: Process) -> None:
    link = Link.objects.filter(process=demo_process).select_related("voice").first()
    assert link is not None
    shown = read(demo_client, "diagnosis:link", demo_process.pk, link.origin_id, link.relation, link.goal_id)
    assert reverse("trace", args=[demo_process.pk, "link", link.pk]) in shown


def test_a_relation_nobody_knows_is_no_page(demo_client: Client, demo_process: Process) -> None:
    code = Code.objects.filter(process=demo_process).first()
    assert code is not None
    address = reverse("diagnosis:link", args=[demo_process.pk, code.pk, "causes", code.pk])
    assert demo_client.get(address).status_code == 404


def test_at_most_forty_links_are_drawn_and_the_rest_is_counted(demo_process: Process) -> None:
    said = system_map(demo_process)
    least, drawn = worth_drawing(said)
    assert 0 < len(drawn) <= 40 and all(one.voices >= least for one in drawn)
    assert all(one in drawn for one in said if one.voices >= least)


@pytest.mark.parametrize("narrow", ["", "?angosto=1"])
def test_the_drawing_names_every_code_it_joins(demo_client: Client, demo_process: Process, narrow: str) -> None:
    answer = demo_client.get(reverse("chart_system_map", args=[demo_process.pk]) + narrow)
    assert answer["Content-Type"] == "image/svg+xml" and "style=" not in answer.content.decode()
    for one in worth_drawing(system_map(demo_process))[1]:
        assert str(one.origin).split()[0] in answer.content.decode()
