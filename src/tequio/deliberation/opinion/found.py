"""What either way of finding groups hands on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Blocks
from tequio.deliberation.opinion.counts import group_counts
from tequio.deliberation.opinion.factor_map import FactorMap
from tequio.deliberation.opinion.polis.answer import PolisAnswer
from tequio.deliberation.opinion.rank import HeldOut
from tequio.deliberation.opinion.results import OpinionGroups, OpinionMap


@dataclass(frozen=True, eq=False)
class Found:
    groups: OpinionGroups | None = None
    reason: str = ""
    held_out: HeldOut | None = None
    tried_stability: float = float("nan")
    map: OpinionMap | None = None
    factors: FactorMap | None = None
    polis: PolisAnswer | None = None


def groups_with_counts(
    blocks: Blocks, labels: NDArray[np.int32], stability: float, per_group: NDArray[np.float64]
) -> OpinionGroups:
    k = len(per_group)
    return OpinionGroups(labels, np.bincount(labels[labels >= 0], minlength=k), stability, per_group,
                         group_counts(blocks, labels, k))
