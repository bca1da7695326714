"""Who approves what, read from incomplete votes: an agreement approves, anything else does not."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.ballots import AGREE, VoteTable

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Approvals:
    """by_person: (n, m) sparse ones; eligible: (m,), false for what may not be chosen; seen: people per statement."""

    by_person: sparse.csr_array
    eligible: Flags
    seen: NDArray[np.int64]
    saw: sparse.csr_array
    by_statement: sparse.csc_array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_statement", self.by_person.tocsc())

    @property
    def people(self) -> int:
        return int(self.by_person.shape[0])

    @property
    def supporters(self) -> NDArray[np.int64]:
        """Approvals per statement, shape (m,)."""
        return np.diff(self.by_statement.indptr).astype(np.int64)

    def of(self, statement: int) -> NDArray[np.int32]:
        """Rows of the people who approve a statement."""
        low, high = self.by_statement.indptr[statement : statement + 2]
        return self.by_statement.indices[low:high]

    def won(self, winners: list[int]) -> NDArray[np.int64]:
        """How many of the winners each person approves, shape (n,)."""
        totals = np.zeros(self.people, np.int64)
        for winner in winners:
            totals[self.of(winner)] += 1
        return totals


def approvals_of(table: VoteTable, eligible: Flags | None = None) -> Approvals:
    """Approvals of everybody who voted at least once."""
    voted = np.flatnonzero(table.votes_cast() > 0)
    rows = table if len(voted) == table.people else table.rows(voted)
    agreed = rows.votes == AGREE
    before = np.concatenate(([0], np.cumsum(agreed)))
    shape = (rows.people, rows.width)
    by_person = sparse.csr_array(
        (np.ones(int(before[-1]), np.int8), rows.columns[agreed], before[rows.starts].astype(np.int32)), shape=shape)
    saw = sparse.csr_array((np.ones(len(rows.votes), np.int8), rows.columns, rows.starts.astype(np.int32)), shape=shape)
    allowed = np.ones(rows.width, bool) if eligible is None else eligible.copy()
    return Approvals(by_person, allowed, np.bincount(rows.columns, minlength=rows.width), saw)


def open_seats(approvals: Approvals, seats: int) -> int:
    """Seats that can be filled at all: no statement without a supporter is chosen."""
    return min(seats, int((approvals.eligible & (approvals.supporters > 0)).sum()))
