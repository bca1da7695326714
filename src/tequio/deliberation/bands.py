"""How much of a group agrees, coarse enough that nobody's answer follows from it. Pure.

The highest band holds everything from four fifths upward: that all agree is never said, for then each one's answer
would be known.
"""

from tequio.protection.disclosure import Coarse, coarse

BANDS = ((0.8, "nearly_all"), (0.6, "most"), (0.4, "split"), (0.2, "few"), (0.0, "hardly_any"))


def band(agree: int, answered: int, *, threshold: int) -> str | None:
    """The band of a share, or None where fewer than `threshold` answered. Raises ValueError for impossible counts."""
    if not 0 <= agree <= answered:
        raise ValueError("a part is not larger than its whole")
    if answered < max(threshold, 1):
        return None
    return next(name for least, name in BANDS if agree / answered >= least)


def most_told(total: int, *, threshold: int, rounding: int) -> int:
    """The largest part of `total` that is told as it is: larger ones are told as this one."""
    return max(total - rounding, threshold) if total >= threshold + 2 else threshold - 1


def part_of(count: int, total: int, *, threshold: int, rounding: int) -> Coarse:
    """A part of a whole that people know, as it may be told: never so that it can be all.

    Rounding alone is not enough. Thirteen in a room who read «about 15 agree» know that all thirteen did.
    """
    most = most_told(total, threshold=threshold, rounding=rounding)
    return coarse(min(count, most), threshold=threshold, rounding=rounding)
