"""The cells of one row of an XLSX: text, numbers, dates, and what cannot be trusted.

Source: ECMA-376 part 1, section 18.3.1.4 (c). A formula is never computed: its kept result counts, or the cell is
reported.
"""

from collections.abc import Sequence

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.letters import letters, position_of
from tequio.foundation.intake.markup import local
from tequio.foundation.intake.notices import Notices
from tequio.foundation.intake.tidy import REMEMBERED, Tidier, cell_text
from tequio.foundation.intake.xlsxdates import Dates

LAST_COLUMN = 16_384
DIGITS = "0123456789"


class CellReader:
    """Turns `row` elements of one sheet into lists of texts."""

    def __init__(self, file: str, strings: Sequence[str], dates: Dates, notices: Notices) -> None:
        self._file = file
        self._strings = strings
        self._dates = dates
        self._notices = notices
        self._tidy = Tidier()
        self._places: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], str] = {}

    def row(self, item: etree._Element, number: int) -> list[str]:
        """The texts of a row from column A on.

        Raises TequioError TQ-209 for a cell outside of any spreadsheet.
        """
        values: list[str] = []
        place = 0
        for cell in item:
            if local(cell) != "c":
                continue
            place = self._place(cell.get("r"), place)
            if len(cell) and (text := self._text(cell, number, place)):
                values.extend([""] * (place - len(values)))
                values[place - 1] = text
        return values

    def _place(self, reference: str | None, before: int) -> int:
        if reference is None:
            place = before + 1
        else:
            column = reference.rstrip(DIGITS)
            place = self._places.get(column) or self._places.setdefault(column, position_of(column))
        if not 0 < place <= LAST_COLUMN:
            raise TequioError("TQ-209", file=self._file, value=reference or "")
        return place

    def _text(self, cell: etree._Element, row: int, place: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return self._tidy(rich_text(cell))
        said, formula = _content(cell)
        if kind == "s":
            return self._shared(said)
        if kind == "n" and said:
            return self._number(said, cell.get("s", "0"))
        return self._rare(kind, said, formula, row, letters(place))

    def _rare(self, kind: str, said: str, formula: bool, row: int, column: str) -> str:
        if kind == "e":
            self._notices.add("TQ-232", row=row, column=column, value=said)
            return ""
        if kind == "b" and said:
            return "true" if said.strip() == "1" else "false"
        if formula and not said and kind != "str":
            self._notices.add("TQ-231", row=row, column=column)
        return self._tidy(unescaped(said))

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


def _content(cell: etree._Element) -> tuple[str, bool]:
    """What `v` says and whether there is a formula beside it."""
    said, formula = "", False
    for child in cell:
        name = local(child)
        if name == "v":
            said = child.text or ""
        elif name == "f":
            formula = True
    return said, formula


def rich_text(item: etree._Element) -> str:
    """The text of a rich string, without the readings (`rPh`) that stand beside East Asian words."""
    parts = [part.text or "" for part in item.iter("{*}t") if local(part.getparent()) != "rPh"]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Excel writes a carriage return as `_x000D_`; the line feed beside it is enough."""
    return text.replace("_x000D_", "") if "_x000D_" in text else text
