"""The method of equal shares: everybody holds the same purse and pays only for what they approve.

Peters & Skowron 2020; with costs Peters, Pierczyński & Skowron 2021, section 2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.grid import on_grid
from tequio.deliberation.opinion.selection.approvals import Approvals
from tequio.deliberation.opinion.selection.phragmen import phragmen
from tequio.foundation.errors import TequioError

Floats = NDArray[np.float64]
SLACK = 2.0**-16


@dataclass(frozen=True, eq=False)
class Funded:
    """winners: in the order funded; spent: of the budget; by_shares: how many the purses paid for in full."""

    winners: list[int]
    spent: float
    by_shares: int


def equal_shares(approvals: Approvals, seats: int) -> tuple[list[int], int]:
    """Winners, and how many of them the purses paid for; Phragmén fills the seats that stay empty.

    A seat costs as much as there are people and everybody holds `seats`.
    """
    costs = np.full(approvals.width, float(approvals.people))
    purses = np.full(approvals.people, float(seats))
    winners, left = _bought(approvals, costs, purses, seats)
    return phragmen(approvals, seats, start=winners, loads=seats - left), len(winners)


def equal_shares_with_costs(approvals: Approvals, costs: Floats, budget: float) -> Funded:
    """What the purses pay for, then, while money lasts, the cheapest cost per supporter that still fits.

    costs: (m,), positive, in the unit of `budget`. Raises TQ-606 for costs that are missing, not positive or infinite.
    """
    if len(costs) != approvals.width or not np.all(np.isfinite(costs) & (costs > 0)) or not budget > 0:
        raise TequioError("TQ-606", statements=approvals.width, costs=len(costs))
    people = max(approvals.people, 1)
    winners, _ = _bought(approvals, costs * (people / budget), np.ones(approvals.people), len(costs))
    paid = len(winners)
    left = budget - float(costs[winners].sum())
    worth = np.where(approvals.eligible, approvals.supporters, 0) / costs
    worth[winners] = 0.0
    for candidate in np.argsort(-worth, kind="stable"):
        if worth[candidate] > 0 and costs[candidate] <= left:
            winners.append(int(candidate))
            left -= float(costs[candidate])
    return Funded(winners, float(costs[winners].sum()), paid)


def _bought(approvals: Approvals, costs: Floats, purses: Floats, at_most: int) -> tuple[list[int], Floats]:
    """Winners whose supporters can pay, least share per supporter first. Shares only grow, so old ones are bounds."""
    purses = purses.copy()
    shares = np.where(approvals.eligible & (approvals.supporters > 0),
                      costs / np.maximum(approvals.supporters, 1), np.inf)
    winners: list[int] = []
    while len(winners) < at_most:
        winner = _cheapest(approvals, costs, purses, shares)
        if winner is None:
            break
        payers = approvals.of(winner)
        purses[payers] -= np.minimum(purses[payers], on_grid(shares[winner : winner + 1])[0])
        shares[winner] = np.inf
        winners.append(winner)
    return winners, purses


def _cheapest(approvals: Approvals, costs: Floats, purses: Floats, shares: Floats) -> int | None:
    best, least = None, np.inf
    for candidate in np.argsort(shares, kind="stable"):
        if shares[candidate] >= least or not np.isfinite(shares[candidate]):
            break
        shares[candidate] = _share(purses[approvals.of(candidate)], costs[candidate])
        if shares[candidate] < least or (shares[candidate] == least < np.inf and best is not None and candidate < best):
            best, least = int(candidate), float(shares[candidate])
    return best


def _share(purses: Floats, cost: float) -> float:
    """Least payment per supporter, capped by each purse, that covers the cost; infinite where the purses do not."""
    if purses.sum() < cost * (1.0 - SLACK):
        return np.inf
    poorest_first = np.sort(purses)
    paid_before = np.concatenate(([0.0], np.cumsum(poorest_first)[:-1]))
    needed = (cost - paid_before) / np.arange(len(purses), 0, -1)
    enough = needed <= poorest_first
    return float(needed[enough.argmax()]) if enough.any() else float(poorest_first[-1])
