"""Opus packets out of whatever a browser wrapped them in, and into a file that holds nothing else. Pure.

Titles, days, names of devices and programs, pictures: whatever a container can carry beside sound is not read at all.
Only the packets go on, with the number of channels. Source: RFC 6716, section 3 (packets), RFC 7845 (Ogg).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.errors import TequioError
from tequio.listening.capture.sound import ogg, webm

RATE = 48_000
HEAVIEST, LONGEST_SECONDS = 32 * 1024 * 1024, 3 * 3600
MOST_PACKET = 1275 * 48 + 2
# Samples at 48 kHz per frame: sizes of SILK (10 to 60 ms), of hybrid (10, 20 ms), of CELT (2.5 to 20 ms).
SILK, HYBRID, CELT = (480, 960, 1920, 2880), (480, 960), (120, 240, 480, 960)
LONGEST_PACKET = 5760


@dataclass(frozen=True)
class Clean:
    """An Ogg Opus file without a label."""

    data: bytes
    seconds: int


@dataclass(frozen=True)
class Packets:
    """Opus packets in their order, for one or two channels."""

    channels: int
    skip: int
    packets: Sequence[bytes]


def cleaned(data: bytes) -> Clean:
    """The sound in `data` (WebM or Ogg with Opus), in a fresh Ogg.

    A last packet that was cut short is left out. Raises TQ-414 for another format or a damaged file, TQ-416 when it is
    too heavy or too long.
    """
    if len(data) > HEAVIEST:
        raise too_long()
    found = _packets(data)
    lengths = [samples(packet) for packet in found.packets]
    if not lengths:
        raise TequioError("TQ-414")
    seconds = -(-sum(lengths) // RATE)
    if seconds > LONGEST_SECONDS:
        raise too_long()
    return Clean(ogg.written(found.channels, found.skip, list(zip(found.packets, lengths, strict=True))), seconds)


def too_long() -> TequioError:
    return TequioError("TQ-416", most=HEAVIEST // (1024 * 1024), hours=LONGEST_SECONDS // 3600)


def _packets(data: bytes) -> Packets:
    """Raises TQ-414."""
    try:
        if data.startswith(webm.MAGIC):
            head, packets = webm.packets(data)
        elif data.startswith(ogg.MAGIC):
            head, packets = ogg.packets(data)
        else:
            raise ValueError
    except (ValueError, IndexError) as fault:
        raise TequioError("TQ-414") from fault
    return Packets(*_head(head), packets)


def _head(head: bytes) -> tuple[int, int]:
    """Channels and pre-skip of an identification header (RFC 7845, section 5.1). Raises TQ-414 for surround sound."""
    if len(head) < 19 or not head.startswith(b"OpusHead") or head[8] >> 4 or head[9] not in (1, 2) or head[18]:
        raise TequioError("TQ-414")
    return head[9], int.from_bytes(head[10:12], "little")


def samples(packet: bytes) -> int:
    """How long a packet lasts, at 48 kHz (RFC 6716, section 3.1). Raises TQ-414 for what is no packet."""
    if not packet or len(packet) > MOST_PACKET:
        raise TequioError("TQ-414")
    configuration, code = packet[0] >> 3, packet[0] & 3
    if configuration < 12:
        frame = SILK[configuration % 4]
    elif configuration < 16:
        frame = HYBRID[configuration % 2]
    else:
        frame = CELT[configuration % 4]
    frames = (1, 2, 2, packet[1] & 63 if code == 3 and len(packet) > 1 else 0)[code]
    if not 0 < frame * frames <= LONGEST_PACKET:
        raise TequioError("TQ-414")
    return frame * frames
