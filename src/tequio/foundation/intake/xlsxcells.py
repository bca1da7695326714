"""One cell of an XLSX as text: words, numbers, dates, and what cannot be trusted.

Source: ECMA-376 part 1, section 18.3.1.4 (c). A formula is never computed: its kept result counts, or the cell is
reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.letters import letters, position_of
from tequio.foundation.intake.notices import Notices, error_name
from tequio.foundation.intake.tidy import REMEMBERED, Tidier, cell_text
from tequio.foundation.intake.xlsxdates import Dates

LAST_COLUMN = 16_384
DIGITS = "0123456789"


@dataclass(slots=True)
class Cell:
    """What the XML says of a cell, before it is understood."""

    place: int  # column, from 1
    kind: str  # n, s, str, inlineStr, b, e, d
    style: str
    said: str = ""  # its `v`
    formula: bool = False
    inline: str = ""  # the runs of its `is`


class CellReader:
    """Turns the cells of one sheet into texts."""

    def __init__(self, file: str, strings: Sequence[str], dates: Dates, notices: Notices) -> None:
        self._file = file
        self._strings = strings
        self._dates = dates
        self._notices = notices
        self._tidy = Tidier()
        self._places: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], str] = {}

    def place(self, reference: str | None, before: int) -> int:
        """The column that `B7` stands in; the next one where a cell does not say.

        Raises TequioError TQ-209 for a column outside of any spreadsheet.
        """
        if reference is None:
            place = before + 1
        else:
            column = reference.rstrip(DIGITS)
            place = self._places.get(column) or self._places.setdefault(column, position_of(column))
        if not 0 < place <= LAST_COLUMN:
            raise TequioError("TQ-209", file=self._file, value=reference or "")
        return place

    def text(self, cell: Cell, row: int) -> str:
        """Raises TequioError TQ-209 for a shared string that is not there."""
        if cell.kind == "s" and cell.said:
            return self._shared(cell.said)
        if cell.kind == "n" and cell.said:
            return self._number(cell.said, cell.style)
        if cell.inline:
            return self._tidy(unescaped(cell.inline))
        return self._rare(cell, row, letters(cell.place))

    def _rare(self, cell: Cell, row: int, column: str) -> str:
        if cell.kind == "e":
            self._notices.add("TQ-232", row=row, column=column, value=error_name(cell.said))
            return ""
        if cell.kind == "b" and cell.said:
            return "true" if cell.said.strip() == "1" else "false"
        if cell.formula and not cell.said and cell.kind != "str":
            self._notices.add("TQ-231", row=row, column=column)
        return self._tidy(unescaped(cell.said))

    def _shared(self, said: str) -> str:
        if not said.isascii() or not said.isdigit() or len(said) > 9 or int(said) >= len(self._strings):
            raise TequioError("TQ-209", file=self._file, value=f"s {said}")
        return self._strings[int(said)]

    def _number(self, said: str, style: str) -> str:
        text = self._numbers.get((said, style))
        if text is None:
            text = cell_text(self._valued(said, style))
            if len(self._numbers) < REMEMBERED:
                self._numbers[said, style] = text
        return text

    def _valued(self, said: str, style: str) -> object:
        try:
            return self._dates.value(float(said), style)
        except ValueError:
            return said


def unescaped(text: str) -> str:
    """Excel writes a carriage return as `_x000D_`; the line feed beside it is enough."""
    return text.replace("_x000D_", "") if "_x000D_" in text else text
