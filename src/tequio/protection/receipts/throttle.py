"""A bucket of tries for the whole installation, pure: of whoever tries, nothing is kept and nothing is asked.

It stands in memory, before the hashing, so that guessing costs this machine nothing either. Several programs serving
one installation have a bucket each.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

BURST, EVERY = 5, 60.0


@dataclass
class Bucket:
    """`burst` tries at once, and one more every `every` seconds of `clock`, which only needs to go forward."""

    burst: int = BURST
    every: float = EVERY
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _seen: float = field(init=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self.fill()

    def fill(self) -> None:
        self._left, self._seen = float(self.burst), self.clock()

    def take(self) -> bool:
        """One try, if there is one left."""
        with self._guard:
            now = self.clock()
            self._left = min(float(self.burst), self._left + (now - self._seen) / self.every)
            self._seen = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


tries = Bucket()
