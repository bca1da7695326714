"""The table of votes: who voted what, without a cell for what nobody voted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from tequio.deliberation.opinion.canonical import ballot_words, canonical_order
from tequio.deliberation.opinion.grid import Words
from tequio.deliberation.opinion.labels import numbered_labels
from tequio.foundation.errors import TequioError

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False)
class VoteTable:
    """Last votes in compressed rows: person i's statements are `columns[starts[i]:starts[i+1]]`.

    participants: labels (n,), by first vote; statements: labels (m,), in an order made from the votes alone;
    starts: int64 (n+1,); columns: int32 and votes: int8, one entry per vote; ballots: uint64 (n,), equal where
    people voted identically.
    """

    participants: NDArray[np.generic]
    statements: NDArray[np.generic]
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    votes: NDArray[np.int8]
    ballots: Words

    @classmethod
    def from_events(
        cls,
        participants: ArrayLike,
        statements: ArrayLike,
        votes: ArrayLike,
        timestamps: ArrayLike | None = None,
        *,
        all_statements: Sequence[object] | None = None,
    ) -> "VoteTable":
        """One entry per vote event; the last vote of a person on a statement counts (by time, else by order).

        `votes` are 1 agree, 0 pass, −1 disagree. `all_statements` adds statements that nobody voted on.
        Raises TQ-601 (a vote outside −1, 0, 1), TQ-602 (columns of different length), TQ-603 (a missing label).
        """
        kinds = checked_votes(votes)
        who, people = numbered_labels(participants, "participant")
        what, about = numbered_labels(statements, "statement", all_statements)
        if not len(who) == len(what) == len(kinds) or (timestamps is not None and len(np.asarray(timestamps)) != len(who)):
            raise TequioError("TQ-602", participants=len(who), statements=len(what), votes=len(kinds))
        when = None if timestamps is None else np.asarray(timestamps)
        return _assembled(people, about, who, what, kinds, when)

    @property
    def people(self) -> int:
        return len(self.participants)

    @property
    def width(self) -> int:
        return len(self.statements)

    def votes_cast(self) -> NDArray[np.int64]:
        """Votes of each person, passes included, shape (n,)."""
        return np.diff(self.starts)

    def content(self) -> int:
        """A number made of all ballots, whatever their order."""
        return int(self.ballots.sum(dtype=np.uint64)) ^ len(self.votes)

    def rows(self, chosen: NDArray[np.int64]) -> "VoteTable":
        """The same statements with only (or with repeated) rows `chosen`."""
        lengths = self.votes_cast()[chosen]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        entries = np.repeat(self.starts[chosen] - starts[:-1], lengths) + np.arange(starts[-1])
        return VoteTable(self.participants[chosen], self.statements, starts, self.columns[entries], self.votes[entries],
                         self.ballots[chosen])


def checked_votes(votes: ArrayLike) -> NDArray[np.int8]:
    given = np.asarray(votes)
    if given.dtype.kind not in "iufb":
        given = _as_numbers(given)
    wrong = ~np.isin(given, (-1, 0, 1)) if given.dtype != np.int8 else (given > 1) | (given < -1)
    if wrong.any():
        raise TequioError("TQ-601", row=int(np.argmax(wrong)) + 1, wrong=int(wrong.sum()))
    return given.astype(np.int8)


def _as_numbers(given: NDArray[np.generic]) -> NDArray[np.float64]:
    try:
        return given.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise TequioError("TQ-601", row=1, wrong=len(given)) from error


def _assembled(
    people: NDArray[np.generic],
    about: NDArray[np.generic],
    who: NDArray[np.int32],
    what: NDArray[np.int32],
    kinds: NDArray[np.int8],
    when: NDArray[np.generic] | None,
) -> VoteTable:
    if when is not None:
        who, what, kinds, people, first = _by_time(people, who, what, kinds, when)
    matrix = _last_votes(who, what, kinds, len(people), len(about))
    del who, what, kinds
    order = canonical_order(matrix.indptr, matrix.indices, matrix.data, len(about))
    matrix = _reordered_columns(matrix, order)
    starts = matrix.indptr.astype(np.int64)
    words = ballot_words(starts, matrix.indices, matrix.data, len(about))
    table = VoteTable(people, about[order], starts, matrix.indices, matrix.data, words)
    if when is not None and len(first) > 1 and not (first[1:] != first[:-1]).all():
        return table.rows(np.lexsort((words, first)))
    return table


def _by_time(
    people: NDArray[np.generic],
    who: NDArray[np.int32],
    what: NDArray[np.int32],
    kinds: NDArray[np.int8],
    when: NDArray[np.generic],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8], NDArray[np.generic], NDArray[np.generic]]:
    """Events and people in the order of time; also the time of each person's first vote."""
    if len(when) and (when[1:] < when[:-1]).any():
        order = np.argsort(when, kind="stable")
        who, what, kinds, when = who[order], what[order], kinds[order], when[order]
    first = np.full(len(people), len(when), np.int64)
    first[who[::-1]] = np.arange(len(who) - 1, -1, -1)
    ranks = np.argsort(first, kind="stable")
    places = np.empty(len(people), np.int32)
    places[ranks] = np.arange(len(people), dtype=np.int32)
    return places[who], what, kinds, people[ranks], when[first[ranks]]


def _last_votes(
    who: NDArray[np.int32], what: NDArray[np.int32], kinds: NDArray[np.int8], people: int, width: int
) -> sparse.csr_array:
    """Two stable counting sorts: by statement, then by person; of equal cells the last stays."""
    by_statement = sparse.coo_array((kinds, (what, who)), shape=(width, people))
    by_statement = _bucketed(by_statement)
    rows = by_statement.tocsc()
    matrix = sparse.csr_array((rows.data, rows.indices, rows.indptr), shape=(people, width))
    repeated = np.zeros(len(matrix.indices), bool)
    repeated[:-1] = matrix.indices[1:] == matrix.indices[:-1]
    ends = matrix.indptr[1:][matrix.indptr[1:] > 0] - 1
    repeated[ends] = False
    return matrix if not repeated.any() else _without(matrix, repeated)


def _bucketed(events: sparse.coo_array) -> sparse.csr_array:
    """Rows of the event list, in the order of arrival, repeats kept (`tocsr` would add them up)."""
    rows, _ = events.coords
    order_starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=events.shape[0]))))
    size = len(events.data)
    places = sparse.csr_array((np.arange(size, dtype=np.int32), rows, np.array([0, size])), shape=(1, events.shape[0]))
    order = places.tocsc().data
    return sparse.csr_array((events.data[order], events.coords[1][order], order_starts.astype(np.int32)),
                            shape=events.shape)


def _without(matrix: sparse.csr_array, dropped: NDArray[np.bool_]) -> sparse.csr_array:
    before = np.concatenate(([0], np.cumsum(dropped)))
    starts = matrix.indptr - before[matrix.indptr]
    return sparse.csr_array((matrix.data[~dropped], matrix.indices[~dropped], starts.astype(np.int32)), shape=matrix.shape)


def _reordered_columns(matrix: sparse.csr_array, order: NDArray[np.int64]) -> sparse.csr_array:
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    moved = sparse.csr_array((matrix.data, places[matrix.indices], matrix.indptr), shape=matrix.shape)
    return moved.tocsc().tocsr()
