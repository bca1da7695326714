"""Whether a slate leaves a cohesive part of the people out: EJR+ (Brill & Peters 2023, definition 2 and theorem 3).

A slate of k violates EJR+ where, for some number ℓ, at least ℓ·n/k people approve one same statement that was not
chosen, and none of them has ℓ chosen statements they approve. Counting supporters by what they have won decides it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.selection.approvals import Approvals


@dataclass(frozen=True, eq=False)
class Justification:
    """cast: EJR+ on votes cast, where what was not seen counts as not approved;
    exposed: on exposure-weighted approvals, where it does not; the statement and ℓ of a violation, if any."""

    cast: bool
    exposed: bool
    left_out: int | None
    left_out_exposed: int | None


def justified(approvals: Approvals, winners: list[int], seats: int) -> Justification:
    cast = _left_out(_supporters_by_wins(approvals, approvals.won(winners), seats), approvals, winners,
                     np.full(approvals.width, approvals.people), seats)
    expected = _expected_wins(approvals, winners)
    exposed = _left_out(_supporters_by_wins(approvals, np.floor(expected + 1e-9).astype(np.int64), seats), approvals,
                        winners, approvals.seen, seats)
    return Justification(cast is None, exposed is None, cast, exposed)


def _supporters_by_wins(approvals: Approvals, won: NDArray[np.int64], seats: int) -> NDArray[np.int64]:
    """Supporters of each statement with fewer than ℓ wins, for ℓ = 1 … seats: shape (m, seats)."""
    capped = np.minimum(won, seats)
    table = np.zeros((approvals.width, seats + 1), np.int64)
    for begin, end, rows in approvals.spans():
        statements = np.repeat(np.arange(end - begin), approvals.supporters[begin:end])
        cells = np.bincount(statements * (seats + 1) + capped[rows], minlength=(end - begin) * (seats + 1))
        table[begin:end] = cells.reshape(-1, seats + 1)
    return np.cumsum(table, axis=1)[:, :seats]


def _expected_wins(approvals: Approvals, winners: list[int]) -> NDArray[np.float64]:
    """Wins of each person, a winner that was not seen counting as the share of those who saw it and agreed."""
    expected = approvals.won(winners).astype(np.float64)
    for winner in winners:
        share = approvals.supporters[winner] / max(int(approvals.seen[winner]), 1)
        expected += share
        expected[approvals.who_saw(winner)] -= share
    return expected


def _left_out(
    below: NDArray[np.int64], approvals: Approvals, winners: list[int], out_of: NDArray[np.int64], seats: int
) -> int | None:
    """The statement with the largest share of unrepresented supporters beyond its claim, or None."""
    levels = np.arange(1, seats + 1)
    due = (below * seats >= levels * out_of[:, None]) & (out_of[:, None] > 0) & (below > 0)
    due[~approvals.eligible] = False
    due[winners] = False
    return int(below.max(axis=1, where=due, initial=-1).argmax()) if due.any() else None
