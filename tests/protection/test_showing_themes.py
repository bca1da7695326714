"""Themes and statements: somebody's own words are masked as such, and what a round showed is masked for the team."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.protection.conftest import Said
from tests.protection.test_showing import NAME, SAID, shows_it_only_when_asked

from tequio.agendas.actions import draft_agenda, draft_proposals
from tequio.agendas.compose import compose
from tequio.agendas.models import Agenda, Item, Proposal
from tequio.deliberation.actions import open_round
from tequio.deliberation.answers import Answered
from tequio.deliberation.cards import condition, refused
from tequio.deliberation.models import Round, Statement
from tequio.deliberation.reading import Weighed
from tequio.deliberation.standing import Standing
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Voice
from tequio.protection.masking import masker
from tequio.protection.reading.texts import texts
from tequio.protection.release import internal

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def voice(say: Said) -> Voice:
    return say(SAID)


@pytest.mark.parametrize("words", ["Eleuterio Zarvargas", "el pleito de doña Eleuteria Zarvargas"])
def test_a_theme_that_somebody_wrote_is_masked_as_their_words(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User, words: str) -> None:
    """The team's own themes are titles; one that came in a sheet may name somebody."""
    row = Proposal(process=process, territory=territory, key="X1", text="Que haya luz", section=words, own_words=True)
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    agenda = Agenda(process=process, territory=territory, title="Agenda")
    made = Item(process=process, agenda=agenda, number=1, key="X1", section=words, text="Que haya luz")
    draft_agenda(actor=team, agenda=agenda, openings=[], items=[made], sources=[(row, made)])
    enter(client, team)
    for address in (reverse("agendas:agenda", args=[process.pk, agenda.pk]),
                    reverse("agendas:proposal", args=[process.pk, row.pk])):
        shown = client.get(address).content.decode()
        assert "Zarvargas" not in shown and 'class="masked"' in shown
    mask = masker(process)
    for kind in ("agendas.item", "agendas.proposal"):
        (theme,) = [text for text in texts(process, kind=kind) if text.field == "section"]
        assert "Zarvargas" not in mask(theme.words)
    assert "Zarvargas" not in str(internal(compose(process, agenda), mask=mask, marks=()).content)


def test_a_theme_of_the_team_keeps_the_names_of_places(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User) -> None:
    near = Territory.objects.create(process=process, key="ocotal", name="El Ocotal", level="neighbourhood",
                                    parent=territory)
    row = Proposal(process=process, territory=territory, key="P9", text="Que haya luz", section=f"Lo de {near.name}")
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    page = enter(client, team).get(reverse("agendas:proposal", args=[process.pk, row.pk])).content.decode()
    assert "Lo de El Ocotal" in page


def test_a_statement_that_is_typed_with_a_name_is_shown_to_whoever_types_it(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User) -> None:
    about = {"title": "Ronda", "territory": str(territory.pk), "question": "",
             "statements": "Que haya luz en la parada.\nQue renuncie Eleuterio Zarvargas."}
    answer = enter(client, team).post(reverse("deliberation:new", args=[process.pk]), about)
    page = answer.content.decode()
    assert answer.status_code == 400 and "Afirmación 2" in page and "parece un nombre" in page
    assert not Round.objects.exists()
    answer = client.post(reverse("deliberation:new", args=[process.pk]), about | {"looked": "on"})
    assert answer.status_code == 302 and Statement.objects.count() == 2
    named = next(row for row in Statement.objects.all() if NAME in row.text)
    review = client.get(reverse("deliberation:review", args=[process.pk, named.pk])).content.decode()
    assert "Esto parece un nombre" in review


def test_a_statement_without_names_is_not_stopped(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User) -> None:
    answer = enter(client, team).post(reverse("deliberation:new", args=[process.pk]), {
        "title": "Ronda", "territory": str(territory.pk), "question": "", "statements": "Que haya luz en la parada."})
    assert answer.status_code == 302


def test_statements_are_masked_in_trail_and_search(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User) -> None:
    row = Round(process=process, territory=territory, key="r", title="Ronda")
    said = Statement(process=process, round=row, key="r-1", text="Que renuncie Eleuterio Zarvargas.")
    open_round(actor=team, round=row, statements=[said])
    assert NAME not in enter(client, team).get(
        reverse("trace", args=[process.pk, "statement", said.pk])).content.decode()


def test_a_round_is_masked_for_the_team_and_in_no_part_of_it_shown(
        client: Client, enter: Enter, process: Process, territory: Territory, voice: Voice, team: User) -> None:
    row = Round(process=process, territory=territory, key="r", title="Ronda")
    said = Statement(process=process, round=row, key="r-1", text="Que renuncie Eleuterio Zarvargas.",
                     feeds="Lo dice Eleuterio Zarvargas", reply="No se contesta a Eleuterio Zarvargas",
                     reproduces_violence="yes")
    open_round(actor=team, round=row, statements=[said])
    every = {"round": reverse("deliberation:round", args=[process.pk, row.pk]),
             "voice": reverse("trace", args=[process.pk, "voice", voice.pk])}
    shows_it_only_when_asked(enter(client, team), process, every, "round")
    one = Weighed(key="r-1", review="yes", standing=Standing.REFUSED, agree=3, disagree=1, passed=0, not_said=0,
                  unseen=0, at_least=0.0)
    answered = {said.pk: Answered(reason="Nombra a Eleuterio Zarvargas", instead="Sin Eleuterio Zarvargas", url="/")}
    shown = [refused(one, said, answered), condition(Statement(process=process, reply="Sin Eleuterio Zarvargas",
                                                               reproduces_violence="risk"), {})]
    assert NAME not in str(shown)
