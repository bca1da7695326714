"""People who were let in long ago and have words of their own: what most tests are about comes after that."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from tequio.foundation.vault.keyring import Keyring


def long_here(folder: Path, passphrase: str) -> None:
    """Of a process in a folder that nobody has open."""
    ring = Keyring()
    for path in (folder / "keys").glob("*.keys"):
        ring.unlock(folder, UUID(path.stem), passphrase=passphrase)
        ring.of(UUID(path.stem)).change(lambda kept: replace(kept, people=tuple(
            replace(person, given=False, since="") for person in kept.people)))
