"""Who moved between the first and the second vote, as counts only. Pure.

Every count is coarse before it leaves: a small move is not told, and no answer of anybody can be followed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tequio.deliberation.bands import part_of
from tequio.protection.disclosure import Coarse, coarse


@dataclass(frozen=True)
class Move:
    """So many went from one answer to another. Only moves of at least the threshold exist."""

    before: str
    after: str
    count: Coarse


@dataclass(frozen=True)
class Changes:
    """Of those who answered a statement both times: how many kept their answer, how many changed it, and how."""

    both: Coarse
    kept: Coarse
    moved: Coarse
    moves: tuple[Move, ...]


def changes(pairs: Iterable[tuple[str, str]], *, threshold: int, rounding: int) -> Changes:
    """`pairs` are the answers of one ballot before and after. The order of the moves is that of the answers' names."""
    counted = Counter(pairs)

    def shown(count: int) -> Coarse:
        return part_of(count, counted.total(), threshold=threshold, rounding=rounding)

    kept = sum(count for (before, after), count in counted.items() if before == after)
    moves = [Move(before, after, shown(count)) for (before, after), count in sorted(counted.items())
             if before != after and shown(count).value is not None]
    both = coarse(counted.total(), threshold=threshold, rounding=rounding)
    return Changes(both, shown(kept), shown(counted.total() - kept), tuple(moves))
