"""Votes that arrive one by one leave the counts of votes that were there from the start."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deliberation.opinion.conversations import camps

from tequio.deliberation.opinion import VoteTable
from tequio.deliberation.opinion.blocks import LocalBlocks
from tequio.deliberation.opinion.counts import statement_counts
from tequio.deliberation.opinion.covotes import covotes
from tequio.deliberation.opinion.incremental import RunningVotes, tick
from tequio.foundation.errors import TequioError

EVENTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.sampled_from((-1, 0, 1))), min_size=1, max_size=40)


@given(EVENTS, st.integers(0, 40))
@settings(max_examples=50, deadline=None)
def test_counts_equal_those_from_the_start(events: list[tuple[int, int, int]], cut: int) -> None:
    who, what, votes = zip(*events[:cut], strict=True) if events[:cut] else ((), (), ())
    running = RunningVotes(VoteTable.from_events(np.array(who, int), np.array(what, int), votes))
    for event in events[cut:]:
        running.cast(*event)
    table = running.table()
    cold = covotes(LocalBlocks(table))
    assert (cold.products == running.pairs.products).all()
    assert (cold.mixed == running.pairs.mixed).all()
    assert (cold.together == running.pairs.together).all()
    counts = statement_counts(LocalBlocks(table))
    assert (counts.agree == running.counts.agree).all()
    assert (counts.passed == running.counts.passed).all()
    last = {(a, b): c for a, b, c in events}
    cells = zip(np.repeat(table.participants, table.votes_cast()).tolist(), table.statements[table.columns].tolist(),
                table.votes.tolist(), strict=True)
    assert {(a, b): c for a, b, c in cells} == last


def test_a_tick_keeps_the_groups_of_the_last_when_nothing_changes() -> None:
    running = RunningVotes(camps(120, 30, 3, seed=1)[0])
    first = tick(running)
    second = tick(running, first)
    assert first.answer.labels.tolist() == second.answer.labels.tolist()


def test_who_is_in_the_conversation_stays_in_it() -> None:
    running = RunningVotes(camps(40, 5, 2, seed=1)[0])
    first = tick(running)
    for number in range(30):
        running.cast(0, f"nueva {number}", 1)
    assert tick(running, first).answer.in_conversation[: len(first.answer.in_conversation)].tolist() == \
        first.answer.in_conversation.tolist()


def test_a_new_number_of_groups_is_shown_after_four_ticks() -> None:
    running = RunningVotes(camps(100, 30, 2, seed=3)[0])
    last = tick(running)
    shown = last.answer.k
    for person in range(200, 260):
        for statement in range(30):
            running.cast(person, statement, 1 if statement % 2 else -1)
    seen = [(last := tick(running, last)).answer.k for _ in range(5)]
    best = max(last.answer.silhouettes, key=lambda k: last.answer.silhouettes[k])
    assert seen[:3] == [shown] * 3
    assert seen[-1] == best


def test_a_vote_that_is_none_is_refused() -> None:
    running = RunningVotes(camps(20, 5, 2, seed=1)[0])
    with pytest.raises(TequioError):
        running.cast(1, 1, 3)
