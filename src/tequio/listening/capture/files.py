"""A file of sealed letters that somebody carried from a phone by hand. Pure.

Layout: `NOTAS` and version (6 bytes), then for each letter: name of the phone (8) ‖ item (16) ‖ length (4,
big-endian) ‖ letter. The file is sealed already; cutting or changing it can only lose letters, never open one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from tequio.foundation.errors import TequioError

MAGIC = b"NOTAS\x01"
NAME, ITEM, LENGTH = 8, 16, 4
HEAD = NAME + ITEM + LENGTH


@dataclass(frozen=True)
class Carried:
    """One letter of a file; `phone` as `slips.name_of` gives it. `whole` is False where the file breaks off."""

    phone: str
    item: UUID
    letter: bytes
    whole: bool = True


def letters(data: bytes) -> Iterator[Carried]:
    """Every letter in the file; a last one cut short comes with `whole=False`. Raises TQ-411 for another file."""
    if not data.startswith(MAGIC):
        raise TequioError("TQ-411")
    at = len(MAGIC)
    while at < len(data):
        head = data[at:at + HEAD].ljust(HEAD, b"\0")
        length = int.from_bytes(head[-LENGTH:], "big")
        letter = data[at + HEAD:at + HEAD + length]
        yield Carried(head[:NAME].hex(), UUID(bytes=head[NAME:NAME + ITEM]), letter,
                      whole=len(data) >= at + HEAD and len(letter) == length)
        at += HEAD + length


def file_of(carried: Iterable[Carried]) -> bytes:
    """The file as a phone writes it."""
    return MAGIC + b"".join(
        bytes.fromhex(one.phone) + one.item.bytes + len(one.letter).to_bytes(LENGTH, "big") + one.letter
        for one in carried)
