"""Where kernels run: over blocks of people, here in threads, on a cluster in processes, with the same bits.

A kernel is a function of one block (and of small shared arrays) that returns arrays. Whatever is added up across
blocks is an integer or a multiple of 2⁻²² (see `grid`), so neither block size nor order can show in a result.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.ballots import VoteTable

ROWS_PER_BLOCK = 2**15

Kernel = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Block:
    """Some rows of a vote table; `starts` count from zero."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    votes: NDArray[np.int8]
    width: int

    @property
    def people(self) -> int:
        return len(self.starts) - 1

    def given(self) -> sparse.csr_array:
        """Votes as −1, 0, 1; passes are stored entries."""
        return self._matrix(self.votes.astype(np.float64))

    def seen(self) -> sparse.csr_array:
        """One where there is a vote."""
        return self._matrix(np.ones(len(self.votes)))

    def _matrix(self, data: NDArray[np.float64]) -> sparse.csr_array:
        shape = (self.people, self.width)
        return sparse.csr_array((data, self.columns, self.starts.astype(np.int32)), shape=shape)


class Blocks(Protocol):
    """All votes of a table, cut into blocks of whole people."""

    width: int
    people: int

    def each(self, kernel: Kernel, *shared: object, per_person: Sequence[NDArray[Any]] = ()) -> Iterator[Any]:
        """`kernel(block, *slices of per_person, *shared)` for every block, in the order of the rows."""


def block_of(table: VoteTable, begin: int, end: int) -> Block:
    low, high = table.starts[begin], table.starts[end]
    return Block(table.starts[begin : end + 1] - low, table.columns[low:high], table.votes[low:high], table.width)


def block_edges(people: int, rows: int) -> list[tuple[int, int]]:
    return [(begin, min(begin + rows, people)) for begin in range(0, people, rows)]


class LocalBlocks:
    """Blocks on this machine, in `threads` threads."""

    def __init__(self, table: VoteTable, *, threads: int = 1, rows: int = ROWS_PER_BLOCK) -> None:
        self.table, self.threads = table, threads
        self.width, self.people = table.width, table.people
        self.edges = block_edges(table.people, rows)

    def each(self, kernel: Kernel, *shared: object, per_person: Sequence[NDArray[Any]] = ()) -> Iterator[Any]:
        def run(edge: tuple[int, int]) -> Any:
            begin, end = edge
            return kernel(block_of(self.table, begin, end), *(array[begin:end] for array in per_person), *shared)

        if self.threads == 1 or len(self.edges) < 2:
            yield from map(run, self.edges)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            yield from pool.map(run, self.edges)


def added(parts: Iterator[Any]) -> Any:
    """Sum of the blocks' results; exact because every addend is."""
    total = next(parts)
    for part in parts:
        total = total + part
    return total


def joined(parts: Iterator[Any]) -> Any:
    """Results per person of all blocks, in the order of the rows."""
    return np.concatenate(list(parts))
