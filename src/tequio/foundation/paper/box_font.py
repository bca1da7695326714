"""The font of last resort: one empty box for every character, so that a PDF never loses a text it cannot draw.

PDF/UA-1 (ISO 14289-1, 7.21.8) forbids glyphs that stand for "missing". With this font at the end of every list a
rare script shows as boxes, is read aloud and copied as what it is, and the document still comes out. The tables are
those of the OpenType specification. There are 1,024 boxes, all alike, given out in turn: some viewers copy a text
glyph by glyph, and neighbours in one script must not share one.
`fonts/tequio-box/TequioBox.ttf` holds `box_font()`; a test keeps them equal.
"""

import struct

EM = 1000
WIDTH = 600
OUTER = (60, 0, 540, 700)
INNER = (110, 50, 490, 650)
BOXES = 1024
GLYPHS = BOXES + 1
SURROGATES = range(0xD800, 0xE000)
ARGUMENTS_ARE_OFFSETS = 0x0002
FAMILY = "Tequio Box"
LONG_AGO = 0xB1_00_00_00
CHECKSUM_TOTAL = 0xB1B0AFBA


def box_font() -> bytes:
    """The bytes of the font file."""
    glyphs = [_glyph(), _glyph(), *[_copy()] * (BOXES - 1)]
    offsets = [sum(map(len, glyphs[:place])) // 2 for place in range(GLYPHS + 1)]
    tables = {
        b"OS/2": _os2(), b"cmap": _cmap(), b"glyf": b"".join(glyphs), b"head": _head(), b"hhea": _hhea(),
        b"hmtx": struct.pack(">Hh", WIDTH, OUTER[0]) * GLYPHS,
        b"loca": struct.pack(f">{GLYPHS + 1}H", *offsets),
        b"maxp": struct.pack(">I14H", 0x00010000, GLYPHS, 8, 2, 8, 2, 1, 0, 0, 0, 0, 0, 0, 1, 1),
        b"name": _name(), b"post": struct.pack(">IiHhIIIII", 0x00030000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _file(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x00010000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _checksum(data), offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    whole = directory + body
    at = whole.index(tables[b"head"]) + 8
    return whole[:at] + struct.pack(">I", (CHECKSUM_TOTAL - _checksum(whole)) & 0xFFFFFFFF) + whole[at + 4:]


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _glyph() -> bytes:
    """Two nested rectangles, the inner one running the other way so that it is cut out."""
    left, low, right, high = OUTER
    a, b, c, d = INNER
    points = [(left, low), (left, high), (right, high), (right, low), (a, b), (c, b), (c, d), (a, d)]
    steps = [(x - px, y - py) for (x, y), (px, py) in zip(points, [(0, 0), *points], strict=False)]
    data = struct.pack(">5h3H", 2, *OUTER, 3, 7, 0) + bytes([1] * 8)
    data += struct.pack(">8h", *(x for x, _ in steps)) + struct.pack(">8h", *(y for _, y in steps))
    return data + bytes(-len(data) % 4)


def _copy() -> bytes:
    """A composite glyph that is the first box unchanged."""
    return struct.pack(">5h2H2b", -1, *OUTER, ARGUMENTS_ARE_OFFSETS, 1, 0, 0)


def _cmap() -> bytes:
    starts = [start for start in range(0, 0x110000, BOXES) if start not in SURROGATES]
    groups = b"".join(struct.pack(">III", start, start + BOXES - 1, 1) for start in starts)
    groups = struct.pack(">III", 0x21, BOXES - 1, 0x22) + groups[12:]
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(starts)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def _head() -> bytes:
    return struct.pack(">IIIIHHQQ4hHHhhh", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 3, EM, LONG_AGO, LONG_AGO,
                       *OUTER, 0, 8, 2, 0, 0)


def _hhea() -> bytes:
    return struct.pack(">I3hH11hH", 0x00010000, 800, -200, 0, WIDTH, OUTER[0], WIDTH - OUTER[2], OUTER[2], 1,
                       0, 0, 0, 0, 0, 0, 0, GLYPHS)


def _os2() -> bytes:
    start = struct.pack(">HhHHH", 4, WIDTH, 400, 5, 0)
    script_sizes = struct.pack(">10h", 650, 700, 0, 140, 650, 700, 0, 480, 50, 250)
    identity = struct.pack(">h10s4I4sH", 0, bytes(10), 1, 0, 0, 0, b"TQIO", 0x40)
    metrics = struct.pack(">HH3hHH2I", 0x21, 0xFFFF, 800, -200, 0, 800, 200, 1, 0)
    return start + script_sizes + identity + metrics + struct.pack(">hhHHH", 500, 700, 0, 32, 1)


def _name() -> bytes:
    names = {1: FAMILY, 2: "Regular", 4: FAMILY, 5: "Version 1.0", 6: FAMILY.replace(" ", "")}
    records, text = b"", b""
    for number, name in names.items():
        encoded = name.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(encoded), len(text))
        text += encoded
    return struct.pack(">3H", 0, len(names), 6 + len(records)) + records + text
