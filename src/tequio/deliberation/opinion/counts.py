"""How many agreed, disagreed, passed and saw each statement, overall and per group. Integers only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Block, Blocks, added

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class StatementCounts:
    """Counts with the statements on the last axis: shape (m,) overall or (groups, m)."""

    agree: Counts
    disagree: Counts
    passed: Counts

    @property
    def seen(self) -> Counts:
        return self.agree + self.disagree + self.passed


def statement_counts(blocks: Blocks) -> StatementCounts:
    if not blocks.people:
        return _counts(np.zeros((blocks.width, 3), np.int64))
    return _counts(added(blocks.each(_count_block)))


def group_counts(blocks: Blocks, labels: NDArray[np.int32], groups: int) -> StatementCounts:
    """Votes of each group; people with label −1 are left out. Shape (groups, m) each."""
    if not blocks.people:
        return _counts(np.zeros((groups, blocks.width, 3), np.int64))
    return _counts(added(blocks.each(_count_groups, groups, per_person=(labels,))))


def _counts(table: Counts) -> StatementCounts:
    return StatementCounts(agree=table[..., 2], disagree=table[..., 0], passed=table[..., 1])


def _count_block(block: Block) -> Counts:
    cells = np.bincount(block.columns * np.int64(3) + (block.votes + 1), minlength=3 * block.width)
    return cells.reshape(block.width, 3)


def _count_groups(block: Block, labels: NDArray[np.int32], groups: int) -> Counts:
    of_vote = np.repeat(labels.astype(np.int64) + 1, np.diff(block.starts))
    cells = (of_vote * block.width + block.columns) * 3 + (block.votes + 1)
    table = np.bincount(cells, minlength=3 * block.width * (groups + 1))
    return table.reshape(groups + 1, block.width, 3)[1:]
