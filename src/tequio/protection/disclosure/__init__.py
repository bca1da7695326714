"""What counts may tell outside the protected team, pure: the rule, the tables that may leave, and the attack on them.

`counts` is the rule for one count; `catalogue` the fixed tables and what they tell; `attack` works out from everything
told what somebody could work out; `gate` runs it before a release and says what would pass instead; `linked` hides
cells where exact totals are owed; `sets` takes the counts of a document, whose sets overlap; `alike` tells how few
people share what is written of them.
"""

from tequio.protection.disclosure.counts import ROUNDING, THRESHOLD, Coarse, coarse

__all__ = ["ROUNDING", "THRESHOLD", "Coarse", "coarse"]
