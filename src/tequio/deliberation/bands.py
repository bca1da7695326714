"""How much of a group agrees, coarse enough that nobody's answer follows from it. Pure.

The highest band holds everything from four fifths upward: that all agree is never said, for then each one's answer
would be known.
"""

BANDS = ((0.8, "nearly_all"), (0.6, "most"), (0.4, "split"), (0.2, "few"), (0.0, "hardly_any"))


def band(agree: int, answered: int, *, threshold: int) -> str | None:
    """The band of a share, or None where fewer than `threshold` answered. Raises ValueError for impossible counts."""
    if not 0 <= agree <= answered:
        raise ValueError("a part is not larger than its whole")
    if answered < max(threshold, 1):
        return None
    return next(name for least, name in BANDS if agree / answered >= least)
