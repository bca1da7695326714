"""How often each two statements were voted on together, and with what product: whole numbers, additive over people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Block, Blocks, added

ROWS_PER_TILE = 4096
PAIRS_UP_TO = 512

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Covotes:
    """products: Σ x_ij·x_il over people who voted on both; mixed: Σ x_ij·[voted on l]; together: people who voted on
    both. Each (m, m), int64."""

    products: Whole
    mixed: Whole
    together: Whole

    def __add__(self, other: "Covotes") -> "Covotes":
        return Covotes(self.products + other.products, self.mixed + other.mixed, self.together + other.together)

    def scatter(self, centre: Floats) -> Floats:
        """Σ (x_ij − c_j)(x_il − c_l) over people who voted on both: what mean imputation leaves of the covariance."""
        crossed = self.mixed * centre[None, :]
        return self.products - crossed - crossed.T + self.together * np.outer(centre, centre)


def covotes(blocks: Blocks) -> Covotes:
    empty = np.zeros((blocks.width, blocks.width), np.int64)
    return added(blocks.each(_covotes_of_block)) if blocks.people else Covotes(empty, empty, empty)


def _covotes_of_block(block: Block) -> Covotes:
    """Dense only within tiles of a few thousand people; single precision counts whole numbers up to 2²⁴ exactly."""
    shape = (block.width, block.width)
    total = Covotes(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    for begin in range(0, block.people, ROWS_PER_TILE):
        total = total + _covotes_of_tile(block, begin, min(begin + ROWS_PER_TILE, block.people))
    return total


def _covotes_of_tile(block: Block, begin: int, end: int) -> Covotes:
    low, high = block.starts[begin], block.starts[end]
    rows = np.repeat(np.arange(end - begin), np.diff(block.starts[begin : end + 1]))
    cells = rows * block.width + block.columns[low:high]
    given = np.zeros((end - begin) * block.width, np.float32)
    seen = np.zeros_like(given)
    given[cells] = block.votes[low:high]
    seen[cells] = 1.0
    x, b = given.reshape(-1, block.width), seen.reshape(-1, block.width)
    return Covotes(_whole(x.T @ x), _whole(x.T @ b), _whole(b.T @ b))


def _whole(sums: NDArray[np.float32]) -> Whole:
    return np.rint(sums).astype(np.int64)
