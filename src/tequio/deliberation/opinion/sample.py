"""The different ballots on which the map is fitted and resampled, with how many people cast each."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.grid import mixed

BALLOTS_AT_MOST = 4000
VOTES_AT_MOST = 300_000
LEAST_VOTES = 7

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sample:
    """Ballots in an order made from their content.

    given, seen: sparse (s, m) with the votes −1, 0, 1 and with ones; weights: people per ballot (s,).
    """

    given: sparse.csr_array
    seen: sparse.csr_array
    weights: Floats
    given_back: sparse.csc_array = field(init=False)
    seen_back: sparse.csc_array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given_back", self.given.T.tocsr())
        object.__setattr__(self, "seen_back", self.seen.T.tocsr())

    @property
    def ballots(self) -> int:
        return len(self.weights)

    def reweighted(self, weights: Floats) -> "Sample":
        return Sample(self.given, self.seen, weights)

    def only(self, kept: NDArray[np.bool_]) -> "Sample":
        """The same ballots with only the votes where `kept`, an entry per vote."""
        return Sample(_kept(self.given, kept), _kept(self.seen, kept), self.weights)

    def of_statements(self, used: NDArray[np.bool_]) -> "Sample":
        """Without the votes on other statements."""
        return self if used.all() else self.only(used[self.given.indices])


def least_votes(width: int) -> int:
    """Votes from which a person can be placed on the map: seven, or all where there are fewer."""
    return max(1, min(LEAST_VOTES, width))


def placed_people(table: VoteTable) -> NDArray[np.bool_]:
    return table.votes_cast() >= least_votes(int((np.bincount(table.columns, minlength=table.width) > 0).sum()))


def sampled(table: VoteTable, placed: NDArray[np.bool_], at_most: int = BALLOTS_AT_MOST) -> Sample:
    """All different ballots of the people placed, or, of very many, a part chosen by their content."""
    rows = np.flatnonzero(placed)
    words, firsts, counts = np.unique(table.ballots[rows], return_index=True, return_counts=True)
    order = np.argsort(mixed(words), kind="stable")[:at_most]
    lengths = np.cumsum(table.votes_cast()[rows[firsts[order]]])
    order = order[: max(1, int(np.searchsorted(lengths, VOTES_AT_MOST, side="right")))]
    chosen = table.rows(rows[firsts[order]])
    shape = (len(order), table.width)
    starts = chosen.starts.astype(np.int32)
    return Sample(
        sparse.csr_array((chosen.votes.astype(np.float64), chosen.columns, starts), shape=shape),
        sparse.csr_array((np.ones(len(chosen.votes)), chosen.columns, starts), shape=shape),
        counts[order].astype(np.float64))


def _kept(matrix: sparse.csr_array, kept: NDArray[np.bool_]) -> sparse.csr_array:
    before = np.concatenate(([0], np.cumsum(kept)))
    return sparse.csr_array((matrix.data[kept], matrix.indices[kept], before[matrix.indptr]), shape=matrix.shape)
