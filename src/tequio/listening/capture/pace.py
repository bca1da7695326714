"""How fast letters are taken in, counted in memory: per invitation, and together for whoever has none. Pure."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

# A phone that comes back with the notes of a day sends them at once; afterwards as fast as anybody types.
BURST, PER_SECOND, REMEMBERED = 300, 4.0, 500


@dataclass
class Pace:
    """`burst` at once and `per_second` afterwards for each key; nothing of who sends is looked at or kept."""

    burst: int = BURST
    per_second: float = PER_SECOND
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, init=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, init=False)

    def take(self, key: str) -> bool:
        """One more for `key`, if it may."""
        with self._guard:
            now = self.clock()
            left, seen = self._left.pop(key, (float(self.burst), now))
            left = min(float(self.burst), left + (now - seen) * self.per_second)
            self._left[key] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
            return left >= 1


invited, strangers = Pace(), Pace(burst=30, per_second=1.0)
