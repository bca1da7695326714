"""A small .sav, written byte by byte: writing one with pyreadstat would need pandas.

Source: PSPP developers' guide, «System File Format» (header, variables, value labels, encoding, uncompressed data).
"""

import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH = 40  # of every text, in bytes
NOT_SAID = -sys.float_info.max
NUMBER, TEXT = 0x050802, 0x010000 | WIDTH << 8  # print formats F8.2 and A40


@dataclass(frozen=True)
class Variable:
    name: str
    cells: Sequence[str | float | None]
    title: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)

    @property
    def text(self) -> bool:
        return isinstance(self.cells[0], str)

    @property
    def slots(self) -> int:
        """Of eight bytes each."""
        return WIDTH // 8 if self.text else 1


def write_sav(path: Path, variables: Sequence[Variable]) -> None:
    cases = list(zip(*(variable.cells for variable in variables), strict=True))
    size = sum(variable.slots for variable in variables)
    head = b"$FL2" + b"@(#) made up".ljust(60) + struct.pack("<5id", 2, size, 0, 0, len(cases), 100.0)
    head += b"04 Mar 26" + b"10:00:00" + b" " * 64 + b"\0" * 3
    encoding = struct.pack("<4i", 7, 20, 1, 5) + b"UTF-8"
    body = b"".join(_cell(cell) for case in cases for cell in case)
    path.write_bytes(head + b"".join(map(_declared, variables)) + _labelled(variables) + encoding
                     + struct.pack("<2i", 999, 0) + body)


def _declared(variable: Variable) -> bytes:
    shape = TEXT if variable.text else NUMBER
    title = variable.title.encode()
    said = struct.pack("<6i", 2, WIDTH if variable.text else 0, bool(title), 0, shape, shape)
    said += variable.name.upper().encode().ljust(8)
    if title:
        said += struct.pack("<i", len(title)) + title.ljust(-(-len(title) // 4) * 4)
    return said + (struct.pack("<6i", 2, -1, 0, 0, shape, shape) + b" " * 8) * (variable.slots - 1)


def _labelled(variables: Sequence[Variable]) -> bytes:
    said, place = b"", 1
    for variable in variables:
        if variable.labels:
            said += struct.pack("<2i", 3, len(variable.labels))
            for code, label in variable.labels.items():
                words = bytes([len(label)]) + label.encode()
                said += struct.pack("<d", code) + words.ljust(-(-len(words) // 8) * 8)
            said += struct.pack("<3i", 4, 1, place)
        place += variable.slots
    return said


def _cell(cell: str | float | None) -> bytes:
    if isinstance(cell, str):
        return cell.encode().ljust(WIDTH)
    return struct.pack("<d", NOT_SAID if cell is None else cell)
