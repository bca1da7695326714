"""A bucket of tries for the whole installation, pure: of whoever tries, nothing is kept and nothing is asked.

It stands in memory. Once it is empty a few wait in a line and are looked at one after the other, a second each; what is
wrong then is told to wait, and what is right passes: nobody holds a door shut by trying. Whoever finds the line full is
turned away before any hashing, so that guessing costs this machine little. Several programs serving one installation
have a bucket each.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

    def give_back(self) -> None:
        """A right one costs nothing: many may come in one minute."""
        with self._guard:
            self._left = min(float(self.burst), self._left + 1)


class Line:
    """Where those wait who come after too many were wrong. It holds few, so that most threads stay with the others."""

    def __init__(self, *, places: int = 3, pause: float = 1.0) -> None:
        self.pause = pause
        self._places, self._turn = threading.Semaphore(places), threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """True once it is one's turn, and alone while it lasts; False at once where no place is left."""
        if not self._places.acquire(blocking=False):
            yield False
            return
        try:
            with self._turn:
                time.sleep(self.pause)
                yield True
        finally:
            self._places.release()


tries, line = Bucket(), Line()
