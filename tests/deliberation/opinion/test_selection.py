"""Slates against the rules written out plainly, and EJR+ against its definition tried on every coalition."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tequio.deliberation.opinion import VoteTable, approvals_of, equal_shares_with_costs, representative_slate
from tequio.deliberation.opinion.selection import Approvals, equal_shares, justified, phragmen, sequential_pav
from tequio.foundation.errors import TequioError

BALLOTS = st.lists(st.lists(st.sampled_from((-1, 0, 1, None)), min_size=5, max_size=5), min_size=1, max_size=9)
SEATS = st.integers(1, 4)


def approvals(ballots: list[list[int | None]]) -> Approvals:
    """Statements keep their numbers: the table is built in the order 0, 1, 2, …"""
    cells = [(person, statement, vote) for person, ballot in enumerate(ballots)
             for statement, vote in enumerate(ballot) if vote is not None]
    who, what, votes = zip(*cells, strict=True) if cells else ((), (), ())
    return approvals_of(VoteTable.from_events(np.array(who, int), np.array(what, int), votes, all_statements=range(5)))


def supporters(profile: Approvals) -> list[set[int]]:
    return [set(profile.of(statement).tolist()) for statement in range(profile.width)]


@given(BALLOTS, SEATS)
@settings(max_examples=80, deadline=None)
def test_sequential_pav(ballots: list[list[int | None]], seats: int) -> None:
    profile = approvals(ballots)
    by_statement, winners = supporters(profile), []
    won = [0] * profile.people
    while len(winners) < seats:
        gains = [sum(Fraction(1, 1 + won[person]) for person in people) if statement not in winners else Fraction(-1)
                 for statement, people in enumerate(by_statement)]
        if max(gains) <= 0:
            break
        winners.append(gains.index(max(gains)))
        for person in by_statement[winners[-1]]:
            won[person] += 1
    assert sequential_pav(profile, seats) == winners


@given(BALLOTS, SEATS)
@settings(max_examples=80, deadline=None)
def test_phragmen(ballots: list[list[int | None]], seats: int) -> None:
    profile = approvals(ballots)
    by_statement, load = supporters(profile), [Fraction(0)] * profile.people
    found = phragmen(profile, seats)
    for place, winner in enumerate(found):
        levels = {statement: (1 + sum((load[person] for person in people), Fraction(0))) / len(people)
                  for statement, people in enumerate(by_statement) if people and statement not in found[:place]}
        assert float(levels[winner] - min(levels.values())) < 1e-5
        for person in by_statement[winner]:
            load[person] = levels[winner]
    assert len(found) == min(seats, sum(bool(people) for people in by_statement))


@given(BALLOTS, SEATS)
@settings(max_examples=80, deadline=None)
def test_every_rule_keeps_ejr_plus_where_it_must(ballots: list[list[int | None]], seats: int) -> None:
    """Equal shares satisfies EJR+ (Brill & Peters 2023, proposition 5); completing it cannot undo that."""
    profile = approvals(ballots)
    assume(profile.people > 0)
    winners, paid = equal_shares(profile, seats)
    assert paid <= len(winners) <= seats
    assert justified(profile, winners, seats).cast


@given(BALLOTS, SEATS, st.sets(st.integers(0, 4), max_size=3))
@settings(max_examples=120, deadline=None)
def test_ejr_plus_by_trying_every_coalition(ballots: list[list[int | None]], seats: int, chosen: set[int]) -> None:
    profile = approvals(ballots)
    winners = sorted(chosen)[:seats]
    by_statement = supporters(profile)
    won = [sum(person in by_statement[winner] for winner in winners) for person in range(profile.people)]
    fair = not any(
        len(group) * seats >= level * profile.people and all(won[person] < level for person in group)
        for statement in range(5) if statement not in winners
        for size in range(1, len(by_statement[statement]) + 1)
        for group in combinations(by_statement[statement], size)
        for level in range(1, seats + 1))
    assert justified(profile, winners, seats).cast == fair


def test_what_was_not_seen_does_not_count_against_a_statement() -> None:
    """Ten people; only four saw statement 1, all four agree: too few of everybody, all of those who saw it."""
    cells = [(person, 0, 1 if person < 6 else -1) for person in range(10)] + [(person, 1, 1) for person in range(6, 10)]
    who, what, votes = zip(*cells, strict=True)
    profile = approvals_of(VoteTable.from_events(who, what, votes))
    first = next(j for j in range(2) if profile.supporters[j] == 6)
    answer = justified(profile, [first], 1)
    assert answer.cast
    assert not answer.exposed
    assert answer.left_out_exposed == 1 - first


def test_a_refused_statement_is_never_chosen() -> None:
    table = VoteTable.from_events(np.repeat(np.arange(9), 3), np.tile(np.arange(3), 9), np.ones(27, int))
    eligible = table.statements != 1
    for method in ("pav", "phragmen", "equal_shares"):
        winners = representative_slate(approvals_of(table, eligible), 3, method).winners
        assert sorted(table.statements[winners].tolist()) == [0, 2]


def test_equal_shares_leaves_no_seat_empty() -> None:
    """Purses alone would not fill the second seat: nobody else shares a statement."""
    profile = approvals([[1, None, None, None, None], [None, 1, None, None, None], [None, None, 1, None, None]])
    winners, paid = equal_shares(profile, 2)
    assert (len(winners), paid) == (2, 0)


def test_a_minority_of_a_third_gets_a_third() -> None:
    ballots: list[list[int | None]] = [[1, 1, 1, -1, -1]] * 6 + [[-1, -1, -1, 1, 1]] * 3
    for method in ("pav", "phragmen", "equal_shares"):
        profile = approvals(ballots)
        winners = representative_slate(profile, 3, method).winners
        assert sorted(len(profile.of(winner)) for winner in winners) == [3, 6, 6]


def test_budget_goes_by_shares_and_is_kept() -> None:
    profile = approvals([[1, 1, -1, -1, -1]] * 6 + [[-1, -1, 1, -1, -1]] * 4)
    costs = np.where(profile.supporters == 4, 40.0, 30.0)
    funded = equal_shares_with_costs(profile, costs, 100.0)
    assert funded.spent <= 100.0
    assert sorted(len(profile.of(winner)) for winner in funded.winners) == [4, 6, 6]
    assert funded.by_shares == 3


@given(BALLOTS, st.lists(st.integers(1, 30), min_size=5, max_size=5), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_no_budget_is_overspent(ballots: list[list[int | None]], costs: list[int], budget: int) -> None:
    profile = approvals(ballots)
    assume(profile.people > 0)
    funded = equal_shares_with_costs(profile, np.array(costs, float), float(budget))
    assert funded.spent <= budget + 1e-9
    assert len(set(funded.winners)) == len(funded.winners)


@pytest.mark.parametrize(("costs", "budget"), [([1.0], 5.0), ([0.0] * 5, 5.0), ([1.0] * 5, 0.0), ([np.inf] * 5, 5.0),
                                               ([-1.0] * 5, 5.0), ([np.nan] * 5, 5.0)])
def test_costs_that_make_no_sense_are_refused(costs: list[float], budget: float) -> None:
    with pytest.raises(TequioError) as caught:
        equal_shares_with_costs(approvals([[1, 1, 1, 1, 1]]), np.array(costs), budget)
    assert caught.value.problem.code == "TQ-606"


@pytest.mark.parametrize(("seats", "method"), [(0, "pav"), (-1, "pav"), (3, "stv"), (3, "")])
def test_unknown_ways_of_choosing_are_refused(seats: int, method: str) -> None:
    with pytest.raises(TequioError) as caught:
        representative_slate(approvals([[1, 1, 1, 1, 1]]), seats, method)
    assert caught.value.problem.code == "TQ-605"
