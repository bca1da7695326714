"""The pages of deliberation: what unites and what divides in words, no ranking without a review, nobody as a point."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from tequio.deliberation.actions import close_round, open_round, record_ballots
from tequio.deliberation.models import Answer, Ballot, Position, Round, Statement, Vote
from tequio.deliberation.reading import read as read_result
from tequio.deliberation.sections import SECTIONS
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory

Enter = Callable[[Client, User], Client]
RANKED = ("unites", "unites_against", "divides", "bridges", "slate")


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def whole(client: Client, row: Round) -> str:
    """Every section of a closed round."""
    return read(client, "deliberation:round_part", row.process_id, row.pk, "todo")


@pytest.fixture
def small_round(process: Process, territory: Territory, women: Group, team: User) -> Round:
    """Six people agree with all three statements: one reviewed, one that nobody reviewed, one that is refused."""
    row = Round(process=process, territory=territory, key="uno", title="Ronda de prueba", how="cards")
    said = [("A1", "Que haya luz en la parada.", Answer.NO), ("A2", "Que se abra el parque.", ""),
            ("A3", "Que los corran del barrio.", Answer.YES)]
    statements = [Statement(process=process, round=row, key=key, text=text, reproduces_violence=answer)
                  for key, text, answer in said]
    open_round(actor=team, round=row, statements=statements)
    ballots = [Ballot(round=row, group=women) for _ in range(6)]
    votes = [Vote(ballot=ballot, statement=statement, position=Position.AGREE)
             for ballot in ballots for statement in statements]
    record_ballots(actor=team, round=row, ballots=ballots, votes=votes)
    return close_round(actor=team, round=row)


@pytest.mark.django_db
def test_without_rounds_the_page_says_how_it_is_filled(
        client: Client, enter: Enter, process: Process, team: User) -> None:
    assert "Aquí todavía no hay rondas." in read(enter(client, team), "deliberation:index", process.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "auditor", "stranger"])
def test_rounds_are_for_the_team(
        client: Client, enter: Enter, process: Process, small_round: Round, cast: dict[str, User], who: str) -> None:
    browser = enter(client, cast[who])
    assert browser.get(reverse("deliberation:index", args=[process.pk])).status_code == 404
    assert browser.get(reverse("deliberation:round", args=[process.pk, small_round.pk])).status_code == 404


@pytest.mark.django_db
def test_too_few_people_make_no_groups_and_the_page_says_why(
        client: Client, enter: Enter, process: Process, small_round: Round, team: User) -> None:
    shown = whole(enter(client, team), small_round)
    assert "No se distinguen grupos de opinión" in shown and "Votaron muy pocas personas" in shown


@pytest.mark.django_db
def test_what_nobody_reviewed_is_counted_and_enters_no_ranking(
        client: Client, enter: Enter, process: Process, small_round: Round, team: User) -> None:
    shown = whole(enter(client, team), small_round)
    rankings, rest = shown.split('id="no-se-adopta"')
    assert 'id="breve"' in rankings and 'id="une"' in rankings
    assert "Que haya luz en la parada." in rankings
    assert "Que se abra el parque." not in rankings and "Que se abra el parque." in rest
    assert "Falta revisar si reproduce violencia" in rest


@pytest.mark.django_db
def test_what_reproduces_violence_stands_apart_with_its_support_and_no_priority(
        client: Client, enter: Enter, process: Process, small_round: Round, team: User) -> None:
    shown = whole(enter(client, team), small_round)
    rankings, rest = shown.split('id="no-se-adopta"')
    assert "Que los corran del barrio." not in rankings
    assert "6 de 6 respuestas la apoyan." in rest and "la respuesta todavía no se ha escrito" in rest


@pytest.mark.django_db
def test_a_small_room_is_counted_coarsely(
        client: Client, enter: Enter, process: Process, small_round: Round, team: User) -> None:
    part = whole(enter(client, team), small_round).split('id="quienes"')[1]
    assert part.split("</table>")[0].count("menos de 10") == 2


@pytest.mark.django_db
def test_what_is_read_aloud_has_no_small_or_exact_count(
        client: Client, enter: Enter, small_round: Round, team: User) -> None:
    shown = read(enter(client, team), "deliberation:round", small_round.process_id, small_round.pk)
    gist = shown.split('id="breve"')[1].split("</section>")[0]
    assert "menos de 10 boletas" in gist and "Que haya luz en la parada." in gist
    assert "Que los corran" not in gist and "Que se abra" not in gist
    assert not re.search(r"\b6\b", re.sub(r"<[^>]+>", "", gist))


@pytest.mark.django_db
def test_every_section_has_an_address_and_a_list_has_filters(
        client: Client, enter: Enter, small_round: Round, team: User) -> None:
    browser, here = enter(client, team), [small_round.process_id, small_round.pk]
    for part in SECTIONS:
        name, args = ("deliberation:round_part", [*here, part]) if part else ("deliberation:round", here)
        assert f'href="{reverse(name, args=args)}" aria-current="page"' in read(browser, name, *args)
    every = reverse("deliberation:round_part", args=[*here, "afirmaciones"])
    for which, texts in (("", 3), ("unen", 1), ("dividen", 0), ("esperan", 1), ("no-se-adoptan", 1)):
        rows = browser.get(every, {"ver": which}).content.decode().split('id="todas"')[1].split("<table")[0]
        assert rows.count('<li class="entry">') == texts
    assert browser.get(every, {"ver": "otra"}).status_code == 404
    assert browser.get(reverse("deliberation:round_part", args=[*here, "otra"])).status_code == 404


@pytest.mark.django_db
def test_an_open_round_shows_no_results(
        client: Client, enter: Enter, process: Process, territory: Territory, team: User) -> None:
    row = open_round(actor=team, statements=[], round=Round(
        process=process, territory=territory, key="dos", title="Ronda abierta"))
    shown = read(enter(client, team), "deliberation:round", process.pk, row.pk)
    assert "Esta ronda sigue abierta." in shown and "Lo que une" not in shown


@pytest.mark.django_db
def test_a_refused_statement_is_answered_by_the_review_of_its_proposal(
        demo_client: Client, demo_process: Process) -> None:
    row = Round.objects.get(process=demo_process, key="limonar-1")
    shown = whole(demo_client, row)
    assert "Se contesta" in shown and "Convierte a vecinos en blanco" in shown


@pytest.mark.django_db
def test_groups_are_told_apart_in_words_and_nobody_is_a_point(demo_client: Client, demo_process: Process) -> None:
    for row in Round.objects.filter(process=demo_process):
        shown = whole(demo_client, row)
        assert "Se distinguen 2 grupos de opinión" in shown and "firmes" in shown
        assert "de cada 100 de cada grupo de opinión" in shown
        assert "<circle" not in shown
        assert not re.search(r"grupos[^.<]*separa[nd]", shown)


@given(some.lists(some.sampled_from(["", "no", "risk", "yes"]), min_size=1, max_size=8), some.data())
def test_no_ranking_holds_what_is_refused_or_unreviewed(answers: list[str], data: some.DataObject) -> None:
    reviews = {f"A{number}": answer for number, answer in enumerate(answers)}
    result = {name: data.draw(some.lists(some.sampled_from([*reviews, "otra"]))) for name in RANKED}
    reading = read_result({"ballots": 3, "statements": {}, **result}, reviews)
    ranked = [one for name in RANKED for one in getattr(reading, name)]
    assert all(one.review in ("no", "risk") for one in ranked)
    assert [one.key for one in reading.all] == list(reviews)
    assert all(one.unseen == 3 and one.answered == 0 for one in reading.all)
