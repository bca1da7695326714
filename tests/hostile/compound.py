"""The smallest OLE compound file, and the smallest BIFF8 workbook to put into one.

Source: [MS-CFB] sections 2.2 (header), 2.3 (FAT), 2.6 (directory); [MS-XLS] sections 2.4.21 (BOF), 2.4.148 (Label).
"""

import struct

SECTOR = 512
MINI_CUTOFF = 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, padded past the size below which streams live elsewhere."""
    stream = stream.ljust(MINI_CUTOFF, b"\x00")
    stream += b"\x00" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    chain = [*range(1, count), END, END, FAT_SECTOR]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 0, len(stream))
    return _header(count) + stream + directory.ljust(SECTOR, b"\x00") + table


def _header(count: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<9I", 0, 1, count, 0, MINI_CUTOFF, END, 0, END, 0)
    return head + struct.pack("<109I", count + 1, *[FREE] * 108)


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    return (text.ljust(64, b"\x00") + struct.pack("<HBB3I", len(text), kind, 1, FREE, FREE, child) + b"\x00" * 36
            + struct.pack("<IQ", start, size))


def workbook_stream(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet whose cells are all labels."""
    name = "Hoja1"
    globals_end = _record(0x0A, b"")
    opening = _record(0x809, struct.pack("<4HII", 0x600, 5, 0, 0, 0, 6))
    place = len(opening) + 4 + 8 + len(name) + len(globals_end)
    listed = _record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name.encode("latin-1"))
    sheet = _record(0x809, struct.pack("<4HII", 0x600, 0x10, 0, 0, 0, 6))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet += _record(0x204, struct.pack("<4HB", at, column, 0, len(text), 0) + text.encode("latin-1"))
    return opening + listed + globals_end + sheet + _record(0x0A, b"")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
