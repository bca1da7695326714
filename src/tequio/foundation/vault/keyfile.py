"""The one rewritten file per process that holds its wrapped keys.

First line, the head: JSON with the people who can unlock. After it, one record of 76 bytes per voice: UUID (16) ‖
secret wrapped by the process key (12 + 32 + 16). Backups keep only the latest version of this file, so a key that was
taken out is gone from every backup as well.

The head carries a seal that only the process key can make (HMAC-SHA-256, RFC 2104): a new process key is handed to the
public keys that stand there, so nobody without the present one may have put them there. Each record is bound to its
row by its own wrapping.
"""

import fcntl
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.people import Recovery, Wrap
from tequio.foundation.vault.sealing import KEY, NONCE, derived

WRAPPED = NONCE + KEY + 16
RECORD = 16 + WRAPPED
Stamp = tuple[int, int, int]
# Somebody changed the head of a key file: no passphrase opens it until the file is put right.
CHANGED = frozenset({"TQ-513", "TQ-514"})


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
    # Counts the times records were taken out while no key was at hand: nothing is sealed then, so this number is not.
    cuts: int = 0
    # Over everything above but the records and the cuts, by the process key. Empty in files older than this entry.
    seal: str = ""

    @property
    def age(self) -> int:
        """Grows with every version of the file."""
        return self.revision + self.cuts


def read(path: Path) -> Kept:
    """What the file says. Raises TQ-304 when it is absent or damaged, TQ-514 when one name stands there twice.

    Nothing of the head may be believed before `check` has been through it with the process key.
    """
    kept = _read(path)
    names = [person.pseudonym for person in kept.people]
    if len(set(names)) < len(names):
        raise TequioError("TQ-514", file=path.name)
    return kept


def check(kept: Kept, process_key: bytes) -> None:
    """Raises TQ-513 unless the head is as it was written with this process key, TQ-303 when it is another key's file.

    A file from before there were seals has none and passes: `people.unwrap` refuses one whose seal was taken off.
    """
    if kept.fingerprint not in ("", fingerprint(process_key)):
        raise TequioError("TQ-303")
    if kept.seal and not hmac.compare_digest(kept.seal.encode(), _seal(kept, process_key).encode()):
        raise TequioError("TQ-513")


def _read(path: Path) -> Kept:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        said = {name: value for name, value in json.loads(head).items() if name != "version"}
        said["people"] = tuple(Wrap(**row) for row in said["people"])
        said["recovery"] = Recovery(**said["recovery"]) if said.get("recovery") is not None else None
        if len(body) % RECORD:
            raise ValueError(len(body))
        records = (body[at:at + RECORD] for at in range(0, len(body), RECORD))
        kept = Kept(**said, wrapped={UUID(bytes=record[:16]): record[16:] for record in records})
        _sound(kept)
        return kept
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise TequioError("TQ-304", file=path.name) from fault


def _sound(kept: Kept) -> None:
    """Raises TypeError for a value that is not of its kind."""
    texts = [kept.fingerprint, kept.audit, kept.seal, *kept.retired, *kept.retired.values()]
    texts += [text for person in kept.people for text in (person.pseudonym, person.salt, person.public, person.sealed)]
    texts += [kept.recovery.public, kept.recovery.sealed] if kept.recovery else []
    if not all(isinstance(text, str) for text in texts) or not isinstance(kept.age, int):
        raise TypeError(kept.age)


def write(path: Path, kept: Kept, process_key: bytes) -> Kept:
    """Seal the head and replace the file whole; what was written.

    Readers see the old one or the new one, and a power cut leaves one of the two.
    """
    kept = replace(kept, seal=_seal(kept, process_key))
    _put(path, kept)
    return kept


def take_out(path: Path, rows: set[UUID]) -> None:
    """Destroy the secrets of `rows` in a process that is locked. Raises TQ-304."""
    with alone(path):
        kept = read(path)
        left = {row: key for row, key in kept.wrapped.items() if row not in rows}
        _put(path, replace(kept, wrapped=left, cuts=kept.cuts + 1))


def _put(path: Path, kept: Kept) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(_head(kept) | {"version": 2}).encode() + b"\n")
        file.writelines(row.bytes + key for row, key in kept.wrapped.items())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def _head(kept: Kept) -> dict[str, Any]:
    head = {name: value for name, value in vars(kept).items() if name not in ("people", "wrapped", "recovery")}
    return head | {"people": [asdict(person) for person in kept.people],
                   "recovery": asdict(kept.recovery) if kept.recovery else None}


def _seal(kept: Kept, process_key: bytes) -> str:
    """Over what was read, not over the bytes of the line: what is believed is what is sealed."""
    said = json.dumps(_head(replace(kept, seal="", cuts=0)), sort_keys=True).encode()
    return hmac.digest(derived(process_key, "key file head"), said, "sha256").hex()


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
