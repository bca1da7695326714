"""Who approves what, read from incomplete votes: an agreement approves, anything else does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.ballots import AGREE, VoteTable
from tequio.deliberation.opinion.canonical import row_spans

AT_ONCE = 2**21

Flags = NDArray[np.bool_]
Weight = TypeVar("Weight", np.int64, np.float64)


@dataclass(frozen=True, eq=False)
class Approvals:
    """starts (m+1,) and rows: the people who approve statement j are `rows[starts[j]:starts[j+1]]`; people: how many
    voted at all; eligible: (m,), false for what may not be chosen; saw_starts (m+1,) and saw_rows: who voted on it."""

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    people: int
    eligible: Flags
    saw_starts: NDArray[np.int64]
    saw_rows: NDArray[np.int32]

    @property
    def width(self) -> int:
        return len(self.eligible)

    @property
    def supporters(self) -> NDArray[np.int64]:
        """Approvals per statement, shape (m,)."""
        return np.diff(self.starts)

    @property
    def seen(self) -> NDArray[np.int64]:
        """People who voted on each statement, shape (m,)."""
        return np.diff(self.saw_starts)

    def of(self, statement: int) -> NDArray[np.int32]:
        """Rows of the people who approve a statement."""
        return self.rows[self.starts[statement] : self.starts[statement + 1]]

    def who_saw(self, statement: int) -> NDArray[np.int32]:
        return self.saw_rows[self.saw_starts[statement] : self.saw_starts[statement + 1]]

    def won(self, winners: list[int]) -> NDArray[np.int64]:
        """How many of the winners each person approves, shape (n,)."""
        totals = np.zeros(self.people, np.int64)
        for winner in winners:
            totals[self.of(winner)] += 1
        return totals

    def totals(self, weights: NDArray[Weight]) -> NDArray[Weight]:
        """Sum of the supporters' weights for each statement, shape (m,)."""
        sums = np.zeros(self.width, weights.dtype)
        for begin, end, rows in self.spans():
            inside = self.starts[begin:end] - self.starts[begin]
            some = np.flatnonzero(np.diff(self.starts[begin : end + 1]))
            if len(some):
                sums[begin + some] = np.add.reduceat(weights[rows], inside[some])
        return sums

    def spans(self) -> Iterator[tuple[int, int, NDArray[np.int32]]]:
        """Runs of statements with the rows of their supporters, a few million at once."""
        for begin, end in row_spans(self.starts, AT_ONCE):
            yield begin, end, self.rows[self.starts[begin] : self.starts[end]]


def approvals_of(table: VoteTable, eligible: Flags | None = None) -> Approvals:
    """Approvals of everybody who voted at least once."""
    voted = np.flatnonzero(table.votes_cast() > 0)
    rows = table if len(voted) == table.people else table.rows(voted)
    by_statement = sparse.csr_array((rows.votes, rows.columns, rows.starts.astype(np.int32)),
                                    shape=(rows.people, rows.width)).tocsc()
    agreed = by_statement.data == AGREE
    supporters = [np.count_nonzero(agreed[low:high]) for low, high in pairwise(by_statement.indptr)]
    allowed = np.ones(rows.width, bool) if eligible is None else eligible.copy()
    starts = np.concatenate(([0], np.cumsum(supporters, dtype=np.int64)))
    return Approvals(starts, by_statement.indices[agreed], rows.people, allowed,
                     by_statement.indptr.astype(np.int64), by_statement.indices)


def open_seats(approvals: Approvals, seats: int) -> int:
    """Seats that can be filled at all: no statement without a supporter is chosen."""
    return min(seats, int((approvals.eligible & (approvals.supporters > 0)).sum()))
