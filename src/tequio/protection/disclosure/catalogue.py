"""The tables that may leave, fixed beforehand, and what they tell, pure.

Every cell of a table is told, also those where nobody is: what is missing from a table would say zero. Margins are told
on their own by the same rule, never added up. Whoever reads a count knows the few values it can stand for; together
they are the facts that the attack starts from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack

from tequio.protection.disclosure.counts import ROUNDING, THRESHOLD

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
MOST_CELLS = 200_000


@dataclass(frozen=True)
class Dimension:
    """What a table is divided by: its name, and the values that it can have, whether they occur or not."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Tables by the names of their dimensions, and the rule their counts are told under."""

    tables: tuple[tuple[str, ...], ...]
    threshold: int = THRESHOLD
    rounding: int = ROUNDING

    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for table in self.tables for name in table))

    def counted(self) -> list[tuple[str, ...]]:
        """Every table with all its margins, each once; the total of all is the one without a name."""
        found = {tuple(name for name in self.names() if name in part)
                 for table in self.tables for size in range(len(table) + 1) for part in combinations(table, size)}
        return sorted(found, key=lambda part: (len(part), part))


@dataclass(frozen=True)
class Facts:
    """What was told: row by row, which atoms it counts, and the least and most it can stand for."""

    counting: csr_matrix
    least: Floats
    most: Floats
    about: tuple[str, ...]

    def beside(self, other: "Facts") -> "Facts":
        return Facts(vstack([self.counting, other.counting]).tocsr(), np.concatenate([self.least, other.least]),
                     np.concatenate([self.most, other.most]), (*self.about, *other.about))


def cube(dimensions: Sequence[Dimension], rows: Sequence[Sequence[int]]) -> Counts:
    """How many rows have each combination of values, flat; rows hold the position of their value in each dimension.

    Raises ValueError where there are more combinations than can be attacked: then the tables have to be coarser.
    """
    sizes = [len(one.values) for one in dimensions]
    whole = int(np.prod(sizes, dtype=np.float64)) if sizes else 1
    if whole > MOST_CELLS:
        raise ValueError(f"{whole} combinations of values are more than the attack can go through")
    table = np.asarray(rows, dtype=np.int64).reshape(len(rows), len(sizes))
    flat = np.ravel_multi_index(tuple(table.T), tuple(sizes)) if sizes else np.zeros(len(rows), dtype=np.int64)
    return np.bincount(flat, minlength=whole).astype(np.int64)


def told(counts: Counts, *, threshold: int, rounding: int) -> tuple[Floats, Floats]:
    """The least and the most that each count can be, to whoever reads it under the rule of `counts.coarse`."""
    rounded = rounding * ((2 * counts + rounding) // (2 * rounding))
    half = rounding // 2
    hidden = counts < threshold
    return (np.where(hidden, 0, np.maximum(threshold, rounded - half)).astype(np.float64),
            np.where(hidden, threshold - 1, rounded + half).astype(np.float64))


def facts(dimensions: Sequence[Dimension], atoms: Counts, catalogue: Catalogue) -> Facts:
    """What a catalogue tells of these counts. Its dimensions are among `dimensions`."""
    counting = vstack([_margin(dimensions, part) for part in catalogue.counted()]).tocsr()
    least, most = told(np.asarray(counting @ atoms, dtype=np.int64), threshold=catalogue.threshold,
                       rounding=catalogue.rounding)
    return Facts(counting, least, most, tuple(_labels(dimensions, catalogue)))


def _margin(dimensions: Sequence[Dimension], part: Sequence[str]) -> csr_matrix:
    """Which cell of a table each atom is counted in."""
    sizes = tuple(len(one.values) for one in dimensions)
    whole = int(np.prod(sizes)) if sizes else 1
    at = np.unravel_index(np.arange(whole), sizes) if sizes else ()
    own = [(at[number], sizes[number]) for number, one in enumerate(dimensions) if one.name in part]
    cells = np.zeros(whole, dtype=np.int64)
    for place, size in own:
        cells = cells * size + place
    count = int(np.prod([size for _, size in own])) if own else 1
    return csr_matrix((np.ones(whole), (cells, np.arange(whole))), shape=(count, whole))


def _labels(dimensions: Sequence[Dimension], catalogue: Catalogue) -> Iterator[str]:
    for part in catalogue.counted():
        own = [one for one in dimensions if one.name in part]
        for values in np.ndindex(*(len(one.values) for one in own)):
            yield " · ".join(one.values[value] for one, value in zip(own, values, strict=True))
