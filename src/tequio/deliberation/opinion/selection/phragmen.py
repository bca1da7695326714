"""Phragmén's sequential rule: every winner costs the same and its supporters share the load as evenly as they can.

Phragmén 1894; Brill, Freeman, Janson & Lackner 2024, section 2.
"""

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.grid import on_grid
from tequio.deliberation.opinion.selection.approvals import Approvals


def phragmen(
    approvals: Approvals, seats: int, *, start: list[int] | None = None, loads: NDArray[np.float64] | None = None
) -> list[int]:
    """Winners in the order chosen, after those of `start` with the `loads` they left.

    A winner's cost is the number of people, so that loads are about the number of seats and fit the grid of sums.
    """
    winners = list(start or [])
    carried = np.zeros(approvals.people) if loads is None else loads.copy()
    supporters = approvals.supporters
    allowed = approvals.eligible & (supporters > 0)
    allowed[winners] = False
    while len(winners) < seats and allowed.any():
        totals = approvals.totals(carried)
        level = np.where(allowed, (approvals.people + totals) / np.maximum(supporters, 1), np.inf)
        winner = int(level.argmin())
        winners.append(winner)
        allowed[winner] = False
        carried[approvals.of(winner)] = on_grid(level[winner : winner + 1])[0]
    return winners


