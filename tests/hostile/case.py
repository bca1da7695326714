"""One hostile file: how it is written, how it is read, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK = "ok"

Writer = Callable[[Path], Path]


@dataclass(frozen=True)
class Case:
    """`write(folder)` makes the file and gives its path; reading it must end in `expected`, a code or `ok`."""

    name: str
    write: Writer
    expected: str
    reader: str  # sheet, text or archive
    options: dict[str, Any] = field(default_factory=dict)  # arguments of read_sheet
    wanted: str = ""  # a column that is then asked for
    notice: str = ""  # the code among the problems of a file that could be read
    inside: bool = False  # read with root = folder

    def yielded(self, folder: Path) -> tuple[str, Path, str]:
        """Name, path and expected code, once the file was written."""
        return self.name, self.write(folder), self.expected


CASES: list[Case] = []


def hostile(expected: str, *, reader: str = "sheet", options: dict[str, Any] | None = None, wanted: str = "",
            notice: str = "", inside: bool = False) -> Callable[[Writer], Writer]:
    """Enter a writer into the list under the name of its function."""

    def enter(write: Writer) -> Writer:
        CASES.append(Case(write.__name__, write, expected, reader, options or {}, wanted, notice, inside))
        return write

    return enter
