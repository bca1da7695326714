"""The pages of followup: silence counted in days, overdue marked, official status and community verdict never one."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas.models import Agenda, Item
from tequio.followup.actions import record_actions, record_commitments, record_responses, record_verdicts
from tequio.followup.models import (
    Action,
    Commitment,
    CommunityVerdict,
    OfficialStatus,
    Response,
    ResponseKind,
    Verdict,
)
from tequio.followup.reading import apart, federal_local
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Group, Institution, Process, Sphere

Enter = Callable[[Client, User], Client]
KINDS = some.lists(some.sampled_from(ResponseKind.values), max_size=3)


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def asked(item: Item, team: User, sphere: Sphere, kind: ResponseKind, days: int) -> Response:
    office = Institution.objects.create(process=item.process, key=f"o-{sphere}", name=f"Oficina de prueba {sphere}",
                                        sphere=sphere)
    row = Response(process=item.process, item=item, institution=office, key=f"R-{sphere}", kind=kind,
                   day=today() - datetime.timedelta(days=days))
    record_responses(actor=team, process=item.process, responses=[row])
    return row


@pytest.mark.django_db
def test_without_agendas_the_page_says_how_it_is_filled(
        client: Client, enter: Enter, process: Process, team: User) -> None:
    shown = read(enter(client, team), "followup:index", process.pk)
    assert "Aquí todavía no hay nada que seguir." in shown and "A nadie se le ha preguntado todavía." in shown


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "auditor", "stranger"])
def test_followup_is_for_the_team(
        client: Client, enter: Enter, process: Process, item: Item, cast: dict[str, User], who: str) -> None:
    browser = enter(client, cast[who])
    for name, args in (("index", []), ("board", [item.agenda_id]), ("item", [item.pk])):
        assert browser.get(reverse(f"followup:{name}", args=[process.pk, *args])).status_code == 404


@pytest.mark.django_db
def test_an_item_nobody_was_asked_about_is_no_silence(
        client: Client, enter: Enter, process: Process, item: Item, team: User) -> None:
    shown = read(enter(client, team), "followup:board", process.pk, item.agenda_id)
    assert "no se puede decir que calló" in shown and "sin respuesta desde" not in shown


@pytest.mark.django_db
def test_silence_is_counted_in_days_since_it_was_asked(
        client: Client, enter: Enter, process: Process, item: Item, team: User) -> None:
    asked(item, team, Sphere.FEDERATION, ResponseKind.SILENT, 41)
    asked(item, team, Sphere.MUNICIPALITY, ResponseKind.PARTLY, 12)
    shown = read(enter(client, team), "followup:board", process.pk, item.agenda_id)
    assert "sin respuesta desde hace 41 días" in shown
    assert "en 1 el municipio aceptó algo y la federación nada; en 0 fue al revés" in shown
    assert shown.index("Oficina de prueba municipality") < shown.index("Oficina de prueba federation")


@pytest.mark.django_db
def test_an_overdue_commitment_is_marked_until_something_is_done(
        client: Client, enter: Enter, process: Process, item: Item, team: User) -> None:
    answer = asked(item, team, Sphere.MUNICIPALITY, ResponseKind.ACCEPTS, 90)
    promised = Commitment(process=process, response=answer, key="C1", text="Poner diez lámparas.",
                          due=today() - datetime.timedelta(days=30), signatories="ayuntamiento\nsociedad_civil")
    record_commitments(actor=team, process=process, commitments=[promised])
    shown = read(enter(client, team), "followup:board", process.pk, item.agenda_id)
    assert "hace 30 días, y no hay ninguna acción" in shown and "compromiso vencido" in shown
    assert "sociedad civil" in shown and "Poner diez lámparas." in shown
    done = Action(process=process, commitment=promised, key="X1", day=today(), text="Se pusieron dos.",
                  evidence="Un recorrido.")
    record_actions(actor=team, process=process, actions=[done])
    shown = read(client, "followup:item", process.pk, item.pk)
    assert "compromiso vencido" not in shown and "Evidencia: Un recorrido." in shown


@pytest.mark.django_db
def test_official_status_and_verdict_stay_two_columns(
        client: Client, enter: Enter, process: Process, item: Item, women: Group, team: User) -> None:
    verdict = Verdict(process=process, item=item, wave=1, official=OfficialStatus.DONE,
                      community=CommunityVerdict.WORSE, reason="La parada sigue a oscuras.")
    record_verdicts(actor=team, process=process, verdicts={verdict: [women]})
    shown = read(enter(client, team), "followup:item", process.pk, item.pk)
    assert "Cumplido" in shown and "Empeoró" in shown and "La parada sigue a oscuras." in shown and "Mujeres" in shown
    board = read(client, "followup:board", process.pk, item.agenda_id)
    assert "1 punto se reporta cumplido. De ellos, la comunidad dice: empeoró, 1." in board


@pytest.mark.django_db
def test_the_board_of_the_demonstration_shows_every_item_and_level(
        demo_client: Client, demo_process: Process) -> None:
    for agenda in Agenda.objects.filter(process=demo_process):
        shown = read(demo_client, "followup:board", demo_process.pk, agenda.pk)
        assert shown.count('id="punto-') == agenda.items.count()
        assert "La distancia entre la federación y el lugar" in shown and "Ver los mismos datos en tabla" in shown


@given(some.lists(some.fixed_dictionaries({}, optional={"municipality": KINDS, "federation": KINDS})))
def test_the_gap_between_levels_is_counted_among_what_both_were_asked(items: list[dict[str, list[str]]]) -> None:
    found = federal_local(items)
    both = [row for row in items if row.get("municipality") and row.get("federation")]
    assert found.both == len(both) >= found.only_local + found.only_federal


@given(some.lists(some.lists(some.tuples(some.integers(1, 4), some.sampled_from(OfficialStatus.values),
                                         some.sampled_from(CommunityVerdict.values)), max_size=3)))
def test_what_is_reported_done_is_told_apart_from_what_is_said(items: list[list[tuple[int, str, str]]]) -> None:
    found = apart(items)
    assert found.judged == sum(bool(waves) for waves in items)
    assert sum(found.community.values()) == found.done <= found.judged
