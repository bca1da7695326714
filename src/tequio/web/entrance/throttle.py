"""Tries are counted in memory, for the whole house and for each account: no address of anybody is kept.

Whoever has the right words enters, however many wrong ones others tried: after too many, each is looked at in its turn.
"""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tequio.foundation.errors import TequioError
from tequio.protection.receipts.throttle import Line


class Tries:
    """At most `most` failures in `pause` seconds, counted apart for each name that was tried."""

    def __init__(self, most: int, pause: float = 60.0) -> None:
        self.most, self.pause, self.line = most, pause, Line()
        self._failures: dict[bytes, list[float]] = {}
        self._guard = threading.Lock()
        # Names are kept as digests that mean nothing once this program ends.
        self._salt = os.urandom(16)

    @contextmanager
    def turn(self, name: str = "") -> Iterator[None]:
        """What fails inside is counted. After too many failures it takes its turn, and fails with TQ-313.

        Raises TQ-313 unlooked where too many wait already.
        """
        try:
            self.check(name)
        except TequioError as many:
            with self.line.turn() as here:
                if not here:
                    raise
                try:
                    yield
                except TequioError:
                    self.failed(name)
                    raise many from None
            return
        try:
            yield
        except TequioError:
            self.failed(name)
            raise

    def check(self, name: str = "") -> None:
        """Raises TQ-313 after too many failures."""
        with self._guard:
            if len(self._recent(name)) >= self.most:
                raise TequioError("TQ-313")

    def failed(self, name: str = "") -> None:
        with self._guard:
            self._failures[self._named(name)] = [*self._recent(name), time.monotonic()]

    def forget(self) -> None:
        with self._guard:
            self._failures.clear()

    def _recent(self, name: str) -> list[float]:
        now = time.monotonic()
        for known in [known for known, moments in self._failures.items() if now - moments[-1] >= self.pause]:
            del self._failures[known]
        return [moment for moment in self._failures.get(self._named(name), ()) if now - moment < self.pause]

    def _named(self, name: str) -> bytes:
        return hashlib.sha256(self._salt + name.casefold().encode()).digest()
