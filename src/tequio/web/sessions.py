"""Sessions in memory: of who was here, and when, nothing is ever written. They live as long as the keys do.

Keys are in the memory of this program only, so a session that outlived it would open nothing.
"""

import copy
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

OPENED = "opened"


@dataclass
class Kept:
    data: dict[str, Any]
    touched: float


_kept: dict[str, Kept] = {}
_guard = threading.RLock()


class SessionStore(SessionBase):
    """What Django's middleware asks of a session, kept in a dictionary."""

    def exists(self, session_key: str) -> bool:
        return session_key in _kept

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        with _guard:
            known = _kept.get(self.session_key)
            if must_create and known:
                raise CreateError
            if not must_create and not known:
                # It was closed while this request ran: it must not come back.
                raise UpdateError
            data = copy.deepcopy(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
            _kept[self.session_key] = Kept(data, known.touched if known else time.monotonic())

    def delete(self, session_key: str | None = None) -> None:
        with _guard:
            _kept.pop(session_key or self.session_key or "", None)

    def load(self) -> dict[str, Any]:
        with _guard:
            kept = _kept.get(self.session_key or "")
            if kept is None:
                self._session_key = None
                return {}
            return copy.deepcopy(kept.data)

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing to clear: `close_idle` ends what was left behind."""


def touch(key: str) -> None:
    """Somebody is there."""
    with _guard:
        if key in _kept:
            _kept[key].touched = time.monotonic()


def idle_for(key: str) -> float:
    """Seconds since somebody was there."""
    with _guard:
        return time.monotonic() - _kept[key].touched if key in _kept else 0.0


def close_of(user_id: object) -> None:
    """End every session of an account, in whatever browser."""
    _close(lambda kept: kept.data.get(SESSION_KEY) == str(user_id))


def close_idle(limit: float) -> set[str]:
    """End sessions whose people left; the processes that they had opened."""
    now = time.monotonic()
    gone = _close(lambda kept: now - kept.touched > limit)
    return {kept.data[OPENED] for kept in gone if OPENED in kept.data}


def opened_by_sessions() -> set[str]:
    """The processes that somebody with a session opened."""
    with _guard:
        return {kept.data[OPENED] for kept in _kept.values() if OPENED in kept.data}


def _close(unwanted: Callable[[Kept], bool]) -> list[Kept]:
    with _guard:
        return [_kept.pop(key) for key, kept in list(_kept.items()) if unwanted(kept)]
