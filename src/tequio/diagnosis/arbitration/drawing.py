"""Which voices two people code blind: a share drawn by a seed, which anybody can draw again. Pure."""

from collections.abc import Sequence
from random import Random


def drawn(keys: Sequence[str], percent: int, seed: int) -> list[str]:
    """`percent` of `keys`, at least one, in their order; the same for the same keys and seed."""
    ordered = sorted(keys)
    if not ordered:
        return []
    # At least one, rounded up: «ten per cent» of four voices is one.
    many = min(len(ordered), -(-len(ordered) * percent // 100))
    return sorted(Random(seed).sample(ordered, max(1, many)))
