"""Who is at the keyboard of an ending: also for a process that was handed over, whose key file was put away."""

from pathlib import Path
from typing import TYPE_CHECKING

from tequio.cli.serve import read_passphrase, unlocked

if TYPE_CHECKING:
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault.keyfile import Kept


def deciding_person(home: Path, descriptor: int | None) -> "tuple[Process, User, Kept | None]":
    """The process and the account that a passphrase belongs to, and the key file where the process was put away.

    Raises TQ-303 for a wrong one, TQ-313 for too many tries, TQ-360 when nothing is left to be closed.
    """
    # Models can be imported only once Django knows its home.
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    passphrase = read_passphrase(descriptor)
    if found := _put_away(home, passphrase):
        return found
    process_id, pseudonym = unlocked(home, passphrase)
    return Process.objects.get(pk=process_id), User.objects.get(process_id=process_id, pseudonym=pseudonym), None


def _put_away(home: Path, passphrase: str) -> "tuple[Process, User, Kept] | None":
    from tequio.chain.closing.close import PUT_AWAY
    from tequio.foundation.accounts.models import User
    from tequio.foundation.errors import TequioError
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault import keyfile
    from tequio.foundation.vault.keyring import owner
    for path in sorted((home / "keys").glob(f"*{PUT_AWAY}")):
        kept = keyfile.read(path)
        try:
            pseudonym, key = owner(kept, passphrase)
            keyfile.check(kept, key)
        except TequioError as fault:
            if fault.problem.code in keyfile.CHANGED:
                raise
            continue
        process = Process.objects.get(pk=path.stem)
        return process, User.objects.get(process=process, pseudonym=pseudonym), kept
    return None
