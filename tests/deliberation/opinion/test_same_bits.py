"""The same answer, bit for bit, in whatever order votes arrive and however the work is cut up."""

import hashlib
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.deliberation.opinion.conversations import Events, camps, conversation

from tequio.deliberation.opinion import MODES, Opinions, VoteTable, analyse

WAYS = ((1, 2**15), (4, 2**15), (1, 97), (4, 97))


def fingerprint(found: Opinions, people: dict[Any, int], statements: dict[Any, int]) -> str:
    """Of everything that is answered, in the order of the original numbers of people and statements."""
    rows = np.argsort([people[label] for label in found.participants.tolist()])
    columns = np.argsort([statements[label] for label in found.statements.tolist()])
    parts: list[NDArray[Any]] = [found.counts.agree[columns], found.counts.seen[columns],
                                 found.consensus.group_aware[columns], found.consensus.lower_bound[columns],
                                 found.divisive.score[columns], found.routing.priority[columns]]
    if found.map is not None:
        parts += [found.map.people[rows], found.map.statements[columns], found.map.extremity[columns], found.map.areas]
    if found.bridging is not None:
        parts.append(found.bridging.score[columns])
    if found.groups is not None:
        parts += [found.groups.labels[rows], np.array(found.groups.stability), found.groups.stability_per_group]
        parts += [np.array([statements[found.statements[each.statement].item()] for each in group])
                  for group in found.representatives if found.mode == "default"]
    if found.slate is not None:
        parts.append(np.array([statements[found.statements[winner].item()] for winner in found.slate.winners]))
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()


def shuffled(events: Events, seed: int, *, timed: bool, mode: str, threads: int, rows: int) -> str:
    """Events in another order, with people and statements given other names."""
    who, what, votes, when = events
    chance = np.random.default_rng(seed)
    people = dict(zip(np.unique(who).tolist(), chance.permutation(len(np.unique(who))).tolist(), strict=True))
    statements = dict(zip(np.unique(what).tolist(), chance.permutation(len(np.unique(what))).tolist(), strict=True))
    order = chance.permutation(len(who)) if seed else np.arange(len(who))
    table = VoteTable.from_events([people[each] for each in who[order].tolist()],
                                  [statements[each] for each in what[order].tolist()], votes[order],
                                  when[order] if timed else None)
    found = analyse(table, mode=mode, resamples=10, threads=threads, rows_per_block=rows)
    return fingerprint(found, {new: old for old, new in people.items()}, {new: old for old, new in statements.items()})


def once_per_cell_and_time(events: Events) -> Events:
    """Two votes of one person on one statement at the same second would leave the last to the order of the file."""
    who, what, _, when = events
    kept = np.unique(np.column_stack((who, what, when)), axis=0, return_index=True)[1]
    return who[kept], what[kept], events[2][kept], when[kept]


@pytest.mark.parametrize("mode", MODES)
def test_order_names_threads_and_blocks_leave_no_trace(mode: str) -> None:
    events = once_per_cell_and_time(conversation("brexit-consensus"))
    found = {shuffled(events, seed, timed=True, mode=mode, threads=threads, rows=rows)
             for seed, (threads, rows) in enumerate(WAYS)}
    assert len(found) == 1


def test_without_times_the_order_of_single_votes_leaves_no_trace() -> None:
    table, _ = camps(150, 30, 3, seed=4, each=15)
    who = np.repeat(table.participants, table.votes_cast())
    events = (who, table.statements[table.columns], table.votes, np.zeros(len(who)))
    found = {shuffled(events, seed, timed=False, mode="default", threads=threads, rows=rows)
             for seed, (threads, rows) in enumerate(WAYS)}
    assert len(found) == 1


@pytest.mark.parametrize("shuffles", [
    pytest.param(4, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.soak)])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.biodiversity"])
def test_many_shuffles_leave_no_trace(name: str, mode: str, shuffles: int) -> None:
    events = once_per_cell_and_time(conversation(name))
    found = set()
    for seed in range(shuffles):
        threads, rows = WAYS[seed % len(WAYS)]
        found.add(shuffled(events, seed, timed=True, mode=mode, threads=threads, rows=rows))
    assert len(found) == 1
