"""Which statement to show next: Polis' priority, with a least exposure for every statement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.grid import generator

LEAST_SEEN = 10
OF_META = 49.0

Floats = NDArray[np.float64]


def polis_priorities(counts: StatementCounts, extremity: Floats, meta: NDArray[np.bool_] | None = None) -> Floats:
    """(importance·(1 + 8·2^(−S/5)))² of each statement; counts and extremity of shape (m,); 49 for meta statements."""
    seen = counts.seen
    passing = (counts.passed + 1) / (seen + 2)
    importance = (1.0 - passing) * (extremity + 1.0) * ((counts.agree + 1) / (seen + 2))
    priority = (importance * (1.0 + 8.0 * 2.0 ** (-seen / 5.0))) ** 2
    return priority if meta is None else np.where(meta, OF_META, priority)


@dataclass(frozen=True, eq=False)
class Routing:
    """priority: (m,); short: statements still below the least exposure. Draw with `next_for`."""

    priority: Floats
    short: NDArray[np.bool_]
    eligible: NDArray[np.bool_]

    def chances(self, voted: NDArray[np.bool_]) -> Floats:
        """Chance of each statement for somebody who voted on those in `voted`; what lacks exposure comes first."""
        open_to = self.eligible & ~voted
        if (open_to & self.short).any():
            open_to &= self.short
        weight = np.where(open_to, np.maximum(self.priority, 1e-12), 0.0)
        total = weight.sum()
        return weight / total if total > 0 else weight

    def next_for(self, voted: NDArray[np.bool_], *, content: int, seed: int = 0) -> int | None:
        """A statement drawn by its chance, or None when everything was voted on."""
        chances = self.chances(voted)
        ladder = np.cumsum(chances)
        if not len(ladder) or ladder[-1] <= 0:
            return None
        return int(np.searchsorted(ladder, generator(content, seed, 31).random() * ladder[-1], side="right"))


def routing(
    counts: StatementCounts, extremity: Floats, eligible: NDArray[np.bool_], *, least_seen: int = LEAST_SEEN
) -> Routing:
    return Routing(polis_priorities(counts, extremity), counts.seen < least_seen, eligible)
