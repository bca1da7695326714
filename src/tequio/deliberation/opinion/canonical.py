"""An order of statements that depends on the votes alone, not on names or on the order of arrival.

Colour refinement (Weisfeiler & Leman 1968) on the graph of people and statements with edges coloured by vote: equal
statements get equal words, and a statement's word depends on who voted on it only through what else they voted.
Where different statements stay tied (a perfectly symmetric table), one of them is singled out and refinement goes on.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.grid import Words, mixed, numbered

VOTES_AT_ONCE = 2**22
ROUNDS = 3
SINGLED_OUT_AT_MOST = 48
SINGLING_OUT_UP_TO_VOTES = 2_000_000
OF_VOTE = numbered(3, purpose=1) | np.uint64(1)

Indices = NDArray[np.int32]
Votes = NDArray[np.int8]


def row_spans(starts: NDArray[np.int64], votes_at_once: int = VOTES_AT_ONCE) -> Iterator[tuple[int, int]]:
    """Runs of whole rows of about `votes_at_once` votes."""
    people, begin = len(starts) - 1, 0
    while begin < people:
        end = int(np.searchsorted(starts, starts[begin] + votes_at_once, side="right")) - 1
        end = min(max(end, begin + 1), people)
        yield begin, end
        begin = end


class Refinement:
    """Words of statements, refined from the votes of one table in compressed rows."""

    def __init__(self, starts: NDArray[np.int64], columns: Indices, votes: Votes, width: int) -> None:
        self.starts, self.columns, self.votes, self.width = starts, columns, votes, width

    def refined(self, words: Words, rounds: int = ROUNDS) -> Words:
        for _ in range(rounds):
            words = mixed(words + self._sums(words))
        return words

    def identical(self) -> Words:
        """A word per statement that is equal exactly where the same people voted the same way."""
        people = numbered(len(self.starts) - 1, purpose=2)
        totals = np.zeros(self.width, np.uint64)
        for begin, end, matrix in self._blocks():
            totals += matrix.T @ people[begin:end]
        return totals

    def _sums(self, words: Words) -> Words:
        totals = np.zeros(self.width, np.uint64)
        for _, _, matrix in self._blocks():
            totals += matrix.T @ mixed(matrix @ words)
        return totals

    def _blocks(self) -> Iterator[tuple[int, int, sparse.csr_array]]:
        for begin, end in row_spans(self.starts):
            low, high = self.starts[begin], self.starts[end]
            yield begin, end, sparse.csr_array(
                (OF_VOTE[self.votes[low:high] + 1], self.columns[low:high],
                 (self.starts[begin : end + 1] - low).astype(np.int32)),
                shape=(end - begin, self.width))


def canonical_order(starts: NDArray[np.int64], columns: Indices, votes: Votes, width: int) -> NDArray[np.int64]:
    """Positions of the statements in canonical order, shape (statements,)."""
    refinement = Refinement(starts, columns, votes, width)
    words = refinement.refined(numbered(1, purpose=3).repeat(width))
    if len(votes) <= SINGLING_OUT_UP_TO_VOTES:
        words = _ties_broken(refinement, words)
    return np.argsort(words, kind="stable")


def _ties_broken(refinement: Refinement, words: Words) -> Words:
    if len(np.unique(words)) == len(words):
        return words
    same = refinement.identical()
    for turn in range(SINGLED_OUT_AT_MOST):
        tied = _first_tied_but_different(words, same)
        if tied is None:
            break
        words = words.copy()
        words[same == same[tied]] = mixed(words[tied : tied + 1] + np.uint64(turn + 1))[0]
        words = refinement.refined(words)
    return words


def _first_tied_but_different(words: Words, same: Words) -> int | None:
    order = np.lexsort((same, words))
    tied = (words[order][1:] == words[order][:-1]) & (same[order][1:] != same[order][:-1])
    return int(order[1:][tied][0]) if tied.any() else None


def ballot_words(starts: NDArray[np.int64], columns: Indices, votes: Votes, width: int) -> Words:
    """A word per person, equal exactly where ballots are identical (chance of a clash about people²/2⁶⁵).

    `columns` must already be in canonical order.
    """
    refinement = Refinement(starts, columns, votes, width)
    of_statement = numbered(width, purpose=4)
    words = np.empty(len(starts) - 1, np.uint64)
    for begin, end, matrix in refinement._blocks():
        words[begin:end] = mixed(matrix @ of_statement)
    return words
