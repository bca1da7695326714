"""The door: a passphrase opens a process and says who entered; a link printed by `serve` opens it once."""

import secrets
import threading
import time
from pathlib import Path
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring

TRIES, PAUSE = 5, 60.0

_links: dict[str, tuple[UUID, str]] = {}
_failures: list[float] = []
_guard = threading.Lock()


def new_link(process_id: UUID, pseudonym: str) -> str:
    """A token for one entrance, kept in memory only."""
    token = secrets.token_urlsafe(24)
    _links[token] = (process_id, pseudonym)
    return token


def by_link(token: str) -> tuple[UUID, User] | None:
    """Who may enter where with `token`; it works once, and only while the process is open."""
    process_id, pseudonym = _links.pop(token, (None, ""))
    user = User.objects.filter(pseudonym=pseudonym).first()
    if process_id is None or user is None or not keyring.is_open(process_id):
        return None
    return process_id, user


def by_passphrase(home: Path, passphrase: str) -> tuple[UUID, User]:
    """Open the process that the passphrase belongs to. Raises TQ-303 (wrong), TQ-313 (too many tries)."""
    _throttle()
    for process_id in Process.objects.values_list("pk", flat=True):
        try:
            pseudonym = keyring.unlock(home, process_id, passphrase=passphrase)
        except TequioError:
            continue
        user = User.objects.filter(pseudonym=pseudonym).first()
        if user is not None:
            return process_id, user
    with _guard:
        _failures.append(time.monotonic())
    raise TequioError("TQ-303")


def _throttle() -> None:
    """Tries are counted for the whole installation: no address of anybody is kept."""
    with _guard:
        _failures[:] = [moment for moment in _failures if time.monotonic() - moment < PAUSE]
        if len(_failures) >= TRIES:
            raise TequioError("TQ-313")
