"""The door: a passphrase opens a process and says who entered; a link printed by `serve` opens it once."""

import secrets
from pathlib import Path
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.queries import account_of
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import kept_here, keyring, path_of
from tequio.web.entrance.throttle import Tries
from tequio.web.entrance.waiting import Waiting

passphrases = Tries(most=5)

_links: dict[str, tuple[UUID, str]] = {}


def new_link(process_id: UUID, pseudonym: str) -> str:
    """A token for one entrance, kept in memory only."""
    token = secrets.token_urlsafe(24)
    _links[token] = (process_id, pseudonym)
    return token


def by_link(token: str) -> Waiting | None:
    """Who may enter where with `token`; it works once, and only while the process is open."""
    process_id, pseudonym = _links.pop(token, (None, ""))
    user = account_of(process_id, pseudonym) if process_id else None
    if process_id is None or user is None or not keyring.is_open(process_id):
        return None
    return Waiting(user.pk, process_id)


def shown(home: Path, passphrase: str) -> Waiting:
    """Whose passphrase it is and the key it opens; nothing is open yet.

    Raises TQ-303, TQ-313 after too many tries, and TQ-513 or TQ-514 where somebody changed the key file it could be of.
    """
    with passphrases.turn():
        return _whose(home, passphrase)


def _whose(home: Path, passphrase: str) -> Waiting:
    refused = TequioError("TQ-303")
    for process_id in Process.objects.filter(pk__in=kept_here(home)).values_list("pk", flat=True):
        try:
            pseudonym, key = keyring.check(home, process_id, passphrase=passphrase)
        except TequioError as fault:
            refused = fault if fault.problem.code in keyfile.CHANGED else refused
            continue
        user = account_of(process_id, pseudonym)
        if user is not None:
            return Waiting(user.pk, process_id, path_of(home, process_id), key, pseudonym)
    raise refused


def by_passphrase(home: Path, passphrase: str) -> tuple[UUID, User]:
    """Open the process that the passphrase belongs to, for a command at this machine. Raises TQ-303, TQ-313."""
    one = shown(home, passphrase)
    assert one.process_id
    open_vault(one)
    return one.process_id, User.objects.get(pk=one.user_id)


def open_vault(one: Waiting) -> None:
    """Open the process whose key was shown; a link and a password bring none."""
    if one.process_id and one.path and one.key:
        keyring.open_with(one.path, one.process_id, key=one.key, pseudonym=one.pseudonym)
        keyring.bring_up(one.process_id)
