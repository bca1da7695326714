"""Looking for canaries in anything that was left: as text, UTF-16, hexadecimal, base64, inside packed files."""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# What every canary has in common, long enough that no ciphertext holds it by chance.
SONG = "chitl Zar"
STREAM = re.compile(rb"stream\r?\n")
MOST_INFLATED = 1 << 27


@dataclass
class Searched:
    """How much was looked through, and where something was found."""

    files: int = 0
    bytes: int = 0
    inflated: int = 0
    found: list[str] = field(default_factory=list)


def spellings(song: str = SONG) -> dict[str, bytes]:
    """The ways in which a program may write the same words."""
    plain = song.encode()
    made = {"utf-8": plain, "lower": song.lower().encode(), "upper": song.upper().encode(),
            "utf-16-le": song.encode("utf-16-le"), "utf-16-be": song.encode("utf-16-be"),
            "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode(), "url": song.replace(" ", "+").encode(),
            "percent": song.replace(" ", "%20").encode()}
    for shift in range(3):
        # The first and last letters of base64 depend on what stands around; those between do not.
        written = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
        inner = written[(8 * shift + 5) // 6:(8 * (shift + len(plain))) // 6]
        made[f"base64+{shift}"] = inner
        made[f"urlsafe64+{shift}"] = inner.replace(b"+", b"-").replace(b"/", b"_")
    return made


def search(places: Iterable[Path], *, but: Iterable[str] = ()) -> Searched:
    """Every file below `places`, and what is packed inside. What follows the song in `but` may stand there."""
    ways, seen = spellings(), Searched()
    allowed = [SONG[:-3].encode() + name.encode() for name in but]
    for place in places:
        for path in sorted([place] if place.is_file() else place.rglob("*")):
            if path.is_file() and not path.is_symlink():
                held = path.read_bytes()
                seen.files += 1
                seen.bytes += len(held)
                for part, content in (("", held), *_unpacked(held)):
                    seen.inflated += len(content) if part else 0
                    for name in allowed:
                        content = content.replace(name, b"")
                    seen.found += [f"{path.name}{part}: {way}" for way, written in ways.items() if written in content]
    return seen


def _unpacked(held: bytes) -> Iterator[tuple[str, bytes]]:
    if held[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            for name in packed.namelist():
                yield f"!{name}", packed.read(name)
    if held[:2] == b"\x1f\x8b":
        yield "!gzip", _inflated(held, 31)
    if held[:5] == b"%PDF-":
        for number, start in enumerate(STREAM.finditer(held)):
            yield f"!stream{number}", _inflated(held[start.end():], 15)


def _inflated(packed: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(packed, MOST_INFLATED)
    except zlib.error:
        return b""
