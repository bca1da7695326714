"""Votes as they arrive: exact co-vote counts kept up to date in the votes of one person per new vote.

Counts are whole numbers, so a table brought up to date vote by vote equals one counted from the start. A running tick
starts warm from the last one; a closed round is always computed cold with `analyse`.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import VoteTable, checked_votes
from tequio.deliberation.opinion.blocks import LocalBlocks
from tequio.deliberation.opinion.canonical import ballot_words
from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.covotes import Covotes, covotes
from tequio.deliberation.opinion.one_thread import one_thread_of_algebra
from tequio.deliberation.opinion.polis.answer import PolisAnswer
from tequio.deliberation.opinion.polis.mode import Warm, polis_answer

Ballot = dict[int, int]


class RunningVotes:
    """A vote table that grows. New people and statements are added at the end."""

    def __init__(self, table: VoteTable, *, threads: int = 1) -> None:
        self._base = table
        self._changed: dict[int, Ballot] = {}
        self._rows = {label: row for row, label in enumerate(table.participants.tolist())}
        self._columns = {label: column for column, label in enumerate(table.statements.tolist())}
        self.pairs: Covotes = covotes(LocalBlocks(table, threads=threads))

    @property
    def counts(self) -> StatementCounts:
        """Agreements, disagreements and passes of everybody, read off the diagonals."""
        spoken, balance = np.diagonal(self.pairs.products), np.diagonal(self.pairs.mixed)
        agree = (spoken + balance) // 2
        return StatementCounts(agree, spoken - agree, np.diagonal(self.pairs.together) - spoken)

    def cast(self, participant: object, statement: object, vote: int) -> None:
        """One vote, first or changed, in time proportional to that person's votes. Raises TQ-601."""
        kind = int(checked_votes([vote])[0])
        ballot = self._ballot(self._rows.setdefault(participant, len(self._rows)))
        column = self._column(statement)
        before = ballot.pop(column, None)
        others = np.fromiter(ballot.keys(), np.int64, len(ballot))
        votes = np.fromiter(ballot.values(), np.int64, len(ballot))
        self._count(column, others, votes, kind - (before or 0), int(before is None))
        self.pairs.products[column, column] += kind**2 - (before or 0) ** 2
        ballot[column] = kind

    def _count(
        self, column: int, others: NDArray[np.int64], votes: NDArray[np.int64], change: int, first: int
    ) -> None:
        pairs = self.pairs
        pairs.products[column, others] += change * votes
        pairs.products[others, column] += change * votes
        pairs.mixed[column, others] += change
        pairs.mixed[others, column] += first * votes
        pairs.together[column, others] += first
        pairs.together[others, column] += first
        pairs.mixed[column, column] += change
        pairs.together[column, column] += first

    def _ballot(self, row: int) -> Ballot:
        if row not in self._changed:
            here = slice(*self._base.starts[row : row + 2]) if row < self._base.people else slice(0, 0)
            columns, votes = self._base.columns[here].tolist(), self._base.votes[here].tolist()
            self._changed[row] = dict(zip(columns, votes, strict=True))
        return self._changed[row]

    def _column(self, statement: object) -> int:
        if statement not in self._columns:
            self._columns[statement] = len(self._columns)
            self.pairs = Covotes(*(np.pad(counted, (0, 1)) for counted in
                                   (self.pairs.products, self.pairs.mixed, self.pairs.together)))
        return self._columns[statement]

    def table(self) -> VoteTable:
        """All last votes; people and statements in the order of arrival."""
        if self._changed:
            self._base, self._changed = self._rebuilt(), {}
        return self._base

    def _rebuilt(self) -> VoteTable:
        base, people = self._base, len(self._rows)
        lengths = np.zeros(people, np.int64)
        lengths[: base.people] = base.votes_cast()
        stale = np.zeros(base.people, bool)
        for row, ballot in self._changed.items():
            lengths[row] = len(ballot)
            stale[row : row + 1] = True
        starts = np.concatenate(([0], np.cumsum(lengths)))
        columns, votes = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int8)
        kept = ~np.repeat(stale, base.votes_cast())
        moved = np.repeat(starts[: base.people] - base.starts[:-1], base.votes_cast())
        places = (moved + np.arange(len(base.votes)))[kept]
        columns[places], votes[places] = base.columns[kept], base.votes[kept]
        for row, ballot in self._changed.items():
            inside = sorted(ballot)
            columns[starts[row] : starts[row + 1]] = inside
            votes[starts[row] : starts[row + 1]] = [ballot[column] for column in inside]
        words = ballot_words(starts, columns, votes, len(self._columns))
        return VoteTable(np.array(list(self._rows)), np.array(list(self._columns)), starts, columns, votes, words)


@dataclass(frozen=True, eq=False)
class Tick:
    """Polis' answer for the votes so far, and what the next tick starts from."""

    answer: PolisAnswer
    warm: Warm = field(default_factory=Warm)


def tick(running: RunningVotes, last: Tick | None = None) -> Tick:
    """The map and groups now: axes from the running counts, clusters from the last centres, k smoothed."""
    table = running.table()
    with one_thread_of_algebra():
        warm = last.warm if last else Warm()
        answer, warm = polis_answer(LocalBlocks(table), table.votes_cast(), warm=warm, pairs=running.pairs)
    return Tick(answer, warm)
