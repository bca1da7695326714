"""Events become a table of last votes, whatever the labels and the order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.deliberation.opinion import VoteTable
from tequio.foundation.errors import TequioError

EVENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7), st.sampled_from((-1, 0, 1))), max_size=80)


def cells(table: VoteTable) -> dict[tuple[object, object], int]:
    who = np.repeat(table.participants, table.votes_cast())
    return dict(zip(zip(who.tolist(), table.statements[table.columns].tolist(), strict=True), table.votes.tolist(),
                    strict=True))


@given(EVENTS)
@settings(max_examples=60, deadline=None)
def test_the_last_vote_of_each_cell_stays(events: list[tuple[int, int, int]]) -> None:
    who, what, votes = zip(*events, strict=True) if events else ((), (), ())
    table = VoteTable.from_events(who, what, votes)
    assert cells(table) == {(a, b): c for a, b, c in events}
    assert len(table.votes) == len({(a, b) for a, b, _ in events})


@given(EVENTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_times_decide_over_the_order_of_the_file(events: list[tuple[int, int, int]], luck: object) -> None:
    timed = [(*event, moment) for moment, event in enumerate(events)]
    luck.shuffle(timed)  # type: ignore[attr-defined]
    who, what, votes, when = zip(*timed, strict=True) if timed else ((), (), (), ())
    assert cells(VoteTable.from_events(who, what, votes, when)) == {(a, b): c for a, b, c in events}


def test_people_stand_in_the_order_of_their_first_vote() -> None:
    table = VoteTable.from_events(["b", "a", "b", "c"], [1, 1, 2, 1], [1, 1, 1, 0], [5, 9, 7, 1])
    assert table.participants.tolist() == ["c", "b", "a"]


def test_identical_ballots_have_one_word_and_different_ones_do_not() -> None:
    table = VoteTable.from_events([1, 1, 2, 2, 3, 3, 4], [1, 2, 2, 1, 1, 2, 1], [1, 0, 0, 1, 1, -1, 1])
    words = dict(zip(table.participants.tolist(), table.ballots.tolist(), strict=True))
    assert words[1] == words[2]
    assert len(set(words.values())) == 3


def test_camps_that_mirror_each_other_are_still_told_apart() -> None:
    who, what = np.repeat(np.arange(20), 6), np.tile(np.arange(6), 20)
    table = VoteTable.from_events(who, what, np.where((who < 10) == (what < 3), 1, -1))
    assert len(np.unique(table.ballots)) == 2


def test_names_do_not_change_the_canonical_table() -> None:
    chance = np.random.default_rng(4)
    who, what = np.repeat(np.arange(30), 12), np.concatenate([chance.permutation(20)[:12] for _ in range(30)])
    votes = chance.integers(-1, 2, len(who))
    first = VoteTable.from_events(who, what, votes)
    names = chance.permutation(20)
    other = VoteTable.from_events([f"persona {29 - row}" for row in who], names[what], votes)
    assert names[first.statements].tolist() == other.statements.tolist()
    assert first.ballots.tolist() == other.ballots.tolist()


def test_statements_nobody_voted_on_can_be_named() -> None:
    table = VoteTable.from_events([1, 2], ["x", "x"], [1, 1], all_statements=["y", "x", "z"])
    assert sorted(table.statements.tolist()) == ["x", "y", "z"]


@pytest.mark.parametrize("votes", [[2], [-3], [0.5], ["de acuerdo"], [float("nan")], [None], [1e9]])
def test_a_vote_must_be_one_of_three(votes: list[object]) -> None:
    with pytest.raises(TequioError) as caught:
        VoteTable.from_events([1], [1], votes)
    assert caught.value.problem.code == "TQ-601"


def test_the_row_of_the_first_wrong_vote_is_named() -> None:
    with pytest.raises(TequioError) as caught:
        VoteTable.from_events([1, 2, 3], [1, 1, 1], [1, 7, 9])
    assert (caught.value.problem.row, caught.value.problem.facts["wrong"]) == (2, 2)


@pytest.mark.parametrize(("who", "what", "votes", "when"), [
    ([1, 2], [1], [1], None), ([1], [1, 2], [1], None), ([1], [1], [1, 1], None), ([1], [1], [1], [1, 2]),
])
def test_columns_of_different_length_are_refused(
    who: list[int], what: list[int], votes: list[int], when: list[int] | None
) -> None:
    with pytest.raises(TequioError) as caught:
        VoteTable.from_events(who, what, votes, when)
    assert caught.value.problem.code == "TQ-602"


@pytest.mark.parametrize("who", [[None], [float("nan")], [""]])
def test_somebody_must_have_voted(who: list[object]) -> None:
    with pytest.raises(TequioError) as caught:
        VoteTable.from_events(np.array(who, dtype=object), [1], [1])
    assert caught.value.problem.code == "TQ-603"
