"""The different ballots on which the map is fitted and resampled, with how many people cast each."""

from dataclasses import dataclass, replace

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
    given_back: sparse.csr_array
    seen_back: sparse.csr_array
    spoken: Floats
    cast: Floats

    @classmethod
    def of(
        cls, votes: Floats, columns: NDArray[np.int32], starts: NDArray[np.int32], width: int, weights: Floats
    ) -> "Sample":
        """spoken: votes of each ballot that are not passes; cast: all its votes."""
        shape = (len(weights), width)
        given = sparse.csr_array((votes, columns, starts), shape=shape)
        seen = sparse.csr_array((np.ones(len(votes)), columns, starts), shape=shape)
        spoken = np.concatenate(([0.0], np.cumsum(votes != 0)))[starts]
        return cls(given, seen, weights, given.T.tocsr(), seen.T.tocsr(), np.diff(spoken),
                   np.diff(starts).astype(np.float64))

    @property
    def ballots(self) -> int:
        return len(self.weights)

    @property
    def width(self) -> int:
        return int(self.seen.shape[1])

    def reweighted(self, weights: Floats) -> "Sample":
        return replace(self, weights=weights)

    def only(self, kept: NDArray[np.bool_]) -> "Sample":
        """The same ballots with only the votes where `kept`, an entry per vote."""
        before = np.concatenate(([0], np.cumsum(kept)))
        starts = before[self.given.indptr].astype(np.int32)
        return Sample.of(self.given.data[kept], self.given.indices[kept], starts, self.width, self.weights)

    def first(self, ballots: int) -> "Sample":
        """Only the first so many ballots."""
        end = self.given.indptr[min(ballots, self.ballots)]
        return Sample.of(self.given.data[:end], self.given.indices[:end], self.given.indptr[: ballots + 1], self.width,
                         self.weights[:ballots])

    def of_statements(self, used: NDArray[np.bool_]) -> "Sample":
        """Without the votes on other statements."""
        return self if used.all() else self.only(used[self.given.indices])

    def voted_on(self) -> NDArray[np.bool_]:
        """Statements with at least one vote, (m,)."""
        return np.bincount(self.given.indices, minlength=self.width) > 0

    def narrowed(self, kept: NDArray[np.bool_]) -> "Sample":
        """With columns for the statements kept only, which must be all that have votes."""
        places = (np.cumsum(kept) - 1).astype(np.int32)
        return Sample.of(self.given.data, places[self.given.indices], self.given.indptr, int(kept.sum()), self.weights)


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
    return Sample.of(chosen.votes.astype(np.float64), chosen.columns, chosen.starts.astype(np.int32), table.width,
                     counts[order].astype(np.float64))
