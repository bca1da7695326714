"""A slate that represents: everybody who agrees on enough gets a share of the seats."""

from tequio.deliberation.opinion.selection.approvals import Approvals, approvals_of
from tequio.deliberation.opinion.selection.justified import Justification, justified
from tequio.deliberation.opinion.selection.pav import sequential_pav
from tequio.deliberation.opinion.selection.phragmen import phragmen
from tequio.deliberation.opinion.selection.shares import Funded, equal_shares, equal_shares_with_costs
from tequio.deliberation.opinion.selection.slate import METHODS, Slate, representative_slate

__all__ = [
    "METHODS",
    "Approvals",
    "Funded",
    "Justification",
    "Slate",
    "approvals_of",
    "equal_shares",
    "equal_shares_with_costs",
    "justified",
    "phragmen",
    "representative_slate",
    "sequential_pav",
]
