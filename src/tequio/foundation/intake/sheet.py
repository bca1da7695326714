"""A sheet as the rest of the house sees it: named columns, numbered rows, only text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tequio.foundation.errors import Problem
from tequio.foundation.intake.columns import BELOW, NumberedCells, find


class Row:
    """One row: its number as the person sees it in the spreadsheet, and its cells by column name.

    Cells lie in a tuple cut after the last one with content; the names are shared by the whole sheet.
    """

    __slots__ = ("_index", "_values", "number")

    def __init__(self, number: int, values: tuple[str, ...], index: Mapping[str, int]) -> None:
        self.number = number
        self._values = values
        self._index = index

    def __getitem__(self, column: str) -> str:
        return self.at(self._index[column])

    def at(self, position: int) -> str:
        """The cell at `position`, counted from 0."""
        return self._values[position] if position < len(self._values) else ""

    @property
    def filled(self) -> list[str]:
        """What stands in its cells, from left to right, without the empty ones."""
        return [value for value in self._values if value]

    @property
    def cells(self) -> dict[str, str]:
        return {name: self.at(position) for name, position in self._index.items()}

    @property
    def blank(self) -> bool:
        """Whether no cell is left with content once the values that mean blank are taken out."""
        return not any(self._values)

    def __repr__(self) -> str:
        return f"Row({self.number}, {len(self._values)} cells)"  # never the words


@dataclass(frozen=True)
class Sheet:
    """Columns and rows of one sheet of one file, with what was noticed while reading."""

    file: str
    sheet: str
    columns: list[str]
    rows: list[Row] = field(repr=False)
    problems: list[Problem] = field(default_factory=list)

    def column(self, wanted: str) -> str:
        """The name of the column that `wanted` means: exact, folded, last part, `#3`, or `=C`.

        Raises TequioError: TQ-221 where there is none, TQ-222 where several fit.
        """
        return find(wanted, self.columns, file=self.file, sheet=self.sheet, rows=self.first_rows())

    def first_rows(self) -> NumberedCells:
        """What may turn out to be the headings."""
        return ((row.number, row.filled) for row in self.rows[:BELOW])

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
