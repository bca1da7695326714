"""The vault closes by itself when nobody has been there for some minutes, even when the browser died.

`tequio.web.wsgi` starts the watch; commands that work and end need none.
"""

import threading
import time
from uuid import UUID

from django.conf import settings

from tequio.foundation.vault.keyring import keyring
from tequio.web import sessions

EVERY = 5.0

_alone_since: dict[UUID, float] = {}
_started = threading.Event()


def limit() -> float:
    """Seconds after which somebody who does nothing is taken to have left."""
    return float(settings.IDLE_MINUTES * 60)


def close_what_is_left(now: float | None = None) -> None:
    """End idle sessions, and lock every process that nobody with a session has open any more.

    A process that was opened at the terminal waits as long for its first session.
    """
    now = time.monotonic() if now is None else now
    left, held = sessions.close_idle(limit()), sessions.opened_by_sessions()
    for process_id in list(_alone_since.keys() - set(keyring.opened())):
        del _alone_since[process_id]
    for process_id in keyring.opened():
        if str(process_id) in held:
            _alone_since.pop(process_id, None)
        elif str(process_id) in left or now - _alone_since.setdefault(process_id, now) > limit():
            keyring.lock(process_id)


def watch() -> None:
    """Look after it from now on, once per program."""
    if not _started.is_set():
        _started.set()
        threading.Thread(target=_watch, name="idle", daemon=True).start()


def _watch() -> None:
    while True:
        time.sleep(EVERY)
        close_what_is_left()
