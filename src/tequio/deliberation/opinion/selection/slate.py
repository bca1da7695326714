"""The slate of a deliberation with the check of whom it leaves out."""

from dataclasses import dataclass

from tequio.deliberation.opinion.selection.approvals import Approvals
from tequio.deliberation.opinion.selection.justified import Justification, justified
from tequio.deliberation.opinion.selection.pav import sequential_pav
from tequio.deliberation.opinion.selection.phragmen import phragmen
from tequio.deliberation.opinion.selection.shares import equal_shares
from tequio.foundation.errors import TequioError

METHODS = ("pav", "phragmen", "equal_shares")


@dataclass(frozen=True, eq=False)
class Slate:
    """winners: statement positions in the order chosen; represented: people with at least one winner they approve."""

    method: str
    seats: int
    winners: list[int]
    represented: int
    people: int
    justification: Justification


def representative_slate(approvals: Approvals, seats: int, method: str = "pav") -> Slate:
    """Raises TQ-605 for an unknown method or a number of seats below one."""
    if method not in METHODS or seats < 1:
        raise TequioError("TQ-605", value=method, methods=", ".join(METHODS), seats=seats)
    winners = _winners(approvals, seats, method)
    represented = int((approvals.won(winners) > 0).sum())
    return Slate(method, seats, winners, represented, approvals.people, justified(approvals, winners, seats))


def _winners(approvals: Approvals, seats: int, method: str) -> list[int]:
    if method == "pav":
        return sequential_pav(approvals, seats)
    if method == "phragmen":
        return phragmen(approvals, seats)
    return equal_shares(approvals, seats)[0]
