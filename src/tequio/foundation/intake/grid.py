"""What every spreadsheet format is read into before its headings are understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tequio.foundation.errors import Problem

NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Span:
    """A merged area, its rows and columns counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """Rows of tidy texts from column A on, each with its number in the spreadsheet.

    Rows may be read as they are asked for; `spans` and `problems` are whole once the last row was read.
    """

    file: str
    sheet: str
    rows: Iterable[NumberedRow]
    spans: Sequence[Span] | None = None  # None: the format does not say what is merged
    problems: list[Problem] = field(default_factory=list)
    # How many cells each row was written with, from row 1 on, where a row ends where its writer ended it.
    lengths: Sequence[int] | None = None
