"""Opus packets of a WebM file. Pure.

Read as one run of elements: segments and clusters of a recorder have no known length, so that one steps into them and
passes over everything else by its length. Source: RFC 8794 (EBML), RFC 9559 (Matroska).
"""

MAGIC = b"\x1aE\xdf\xa3"
SEGMENT, CLUSTER, TRACKS, TRACK, GROUP = 0x18538067, 0x1F43B675, 0x1654AE6B, 0xAE, 0xA0
CODEC, PRIVATE, SIMPLE_BLOCK, BLOCK = 0x86, 0x63A2, 0xA3, 0xA1
# Those one steps into. The tags, attachments and chapters stand beside them and are passed over.
INSIDE = {SEGMENT, CLUSTER, TRACKS, TRACK, GROUP}
OPUS = b"A_OPUS"
LACING = 0x06


def packets(data: bytes) -> tuple[bytes, list[bytes]]:
    """The identification header of Opus and its packets; an element cut short at the end is left out.

    Raises ValueError for more than one track, another codec, laced blocks or broken elements.
    """
    head, found, tracks, at = b"", [], 0, 0
    while at < len(data):
        name, at = _name(data, at)
        length, at = _length(data, at)
        if name in INSIDE:
            tracks += name == TRACK
            continue
        if length is None:
            raise ValueError("an element without length")
        body, at = data[at:at + length], at + length
        if at > len(data):
            break
        if name == CODEC and body != OPUS:
            raise ValueError("not Opus")
        if name == PRIVATE:
            head = body
        if name in (SIMPLE_BLOCK, BLOCK):
            found.append(_packet(body))
    if tracks != 1:
        raise ValueError("not one track")
    return head, found


def _packet(block: bytes) -> bytes:
    """What stands behind track number, time (2 bytes) and flags (1)."""
    _, at = _length(block, 0)
    if block[at + 2] & LACING:
        raise ValueError("laced")
    return block[at + 3:]


def _name(data: bytes, at: int) -> tuple[int, int]:
    """An element's number with its marker, and where it ends."""
    width = 9 - data[at].bit_length()
    if width > 4:
        raise ValueError("no element")
    return int.from_bytes(data[at:at + width], "big"), at + width


def _length(data: bytes, at: int) -> tuple[int | None, int]:
    """A length, None where it is not known, and where it ends."""
    first = data[at]
    width = 9 - first.bit_length()
    if width > 8:
        raise ValueError("no length")
    value = int.from_bytes(data[at:at + width], "big") & (1 << 7 * width) - 1
    return (None if value == (1 << 7 * width) - 1 else value), at + width
