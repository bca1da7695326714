"""Sequential proportional approval voting (Thiele 1895; Lackner & Skowron 2023, rule 2)."""

import math

import numpy as np

from tequio.deliberation.opinion.selection.approvals import Approvals, open_seats

LARGEST_EXACT = 20


def sequential_pav(approvals: Approvals, seats: int) -> list[int]:
    """Winners in the order chosen; a person with u winners already weighs 1/(1+u).

    Weights are whole numbers (multiples of the least common multiple), so ties are real ties; the first statement in
    canonical order wins them. Fewer than `seats` only where nothing else has a supporter.
    """
    unit = math.lcm(*range(1, min(seats, LARGEST_EXACT) + 1)) if seats else 1
    scores = approvals.supporters * unit
    scores[~approvals.eligible] = -1
    won = np.zeros(approvals.people, np.int64)
    winners: list[int] = []
    for _ in range(open_seats(approvals, seats)):
        winner = int(scores.argmax())
        winners.append(winner)
        happier = approvals.of(winner)
        lost = unit // (won[happier] + 1) - unit // (won[happier] + 2)
        won[happier] += 1
        weights = np.zeros(approvals.people, np.int64)
        weights[happier] = lost
        scores -= approvals.totals(weights)
        scores[winners] = -1
        scores[~approvals.eligible] = -1
    return winners
