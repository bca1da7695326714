"""Opus packets of an Ogg file, and an Ogg file of packets. Pure. Source: RFC 3533 (pages), RFC 7845 (Opus in Ogg)."""

from collections.abc import Sequence

MAGIC = b"OggS"
HEAD = 27
FIRST, LAST = 2, 4
# The same for every file: nothing tells two recordings of one phone from those of two.
SERIAL = 1
MOST_SEGMENTS = 255
# A packet that went on for ever, or packets of nothing without end, are what a file made to harm would bring.
LONGEST, MOST_PACKETS = 1 << 16, 1_000_000
NO_LABELS = b"OpusTags" + bytes(8)


def packets(data: bytes) -> tuple[bytes, list[bytes]]:
    """The identification header and the packets of sound; the comments between them are dropped unread.

    Raises ValueError for a second stream or a broken page; a page cut short at the end is left out.
    """
    found: list[bytes] = []
    rest, at, serial = b"", 0, data[14:18]
    while at + HEAD <= len(data):
        if data[at:at + 5] != MAGIC + b"\0" or data[at + 14:at + 18] != serial:
            raise ValueError("not one stream")
        sizes = data[at + HEAD:at + HEAD + data[at + 26]]
        body = at + HEAD + data[at + 26]
        if body + sum(sizes) > len(data):
            break
        for size in sizes:
            rest, body = rest + data[body:body + size], body + size
            if len(rest) > LONGEST or len(found) > MOST_PACKETS:
                raise ValueError("no sound")
            if size < 255:
                found.append(rest)
                rest = b""
        at = body
    if len(found) < 2 or not found[1].startswith(b"OpusTags"):
        raise ValueError("no headers")
    return found[0], found[2:]


def written(channels: int, skip: int, sound: Sequence[tuple[bytes, int]]) -> bytes:
    """A file of `sound`, pairs of packet and its samples at 48 kHz: one packet a page, headers without a label."""
    head = b"OpusHead\x01" + bytes([channels]) + skip.to_bytes(2, "little") + (48_000).to_bytes(4, "little") + bytes(3)
    pages, position = [_page(head, 0, 0, FIRST), _page(NO_LABELS, 0, 1, 0)], 0
    for number, (packet, samples) in enumerate(sound, start=2):
        position += samples
        pages.append(_page(packet, position, number, LAST if number == len(sound) + 1 else 0))
    return b"".join(pages)


def _page(packet: bytes, position: int, number: int, flags: int) -> bytes:
    segments = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    if len(segments) > MOST_SEGMENTS:
        raise ValueError("a packet longer than a page")
    before = (MAGIC + bytes([0, flags]) + position.to_bytes(8, "little") + SERIAL.to_bytes(4, "little")
              + number.to_bytes(4, "little"))
    after = bytes([len(segments)]) + segments + packet
    return before + _crc(before + bytes(4) + after).to_bytes(4, "little") + after


def _crc(page: bytes) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    return value


def _entry(byte: int) -> int:
    value = byte << 24
    for _ in range(8):
        value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


TABLE = [_entry(byte) for byte in range(256)]
