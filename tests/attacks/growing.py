"""How a computation grows with what it is given: the exponent over doublings, by the time of this process alone."""

import gc
import math
import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
# The bar of the project is 1.2; the gate is a little above it, because other programs share the machine. Twice as
# much may take a little more than twice as long, never four times.
MOST = 1.35
# What takes less than this, whatever its exponent, stops nobody; below it a clock measures itself.
HARMLESS = 0.1
TRIES = 4


def seconds(run: Callable[[Given], object], given: Given) -> float:
    gc.collect()
    begun = time.process_time()
    run(given)
    return time.process_time() - begun


def exponent(make: Callable[[int], Given], run: Callable[[Given], object], size: int) -> float:
    """How time grows from `size` to four times as much: 1 for in step, 2 for its square. 0 where it takes no time."""
    small, large = seconds(run, make(size)), seconds(run, make(4 * size))
    return 0.0 if large < HARMLESS else math.log(large / max(small, HARMLESS / 4)) / math.log(4)


def grows_in_step(make: Callable[[int], Given], run: Callable[[Given], object], size: int) -> bool:
    """Whether the best of some tries stays below the bar: a busy machine makes single ones slower, never faster."""
    return any(exponent(make, run, size) <= MOST for _ in range(TRIES))
