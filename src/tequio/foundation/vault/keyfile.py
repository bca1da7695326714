"""The one rewritten file per process that holds its wrapped keys.

First line: JSON with the people who can unlock. After it, one record of 76 bytes per voice: UUID (16) ‖ data key
wrapped by the process key (12 + 32 + 16). Backups keep only the latest version of this file, so a key that was
taken out is gone from every backup as well.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.people import Recovery, Wrap
from tequio.foundation.vault.sealing import KEY, NONCE, derived

WRAPPED = NONCE + KEY + 16
RECORD = 16 + WRAPPED
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Kept:
    """What one key file says."""

    people: tuple[Wrap, ...] = ()
    wrapped: dict[UUID, bytes] = field(default_factory=dict)
    # Of the process key: tells a renewed key from the one before it. Empty in files older than this entry.
    fingerprint: str = ""
    recovery: Recovery | None = None
    # Field keys of earlier process keys by their fingerprint, wrapped by the present one: older backups need them.
    retired: dict[str, str] = field(default_factory=dict)
    # Counts the times the file was written, so that an older one never replaces a newer one in a backup.
    revision: int = 0
    # A renewal of the process key was written here and not yet to every row of the database.
    renewing: bool = False
    # In a copy beside backups: the end of the audit when the copy was made, sealed.
    audit: str = ""


def read(path: Path) -> Kept:
    """What the file says. Raises TQ-304 when it is absent or damaged."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        said = {name: value for name, value in json.loads(head).items() if name != "version"}
        said["people"] = tuple(Wrap(**row) for row in said["people"])
        if said.get("recovery"):
            said["recovery"] = Recovery(**said["recovery"])
        if len(body) % RECORD:
            raise ValueError(len(body))
        records = (body[at:at + RECORD] for at in range(0, len(body), RECORD))
        return Kept(**said, wrapped={UUID(bytes=record[:16]): record[16:] for record in records})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise TequioError("TQ-304", file=path.name) from fault


def write(path: Path, kept: Kept) -> None:
    """Replace the file whole: readers see the old one or the new one, and a power cut leaves one of the two."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    head = {name: value for name, value in vars(kept).items() if name not in ("people", "wrapped", "recovery")}
    head |= {"version": 1, "people": [asdict(person) for person in kept.people],
             "recovery": asdict(kept.recovery) if kept.recovery else None}
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.writelines(row.bytes + key for row, key in kept.wrapped.items())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A renamed file is there after a power cut only when its folder was written, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stamp(path: Path) -> Stamp | None:
    """Differs whenever the file was replaced; None when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one operating-system process at a time rewrites the file; a killed one lets go by itself."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def fingerprint(process_key: bytes) -> str:
    """Names a process key without telling anything about it (32 hexadecimal digits)."""
    return derived(process_key, "fingerprint").hex()[:32]


class Wrapping:
    """Wraps data keys by a process key: derived once, used for as many voices as there are."""

    def __init__(self, process_key: bytes) -> None:
        self._cipher = AESGCM(derived(process_key, "wrap"))

    def wrap(self, row_id: UUID, data_key: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, data_key, row_id.bytes)

    def unwrap(self, row_id: UUID, wrapped: bytes) -> bytes:
        """Raises TQ-302 when it was wrapped by another key, for another row, or was changed."""
        try:
            return self._cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], row_id.bytes)
        except InvalidTag as fault:
            raise TequioError("TQ-302") from fault
