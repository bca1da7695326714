"""One sealed file that is written and read as a stream; cut short, reordered or changed, it does not open.

Layout: one line of JSON that names process and key, then chunks: length (4 bytes, big-endian) ‖ AES-256-GCM envelope.
Each chunk is bound to the line, to its number and to whether it is the last, as in the STREAM construction (Hoang,
Reyhanitabar, Rogaway, Vizár 2015, «Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance»).
"""

import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass
from typing import BinaryIO
from uuid import UUID

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.sealing import derived, seal, unseal

CHUNK = 1 << 20
LONGEST_LINE = 1000
# An envelope adds version, nonce and tag to its chunk.
LONGEST = CHUNK + 64


@dataclass(frozen=True)
class Label:
    """What stands on the outside: the process, the key of its time, and the revision of its key file."""

    process: str
    fingerprint: str
    revision: int
    salt: str
    format: str = "tequio-backup"
    version: int = 1

    @property
    def process_id(self) -> UUID:
        return UUID(self.process)

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


def label_for(process_id: UUID, fingerprint: str, revision: int) -> Label:
    return Label(str(process_id), fingerprint, revision, os.urandom(16).hex())


def read_label(file: BinaryIO) -> Label:
    """Raises TQ-331 for a file that is no backup."""
    try:
        label = Label(**json.loads(file.readline(LONGEST_LINE)))
        if (label.format, label.version) != ("tequio-backup", 1):
            raise ValueError(label.version)
        _ = label.process_id
    except (ValueError, TypeError) as fault:
        raise TequioError("TQ-331") from fault
    return label


class SealingWriter(io.RawIOBase):
    """Seals what is written to it; `finish` writes the last chunk, without which nothing opens."""

    def __init__(self, file: BinaryIO, label: Label, field_key: bytes) -> None:
        self._file, self._held, self._number = file, bytearray(), 0
        self._key, self._binding = _key(label, field_key), hashlib.sha256(label.line()).digest()
        file.write(label.line())

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = memoryview(data)  # type: ignore[arg-type]
        self._held += piece
        while len(self._held) > CHUNK:
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return piece.nbytes

    def finish(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, words: bytes, *, last: bool) -> None:
        envelope = seal(self._key, words, _bound(self._binding, self._number, last))
        self._file.write(len(envelope).to_bytes(4, "big") + envelope)
        self._number += 1


class UnsealingReader(io.RawIOBase):
    """Reads what `SealingWriter` wrote. Raises TQ-331 where it was changed or cut."""

    def __init__(self, file: BinaryIO, label: Label, field_key: bytes) -> None:
        self._file, self._held, self._number, self._ended = file, b"", 0, False
        self._key, self._binding = _key(label, field_key), hashlib.sha256(label.line()).digest()
        self._next = self._envelope()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]
        while not self._held and not self._ended:
            self._take()
        part, self._held = self._held[:target.nbytes], self._held[target.nbytes:]
        target[:len(part)] = part
        return len(part)

    def _take(self) -> None:
        envelope, self._next = self._next, self._envelope()
        self._ended = not self._next
        try:
            self._held = unseal(self._key, envelope, _bound(self._binding, self._number, self._ended))
        except TequioError as fault:
            raise TequioError("TQ-331") from fault
        self._number += 1

    def _envelope(self) -> bytes:
        length = int.from_bytes(self._file.read(4), "big")
        if length > LONGEST:
            raise TequioError("TQ-331")
        envelope = self._file.read(length)
        if len(envelope) != length:
            raise TequioError("TQ-331")
        return envelope


def _key(label: Label, field_key: bytes) -> bytes:
    return derived(field_key, f"backup {label.salt}")


def _bound(binding: bytes, number: int, last: bool) -> bytes:
    return binding + number.to_bytes(8, "big") + bytes([last])
