"""The table of votes: who voted what, without a cell for what nobody voted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
        when = None if timestamps is None else np.asarray(timestamps)
        if len({len(who), len(what), len(kinds), len(who) if when is None else len(when)}) > 1:
            raise TequioError("TQ-602", participants=len(who), statements=len(what), votes=len(kinds))
        return cls.from_numbers(people, about, [who, what, kinds], when)

    @classmethod
    def from_numbers(
        cls,
        people: NDArray[np.generic],
        about: NDArray[np.generic],
        events: list[NDArray[Any]],
        when: NDArray[Any] | None,
    ) -> "VoteTable":
        """Events as numbers of people (in the order of first appearance) and of statements, and checked votes.

        The list is emptied: of tens of millions of votes there must not be one copy too many.
        """
        first = None
        if when is not None:
            people, first = _put_in_time(people, events, when)
        matrix = _last_votes(events, len(people), len(about))
        order = canonical_order(matrix.indptr, matrix.indices, matrix.data, len(about))
        matrix = _reordered_columns(matrix, order)
        starts = matrix.indptr.astype(np.int64)
        words = ballot_words(starts, matrix.indices, matrix.data, len(about))
        table = cls(people, about[order], starts, matrix.indices, matrix.data, words)
        if first is not None and len(first) > 1 and (first[1:] == first[:-1]).any():
            return table.rows(np.lexsort((words, first)))
        return table

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


def checked_votes(votes: ArrayLike, *, file: str = "", first_row: int = 1) -> NDArray[np.int8]:
    """The votes as −1, 0, 1. Raises TQ-601 with the row of the first that is none, rows counted from `first_row`."""
    given: NDArray[Any] = np.asarray(votes)
    if given.dtype.kind not in "iufb":
        given = _as_numbers(given, file, first_row)
    wrong = ~np.isin(given, (-1, 0, 1)) if given.dtype != np.int8 else (given > 1) | (given < -1)
    if wrong.any():
        raise TequioError("TQ-601", file=file, row=int(np.argmax(wrong)) + first_row, column="vote",
                          wrong=int(wrong.sum()))
    return given.astype(np.int8)


def _as_numbers(given: NDArray[Any], file: str, first_row: int) -> NDArray[np.float64]:
    try:
        return given.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise TequioError("TQ-601", file=file, row=first_row, column="vote", wrong=len(given)) from error


def _put_in_time(
    people: NDArray[np.generic], events: list[NDArray[Any]], when: NDArray[Any]
) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """Put events and people in the order of time; answers the people and the time of each one's first vote."""
    if len(when) and (when[1:] < when[:-1]).any():
        order = np.argsort(when, kind="stable")
        events[:] = [column[order] for column in events]
        when = when[order]
    who = events[0]
    first = np.full(len(people), len(when), np.int64)
    first[who[::-1]] = np.arange(len(who) - 1, -1, -1)
    ranks = np.argsort(first, kind="stable")
    places = np.empty(len(people), np.int32)
    places[ranks] = np.arange(len(people), dtype=np.int32)
    events[0] = places[who]
    return people[ranks], when[first[ranks]]


def _last_votes(events: list[NDArray[Any]], people: int, width: int) -> sparse.csr_array:
    """Two stable counting sorts: by statement, then by person; of equal cells the last stays."""
    who, what, kinds = events
    events.clear()
    listed = sparse.coo_array((kinds, (what, who)), shape=(width, people))
    del who, what, kinds
    listed.has_canonical_format = True  # or repeated votes would be added up
    by_statement = listed.tocsr()
    del listed
    rows = by_statement.tocsc()
    del by_statement
    matrix = sparse.csr_array((rows.data, rows.indices, rows.indptr), shape=(people, width))
    repeated = np.zeros(len(matrix.indices), bool)
    repeated[:-1] = matrix.indices[1:] == matrix.indices[:-1]
    ends = matrix.indptr[1:][matrix.indptr[1:] > 0] - 1
    repeated[ends] = False
    return _without(matrix, repeated) if repeated.any() else matrix


def _without(matrix: sparse.csr_array, dropped: NDArray[np.bool_]) -> sparse.csr_array:
    starts = np.concatenate(([0], np.cumsum(~dropped)))[matrix.indptr].astype(np.int32)
    return sparse.csr_array((matrix.data[~dropped], matrix.indices[~dropped], starts), shape=matrix.shape)


def _reordered_columns(matrix: sparse.csr_array, order: NDArray[np.int64]) -> sparse.csr_array:
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    np.take(places, matrix.indices, out=matrix.indices)
    by_statement = matrix.tocsc()
    return by_statement.tocsr()
