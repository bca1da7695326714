"""A copy of the database and no passphrase: what it tells of single voices, of single ballots, and of who came when.

Every look goes past the models, through SQL, as whoever copied the file would look.
"""

import random
import uuid
from collections import defaultdict

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tequio.deliberation.actions import close_round, record_ballots, seal_closed_rounds
from tequio.deliberation.folded import Folded, folded, unfolded
from tequio.deliberation.models import Ballot, Round, RoundStatus, Statement, Urn, Vote
from tequio.deliberation.queries import given as ballots_given
from tequio.deliberation.urns import ballots_of
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring

PEOPLE, ASKED, KNOWN = 60, 8, 4


def looked(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture
def round_(process: Process, territory: Territory) -> Round:
    row: Round = Round.objects.create(process=process, territory=territory, key="r1", title="Ronda")
    for at in range(ASKED):
        Statement.objects.create(process=process, round=row, key=f"A{at}", text=f"Medida {at}",
                                 reproduces_violence="no")
    return row


@pytest.fixture
def voted(round_: Round, team: User) -> Round:
    drawn, groups = random.Random(7), list(Group.objects.filter(process=round_.process_id))
    ballots = [Ballot(round=round_, group=drawn.choice(groups)) for _ in range(PEOPLE)]
    votes = [Vote(ballot=one, statement=statement, position=drawn.choice([-1, 0, 1]))
             for one in ballots for statement in Statement.objects.filter(round=round_)]
    record_ballots(actor=team, round=round_, ballots=ballots, votes=votes)
    return round_


def singled_out() -> int:
    """Of how many ballots somebody who knows the group and four of the answers reads the rest."""
    answers: dict[object, dict[object, object]] = defaultdict(dict)
    groups = dict(looked("SELECT id, group_id FROM deliberation_ballot"))
    for ballot, statement, position in looked("SELECT ballot_id, statement_id, position FROM deliberation_vote"):
        answers[ballot][statement] = position
    known: dict[object, set[object]] = defaultdict(set)
    for ballot, said in answers.items():
        first = tuple(sorted(said.items(), key=lambda pair: str(pair[0]))[:KNOWN])
        known[groups[ballot], first].add(ballot)
    return sum(len(ballots) == 1 for ballots in known.values())


@pytest.mark.django_db
def test_four_known_answers_single_out_no_ballot_of_a_closed_round(voted: Round, team: User) -> None:
    assert singled_out() > 0, "the attack must be able to find something while the round is open"
    close_round(actor=team, round=voted)
    assert singled_out() == 0
    assert looked("SELECT id FROM deliberation_ballot") == looked("SELECT id FROM deliberation_vote") == []
    assert "agree" not in str([bytes(row[0]) for row in looked("SELECT outcome FROM deliberation_round")])


@pytest.mark.django_db
def test_the_team_reads_and_computes_again_what_the_urn_holds(voted: Round, team: User) -> None:
    before = {key: int(count) for key, count in ballots_given(voted).items()}
    first = close_round(actor=team, round=voted).result
    assert sum(first["statements"]["A0"].values()) == PEOPLE and len(ballots_of(voted)[0]) == PEOPLE
    assert ballots_given(voted) == before
    again = close_round(actor=team, round=voted).result
    assert again == first and Urn.objects.count() == 1


@pytest.mark.django_db
def test_closing_needs_an_open_process_and_leaves_everything_as_it_was(voted: Round, team: User) -> None:
    keyring.lock(voted.process_id)
    with pytest.raises(TequioError) as fault:
        close_round(actor=team, round=voted)
    assert fault.value.problem.code == "TQ-301"
    assert Round.objects.get().status == RoundStatus.OPEN and Ballot.objects.count() == PEOPLE


@pytest.mark.django_db
def test_ballots_of_a_round_that_was_closed_before_are_sealed_when_the_process_opens(voted: Round, team: User) -> None:
    Round.objects.filter(pk=voted.pk).update(status=RoundStatus.CLOSED)
    assert seal_closed_rounds(voted.process_id) == 1 and singled_out() == 0
    found = Round.objects.get()
    assert found.result["ballots"] == PEOPLE and len(ballots_of(found)[1]) == PEOPLE * ASKED
    assert seal_closed_rounds(voted.process_id) == 0 and Urn.objects.count() == 1


@pytest.mark.django_db
def test_the_same_ballots_that_came_in_twice_count_once(voted: Round, team: User) -> None:
    close_round(actor=team, round=voted)
    Urn(process_id=voted.process_id, round=voted, ballots=Urn.objects.get().ballots).save(force_insert=True)
    assert len(ballots_of(voted)[0]) == PEOPLE


@pytest.mark.django_db
def test_a_statement_that_is_gone_takes_its_answers_with_it(voted: Round, team: User) -> None:
    close_round(actor=team, round=voted)
    Statement.objects.get(key="A0").delete()
    assert {vote.statement for vote in ballots_of(voted)[1]} == {f"A{at}" for at in range(1, ASKED)}


@st.composite
def many(draw: st.DrawFn) -> list[Folded]:
    groups = [None, *(uuid.UUID(int=at) for at in (1, 2, 3))]
    made: list[Folded] = []
    for number in draw(st.lists(st.uuids(), unique=True, max_size=12)):
        earlier = draw(st.sampled_from([None, *(one.id for one in made)]))
        made.append(Folded(number, draw(st.sampled_from(groups)), draw(st.sampled_from(groups)),
                           draw(st.sampled_from([1, 2])), earlier,
                           draw(st.dictionaries(st.uuids(), st.sampled_from([-1, 0, 1, 2]), max_size=6))))
    return made


@given(many(), st.randoms())
def test_ballots_come_out_of_an_urn_as_they_went_in_and_in_no_order_of_theirs(
        ballots: list[Folded], chance: random.Random) -> None:
    text = folded(ballots)
    assert sorted(unfolded(text), key=lambda one: one.id) == sorted(ballots, key=lambda one: one.id)
    shuffled = ballots[:]
    chance.shuffle(shuffled)
    assert folded(shuffled) == text
