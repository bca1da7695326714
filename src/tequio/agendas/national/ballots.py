"""What each locality puts first among the items of all, pure, with its weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Order = tuple[int, ...]


@dataclass(frozen=True)
class Ballot:
    """What one locality asks for, most urgent first; items of one rank stand together.

    What stands in no rank was not asked for there, and follows what was. Of `silent` items nobody could say anything
    there, as where work had to stop: they count neither for nor against.
    """

    ranks: tuple[tuple[int, ...], ...]
    weight: float = 1.0
    silent: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Electorate:
    """The ballots as arrays: equal ones together, in an order of their own, so that nobody's place in a list counts."""

    items: int
    # For each ballot and item the number of its rank; not asked for is the last rank.
    ranks: Ints
    silent: Flags
    # Adds up to one.
    weights: Floats
    # What was asked for, rank by rank.
    asked: tuple[tuple[tuple[int, ...], ...], ...]

    def prefers(self, item: int) -> npt.NDArray[np.int8]:
        """For each ballot and other item: 1 where `item` stands before it, -1 behind, 0 where nothing is said."""
        signs = np.sign(self.ranks - self.ranks[:, [item]]).astype(np.int8)
        signs[self.silent | self.silent[:, [item]]] = 0
        return signs

    @cached_property
    def pairs(self) -> Floats:
        """How many pairs of items each ballot says something of; at least one, so that it can be divided by."""
        said = np.zeros(len(self.weights))
        for item in range(self.items):
            said += np.count_nonzero(self.prefers(item), axis=1)
        return np.maximum(said / 2, 1.0)

    def missed(self, order: Sequence[int]) -> Floats:
        """For each ballot, the number of pairs that `order` sets the other way round."""
        place = np.empty(self.items, dtype=np.int32)
        place[list(order)] = np.arange(self.items)
        wrong = np.zeros(len(self.weights))
        for item in range(self.items):
            wrong += np.count_nonzero(self.prefers(item)[:, place < place[item]] > 0, axis=1)
        return wrong

    def kept(self, order: Sequence[int]) -> Floats:
        """For each ballot, the part of what it says that `order` follows."""
        return 1.0 - self.missed(order) / self.pairs


def electorate(ballots: Sequence[Ballot], items: int) -> Electorate:
    """Raises ValueError for a weight that is not above zero and for an item that is not there or stands twice."""
    together: dict[tuple[tuple[tuple[int, ...], ...], tuple[int, ...]], list[float]] = {}
    for ballot in ballots:
        _check(ballot, items)
        asked = tuple(tuple(sorted(rank)) for rank in ballot.ranks if rank)
        together.setdefault((asked, tuple(sorted(ballot.silent))), []).append(ballot.weight)
    rows = sorted(together)
    ranks = np.zeros((len(rows), items), dtype=np.int32)
    silent = np.zeros((len(rows), items), dtype=np.bool_)
    for row, (asked, quiet) in enumerate(rows):
        ranks[row] = len(asked)
        for number, rank in enumerate(asked):
            ranks[row, list(rank)] = number
        silent[row, list(quiet)] = True
    weights = np.array([sum(sorted(together[row])) for row in rows], dtype=np.float64)
    return Electorate(items, ranks, silent, weights / weights.sum() if rows else weights,
                      tuple(asked for asked, _ in rows))


def _check(ballot: Ballot, items: int) -> None:
    if not 0 < ballot.weight < float("inf"):
        raise ValueError("a locality weighs something")
    named = [item for rank in ballot.ranks for item in rank] + list(ballot.silent)
    if len(named) != len(set(named)):
        raise ValueError("an item stands once in a locality's order, or is one it could not speak of")
    if any(not 0 <= item < items for item in named):
        raise ValueError("an item of a locality's order is not there")
