"""Counts for outsiders stand still and move in whole steps, pure.

Rounding alone gives small counts away to whoever looks again and again while knowing what came in between: the moment
at which a rounded number moves tells the number. A count that moves only by whole steps of at least 25, and by a
multiple of the rounding, moves at the same moment whatever it was, and keeps the same remainder: however often somebody
looks, they learn what the first look told, and no more.
"""

LEAST = 25


def step(rounding: int) -> int:
    """The smallest multiple of the rounding that is at least 25."""
    return rounding * -(-LEAST // rounding)


def moved(held: int, count: int, rounding: int) -> int:
    """What is held of `count` from now on, where `held` was held so far."""
    by = step(rounding)
    return held + by * int((count - held) / by)
