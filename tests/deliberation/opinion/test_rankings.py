"""Consensus, division, bridges, what to show next, and what cannot be known."""

import numpy as np
import pytest
from scipy.stats import beta
from tests.deliberation.opinion.conversations import camps

from tequio.deliberation.opinion import Routing, StatementCounts, VoteTable, analyse, limits, lower_bounds
from tequio.deliberation.opinion.rankings import consensus, divisive, group_aware_consensus
from tequio.deliberation.opinion.routing import polis_priorities, routing

EVERYTHING = np.ones(3, bool)


def counts(agree: list[list[int]], disagree: list[list[int]]) -> StatementCounts:
    yes, no = np.array(agree), np.array(disagree)
    return StatementCounts(yes, no, np.zeros_like(yes))


def test_lower_bound_is_the_tenth_percentile_under_jeffreys_prior() -> None:
    agreed, seen = np.array([0, 3, 12, 30]), np.array([5, 9, 12, 40])
    assert lower_bounds(agreed, seen) == pytest.approx(beta.ppf(0.1, agreed + 0.5, seen - agreed + 0.5))


def test_nobody_asked_is_no_agreement() -> None:
    assert lower_bounds(np.array([0]), np.array([0])).tolist() == [0.0]


def test_group_aware_consensus_multiplies_over_groups() -> None:
    found = group_aware_consensus(counts([[3, 0, 1], [1, 2, 0]], [[1, 1, 0], [0, 0, 4]]))
    assert found == pytest.approx([4 / 6 * 2 / 3, 1 / 3 * 3 / 4, 2 / 3 * 1 / 6])


def test_a_large_majority_does_not_outvote_the_least_agreeing_group() -> None:
    """Statement 0: 100 % of the many, none of the few. Statement 1: three quarters of both."""
    found = consensus(counts([[90, 68, 5], [0, 15, 5]], [[0, 22, 85], [20, 5, 15]]), EVERYTHING)
    assert found.order[0] == 1
    assert found.united.tolist() == [1]
    assert found.united_against.tolist() == [2]


def test_divisive_statements_set_groups_apart() -> None:
    found = divisive(counts([[90, 68, 5], [0, 15, 5]], [[0, 22, 85], [20, 5, 15]]), EVERYTHING)
    assert found.order[0] == 0


def test_without_groups_two_large_sides_divide() -> None:
    found = divisive(counts([[50, 99, 10]], [[50, 1, 9]]), EVERYTHING)
    assert found.order[:2].tolist() == [0, 2]


def test_refused_statements_are_in_no_list() -> None:
    table, _ = camps(90, 20, 2, seed=1)
    found = analyse(table, resamples=10, refused=[3, 4])
    hidden = {found.position(3), found.position(4)}
    assert found.bridging is not None
    assert found.slate is not None
    named = [found.consensus.order, found.consensus.order_against, found.divisive.order, found.bridging.order,
             np.array(found.slate.winners)]
    assert not any(hidden & set(order.tolist()) for order in named)
    assert found.refused.sum() == 2


def test_support_of_both_camps_bridges_better_than_support_of_the_larger() -> None:
    """Statements 0–5 split the camps, 6 has three quarters of both, 7 everybody of the larger and nobody else."""
    chance = np.random.default_rng(3)
    camp = np.arange(100) < 70
    votes = np.where(camp[:, None] == (np.arange(6) % 2 == 0), 1, -1)
    votes = np.where(chance.random(votes.shape) < 0.1, -votes, votes)
    both = np.where(chance.random(100) < 0.75, 1, -1)
    table = VoteTable.from_events(np.repeat(np.arange(100), 8), np.tile(np.arange(8), 100),
                                  np.column_stack((votes, both, np.where(camp, 1, -1))).ravel())
    found = analyse(table, resamples=10)
    assert found.bridging is not None
    assert found.statements[found.bridging.order[0]] == 6


def test_priority_falls_with_votes_and_passes() -> None:
    same = np.zeros(3)
    few = StatementCounts(np.array([1, 8, 2]), np.array([1, 8, 2]), np.array([0, 0, 12]))
    found = polis_priorities(few, same)
    assert found[0] > found[1] > found[2]
    assert polis_priorities(few, same, np.array([False, True, False]))[1] == 49.0


def test_what_lacks_exposure_is_shown_first_and_nothing_twice() -> None:
    made = routing(StatementCounts(np.array([40, 2, 40]), np.zeros(3, int), np.zeros(3, int)), np.zeros(3), EVERYTHING)
    nothing = np.zeros(3, bool)
    assert {made.next_for(nothing, content=person) for person in range(20)} == {1}
    assert {made.next_for(np.array([False, True, False]), content=person) for person in range(40)} == {0, 2}
    assert made.next_for(EVERYTHING, content=1) is None


def test_a_statement_that_was_refused_is_not_shown() -> None:
    made = Routing(np.ones(3), np.zeros(3, bool), np.array([True, False, False]))
    assert {made.next_for(np.zeros(3, bool), content=person) for person in range(20)} == {0}


@pytest.mark.parametrize(("people", "groups"), [
    (0, "no"), (12, "no"), (20, "sometimes"), (30, "sometimes"), (60, "usually"),
])
def test_small_rooms_say_what_they_cannot_know(people: int, groups: str) -> None:
    assert limits(people).groups == groups


def test_twelve_unanimous_people_do_not_prove_unanimity() -> None:
    assert 0.85 < limits(12).unanimous_at_least < 0.95
    assert limits(12).margin > 0.2 > limits(30).margin
