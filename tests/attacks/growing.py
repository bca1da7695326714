"""How a computation grows with what it is given: the exponent over doublings, by the time of this process alone."""

import gc
import math
import time
from collections.abc import Callable
from typing import TypeVar

from tequio.foundation.language.memory import forget_words

Given = TypeVar("Given")
# The bar of the project is 1.2; the gate is a little above it, because other programs share the machine. Twice as
# much may take a little more than twice as long, never four times.
MOST = 1.35
# What takes less than this, whatever its exponent, stops nobody; below it a clock measures itself.
HARMLESS = 0.1
TRIES = 5


def seconds(run: Callable[[Given], object], given: Given) -> float:
    # Words that are remembered from the last try would make small ones cheaper than large ones.
    forget_words()
    # What the tests themselves hold is no part of what is measured: else the collector walks through it, more often
    # the more is computed. Thousands of collected tests make that a second each time.
    gc.freeze()
    begun = time.process_time()
    run(given)
    taken = time.process_time() - begun
    gc.unfreeze()
    return taken


def exponent(small: float, large: float) -> float:
    """How time grows up to four times as much: 1 for in step, 2 for its square. 0 where it takes no time."""
    return 0.0 if large < HARMLESS else math.log(large / max(small, HARMLESS / 4)) / math.log(4)


def grows_in_step(make: Callable[[int], Given], run: Callable[[Given], object], size: int) -> bool:
    """Whether the least time of some tries stays below the bar: a busy machine makes single ones slower, not faster."""
    small, large = make(size), make(4 * size)
    least = [math.inf, math.inf]
    for _ in range(TRIES):
        least = [min(least[0], seconds(run, small)), min(least[1], seconds(run, large))]
        if exponent(*least) <= MOST:
            return True
    return False
