"""The pages of agendas: their stages, the suspended place with its reason, who owes what, versions that are kept."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas.actions import draft_proposals
from tequio.agendas.cards.content import particular
from tequio.agendas.models import (
    Agenda,
    Operation,
    Outcome,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
)
from tequio.agendas.particular import by_name
from tequio.agendas.proposals.lineage import lineage
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory

Enter = Callable[[Client, User], Client]


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def proposal(process: Process, territory: Territory, team: User) -> Proposal:
    """A proposal that nobody owes and nobody has reviewed."""
    row = Proposal(process=process, territory=territory, key="P1", text="Poner luz en la parada.")
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    return row


@pytest.mark.django_db
def test_without_agendas_the_page_says_how_they_come_to_be(
        client: Client, enter: Enter, process: Process, team: User) -> None:
    shown = read(enter(client, team), "agendas:index", process.pk)
    assert "Todavía sin agenda" in shown and "Aquí todavía no hay agenda nacional." in shown


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "auditor", "stranger"])
def test_agendas_are_for_the_team(
        client: Client, enter: Enter, process: Process, proposal: Proposal, cast: dict[str, User], who: str) -> None:
    browser = enter(client, cast[who])
    for name, args in (("index", []), ("proposals", []), ("proposal", [proposal.pk]), ("agenda", [proposal.pk]),
                       ("owed", [proposal.pk]), ("rest", [proposal.pk])):
        assert browser.get(reverse(f"agendas:{name}", args=[process.pk, *args])).status_code == 404
    assert browser.get(reverse("duties_figure", args=[process.pk, proposal.pk])).status_code == 404


@pytest.mark.django_db
def test_a_proposal_that_leaves_the_community_alone_says_so(
        client: Client, enter: Enter, process: Process, proposal: Proposal, team: User) -> None:
    shown = read(enter(client, team), "agendas:proposal", process.pk, proposal.pk)
    assert "No nombra a la autoridad responsable" in shown
    assert shown.count("no se le pide nada") == 3
    assert "Nadie lo ha revisado todavía." in shown and shown.count("Sin revisar") == 4
    assert "Es la única versión" in shown
    assert "sin organismo público que la deba" in read(client, "agendas:proposals", process.pk)


@pytest.mark.django_db
def test_a_proposal_of_another_process_is_not_found(
        client: Client, enter: Enter, process: Process, proposal: Proposal, team: User, demo_process: Process) -> None:
    other = Proposal.objects.filter(process=demo_process).first()
    assert other is not None
    browser = enter(client, team)
    assert browser.get(reverse("agendas:proposal", args=[process.pk, other.pk])).status_code == 404
    assert browser.get(reverse("agendas:proposal", args=[demo_process.pk, other.pk])).status_code == 404


@pytest.mark.django_db
def test_the_suspended_place_declares_its_reason(demo_client: Client, demo_process: Process) -> None:
    shown = read(demo_client, "agendas:index", demo_process.pk)
    place = demo_process.territories.get(suspended=True)
    assert "Sin agenda: el trabajo se suspendió" in shown
    assert place.suspension_note.split("\n\n")[0] in shown
    assert shown.count('aria-current="step"') == 4


@pytest.mark.django_db
def test_an_agenda_opens_with_what_each_group_wants(demo_client: Client, demo_process: Process) -> None:
    agenda = Agenda.objects.get(process=demo_process, territory__key="limonar")
    shown = read(demo_client, "agendas:agenda", demo_process.pk, agenda.pk)
    order = [shown.index(f">{title}<") for title in (
        "La seguridad que queremos", "De dónde partimos", "Contexto", "Lo que ya hacemos", "Propuestas")]
    assert order == sorted(order)
    assert "silencios y huecos declarados" in shown
    assert "palabras sin revisar" not in shown


@pytest.mark.django_db
def test_dissent_and_refusals_stay_printed(demo_client: Client, demo_process: Process) -> None:
    dissent = Return.objects.filter(process=demo_process, outcome=Outcome.DISSENT).first()
    assert dissent is not None
    shown = read(demo_client, "agendas:rest", demo_process.pk, dissent.agenda_id)
    assert dissent.note.split('"')[0] in shown and "con disenso" in shown
    refused = Proposal.objects.filter(territory=dissent.agenda.territory, status=ProposalStatus.REFUSED).first()
    assert refused is not None
    assert refused.text in shown and refused.reproduction_review.reason in shown


@pytest.mark.django_db
def test_who_owes_what_is_drawn_and_stands_in_a_table(demo_client: Client, demo_process: Process) -> None:
    agenda = Agenda.objects.get(process=demo_process, territory__key="limonar")
    shown = read(demo_client, "agendas:owed", demo_process.pk, agenda.pk)
    drawing = reverse("duties_figure", args=[demo_process.pk, agenda.pk])
    assert drawing in shown and "le toca" in shown and "apoya" in shown
    answer = demo_client.get(drawing)
    assert answer["Content-Type"] == "image/svg+xml" and answer.content.startswith(b"<svg")


@pytest.mark.django_db
def test_a_merged_proposal_shows_the_versions_it_came_from(demo_client: Client, demo_process: Process) -> None:
    merged = Proposal.objects.filter(process=demo_process, operation=Operation.MERGE).first()
    assert merged is not None
    shown = read(demo_client, "agendas:proposal", demo_process.pk, merged.pk)
    assert shown.count("Recogida en otra") >= 2 and "hecha por: unión" in shown


@pytest.mark.django_db
def test_a_proposal_is_held_against_the_four_principles(demo_client: Client, demo_process: Process) -> None:
    review = ReproductionReview.objects.filter(process=demo_process).first()
    assert review is not None
    shown = read(demo_client, "agendas:proposal", demo_process.pk, review.proposal_id)
    for reason in [row.reason for row in PrincipleReview.objects.filter(proposal=review.proposal_id)]:
        assert reason in shown
    assert review.reason in shown and "¿Reproduce violencia?" in shown


def test_what_is_a_places_own_is_named_by_the_place() -> None:
    names = {"limonar": "Limonar de la Cuesta", "bahia": "Bahía Bermeja"}
    found = particular("limonar: en la huerta. Bahía Bermeja, solo por voces: de lejos.", names)
    assert found == [{"place": "Limonar de la Cuesta", "text": "en la huerta."},
                     {"place": "Bahía Bermeja, solo por voces", "text": "de lejos."}]
    assert by_name("igual. limonar: en la huerta.", names) == "igual. Limonar de la Cuesta: en la huerta."
    assert particular("", names) == [] and particular("igual: todo", {}) == [{"place": "", "text": "igual: todo"}]


@given(some.sets(some.tuples(some.integers(0, 7), some.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])))
def test_lineage_finds_each_version_once_and_both_ways(edges: set[tuple[int, int]]) -> None:
    pairs = [(UUID(int=source), UUID(int=target)) for source, target in edges]
    found = {key: lineage(key, pairs) for key in map(UUID, (f"{number:032x}" for number in range(8)))}
    for key, mine in found.items():
        listed = [*mine.earlier, *mine.later, *mine.beside, *mine.parted]
        assert key not in listed and len(set(mine.earlier) | set(mine.later)) == len(mine.earlier) + len(mine.later)
        assert all(key in found[other].later for other in mine.earlier)
        assert all(key in found[other].earlier for other in mine.later)
