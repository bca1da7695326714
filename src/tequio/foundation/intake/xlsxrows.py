"""The rows of an XLSX sheet as they stream by: nothing of its XML is kept once it was understood.

Source: ECMA-376 part 1, sections 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.55 (mergeCell). Elements are known by their
local names, so that the transitional and the strict namespaces both do.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.grid import NumberedRow, Span
from tequio.foundation.intake.letters import position_of
from tequio.foundation.intake.limits import MB
from tequio.foundation.intake.xlsxcells import Cell, CellReader

LAST_ROW = 1_048_576
MOST_PENDING = 16 * MB  # of XML that has not become a row: no honest row is that long
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def stream_rows(chunks: Iterable[bytes], reader: CellReader, spans: list[Span], *, file: str,
                part: str) -> Iterator[NumberedRow]:
    """Each row that has cells, with its texts from column A on; merged areas are added to `spans` as they come.

    Raises TequioError: TQ-209 damaged, TQ-211 XML that never becomes a row, TQ-215 a document type.
    """
    sheet = _SheetXml(reader, spans, file)
    pending = 0
    try:
        for chunk in chunks:
            sheet.parser.Parse(chunk, False)
            pending = 0 if sheet.rows else pending + len(chunk)
            yield from sheet.rows
            sheet.rows.clear()
            if pending > MOST_PENDING:
                raise TequioError("TQ-211", file=file, value=part, limit=MOST_PENDING // MB)
        sheet.parser.Parse(b"", True)
        yield from sheet.rows
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise TequioError("TQ-209", file=file, value=part) from error


class _SheetXml:
    """Hears the XML of a sheet and gathers rows."""

    def __init__(self, reader: CellReader, spans: list[Span], file: str) -> None:
        self.rows: list[NumberedRow] = []
        self.parser = expat.ParserCreate()
        self._reader = reader
        self._spans = spans
        self._file = file
        self._number = 0
        self._values: list[str] = []
        self._cell: Cell | None = None
        self._place = 0
        self._heard: list[str] = []
        self._beside = False  # in the reading that stands beside an East Asian word
        self._opens: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._open_row, "c": self._open_cell, "f": self._open_formula, "rPh": self._open_beside,
            "mergeCell": self._merge}
        self._closes: dict[str, Callable[[], None]] = {
            "row": self._close_row, "c": self._close_cell, "v": self._close_value, "t": self._close_text,
            "rPh": self._close_beside}
        self._listen()

    def _listen(self) -> None:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._heard.append
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise TequioError("TQ-215", file=self._file)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._heard.clear()
        act = self._opens.get(name)
        if act is None and ":" in name:
            act = self._opens.get(name.rpartition(":")[2])
        if act is not None:
            act(attributes)

    def _close(self, name: str) -> None:
        act = self._closes.get(name)
        if act is None and ":" in name:
            act = self._closes.get(name.rpartition(":")[2])
        if act is not None:
            act()
        self._heard.clear()

    def _open_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else self._number + 1
        if (said and str(number) != said) or not self._number < number <= LAST_ROW:
            raise TequioError("TQ-209", file=self._file, value=f"row {said}")
        self._number, self._values, self._place = number, [], 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._place = self._reader.place(attributes.get("r"), self._place)
        self._cell = Cell(self._place, attributes.get("t", "n"), attributes.get("s", "0"))

    def _open_formula(self, _: dict[str, str]) -> None:
        if self._cell is not None:
            self._cell.formula = True

    def _open_beside(self, _: dict[str, str]) -> None:
        self._beside = True

    def _close_beside(self) -> None:
        self._beside = False

    def _close_value(self) -> None:
        if self._cell is not None:
            self._cell.said = "".join(self._heard)

    def _close_text(self) -> None:
        if self._cell is not None and not self._beside:
            self._cell.inline += "".join(self._heard)

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if text := self._reader.text(cell, self._number):
            self._values.extend([""] * (cell.place - len(self._values)))
            self._values[cell.place - 1] = text

    def _close_row(self) -> None:
        if self._values:
            self.rows.append((self._number, self._values))

    def _merge(self, attributes: dict[str, str]) -> None:
        if found := AREA.fullmatch(attributes.get("ref", "")):
            left, top, right, bottom = found.groups()
            self._spans.append(Span(int(top), position_of(left), int(bottom), position_of(right)))
