"""A file in numbered parts, so that a copy that broke off can be continued. Pure.

Part: `TEQB` ‖ bundle (16 bytes) ‖ number, count, length (4 each, big-endian) ‖ SHA-256 of the body (32) ‖ body. The
hash finds what was cut or spoiled on the way; who may be believed is decided after opening.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from tequio.foundation.errors import TequioError

MARK = b"TEQB"
BODY = 1 << 18
HEAD = len(MARK) + 16 + 3 * 4 + 32
MOST_PARTS = 1024
MOST_BYTES = MOST_PARTS * BODY


@dataclass
class Arrived:
    """The parts of one bundle that are here, by number from 0."""

    bundle: UUID
    count: int
    bodies: dict[int, bytes] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        return [number for number in range(self.count) if number not in self.bodies]

    def whole(self) -> bytes:
        return b"".join(self.bodies[number] for number in range(self.count))


def in_parts(bundle: UUID, content: bytes) -> Iterator[bytes]:
    """Raises TQ-347 for more than fits in a bundle."""
    bodies = [content[at:at + BODY] for at in range(0, len(content), BODY)]
    if len(bodies) > MOST_PARTS:
        raise TequioError("TQ-347", most=MOST_BYTES >> 20)
    yield from (_part(bundle, number, len(bodies), body) for number, body in enumerate(bodies))


def written(arrived: Arrived, first: int = 0) -> bytes:
    """The parts that are here, from number `first` on, as they stand in a file."""
    return b"".join(_part(arrived.bundle, number, arrived.count, body)
                    for number, body in sorted(arrived.bodies.items()) if number >= first)


def parts_of(content: bytes) -> list[Arrived]:
    """What whole parts a file holds, by bundle; a part that was cut or spoiled is left out.

    Raises TQ-340 for a file that begins with something else.
    """
    if content[:len(MARK)] != MARK[:max(1, len(content))] or not content:
        raise TequioError("TQ-340")
    found: dict[UUID, Arrived] = {}
    at = 0
    while (at := content.find(MARK, at)) >= 0:
        read = _read(content, at)
        if read is None:
            at += 1
            continue
        bundle, number, count, body = read
        arrived = found.setdefault(bundle, Arrived(bundle, count))
        if arrived.count == count:
            arrived.bodies[number] = body
        at += HEAD + len(body)
    return list(found.values())


def _part(bundle: UUID, number: int, count: int, body: bytes) -> bytes:
    numbers = b"".join(value.to_bytes(4, "big") for value in (number, count, len(body)))
    return MARK + bundle.bytes + numbers + hashlib.sha256(body).digest() + body


def _read(content: bytes, at: int) -> tuple[UUID, int, int, bytes] | None:
    head = content[at:at + HEAD]
    if len(head) < HEAD:
        return None
    number, count, length = (int.from_bytes(head[place:place + 4], "big") for place in (20, 24, 28))
    body = content[at + HEAD:at + HEAD + length] if length <= BODY else b""
    sound = number < count <= MOST_PARTS and len(body) == length and hashlib.sha256(body).digest() == head[32:]
    return (UUID(bytes=head[4:20]), number, count, body) if sound else None
