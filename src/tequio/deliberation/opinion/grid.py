"""Exact sums and reproducible chance: what makes a result the same to the bit on any number of machines.

Floating-point addition depends on order, integer addition does not. Every number that is added across people is
therefore an integer or a multiple of 2⁻²²; sums of those are exact in float64 as long as they stay below 2³¹.
Chance is drawn from keys made of the votes themselves, never from the order in which they arrived.
"""

import numpy as np
from numpy.typing import NDArray

STEPS = 2.0**22

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]


def on_grid(values: Floats) -> Floats:
    """The nearest multiples of 2⁻²²; values beyond 2³¹ would lose exactness when added."""
    return np.rint(values * STEPS) / STEPS


def mixed(words: Words) -> Words:
    """Scramble 64-bit words one by one (finaliser of SplitMix64: Steele, Lea, Flood 2014)."""
    with np.errstate(over="ignore"):
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return words ^ (words >> np.uint64(31))


def numbered(count: int, purpose: int = 0) -> Words:
    """`count` unrelated words, the same in every run."""
    with np.errstate(over="ignore"):
        steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return mixed(steps + np.uint64(purpose))


def generator(content: int, seed: int, purpose: int) -> np.random.Generator:
    """Chance that depends on what was voted, on the caller's seed and on what it is for; on nothing else."""
    return np.random.Generator(np.random.Philox(key=[content & (2**64 - 1), (seed * 1009 + purpose) & (2**64 - 1)]))
