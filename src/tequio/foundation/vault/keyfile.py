"""The one rewritten file per process that holds its wrapped keys.

First line: JSON with the people who can unlock. After it, one record of 76 bytes per voice: UUID (16) ‖ data key
wrapped by the process key (12 + 32 + 16). Backups keep only the latest version of this file, so a key that was
taken out is gone from every backup as well.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.people import Wrap
from tequio.foundation.vault.sealing import KEY, NONCE, derived

WRAPPED = NONCE + KEY + 16
RECORD = 16 + WRAPPED


def read(path: Path) -> tuple[list[Wrap], dict[UUID, bytes]]:
    """The people and the wrapped data keys. Raises TQ-304 when the file is absent or damaged."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        people = [Wrap(**row) for row in json.loads(head)["people"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise TequioError("TQ-304", file=path.name) from fault
    if len(body) % RECORD:
        raise TequioError("TQ-304", file=path.name)
    records = (body[at:at + RECORD] for at in range(0, len(body), RECORD))
    return people, {UUID(bytes=record[:16]): record[16:] for record in records}


def write(path: Path, people: Iterable[Wrap], wrapped: dict[UUID, bytes]) -> None:
    """Replace the file whole: readers see the old one or the new one, and a power cut leaves one of the two."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps({"version": 1, "people": [asdict(person) for person in people]}).encode() + b"\n")
        file.writelines(row.bytes + key for row, key in wrapped.items())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def wrap_key(process_key: bytes, row_id: UUID, data_key: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(derived(process_key, "wrap")).encrypt(nonce, data_key, row_id.bytes)


def unwrap_key(process_key: bytes, row_id: UUID, wrapped: bytes) -> bytes:
    try:
        return AESGCM(derived(process_key, "wrap")).decrypt(wrapped[:NONCE], wrapped[NONCE:], row_id.bytes)
    except InvalidTag as fault:
        raise TequioError("TQ-302") from fault
