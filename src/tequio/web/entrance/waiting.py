"""Between the first word at the door and the session: nothing is open yet, and a key that was shown waits in memory."""

import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

PATIENCE = 300.0


@dataclass
class Waiting:
    """Somebody who showed a passphrase, a link or a password and has not entered yet."""

    user_id: UUID
    process_id: UUID | None = None
    path: Path | None = None
    key: bytes | None = field(default=None, repr=False)
    pseudonym: str = ""
    # Set once a code was accepted; the secret of a second factor that is being set up, and its recovery codes.
    proved: bool = False
    secret: str = field(default="", repr=False)
    codes: tuple[str, ...] = field(default=(), repr=False)
    since: float = field(default_factory=time.monotonic)


_waiting: dict[str, Waiting] = {}
_guard = threading.Lock()


def wait(one: Waiting) -> str:
    """A token for the session; it leads back to `one` for five minutes."""
    token = secrets.token_urlsafe(24)
    with _guard:
        _drop_late()
        _waiting[token] = one
    return token


def waiting(token: str) -> Waiting | None:
    with _guard:
        _drop_late()
        return _waiting.get(token)


def done(token: str) -> None:
    with _guard:
        _waiting.pop(token, None)


def _drop_late() -> None:
    now = time.monotonic()
    for token in [token for token, one in _waiting.items() if now - one.since > PATIENCE]:
        del _waiting[token]
