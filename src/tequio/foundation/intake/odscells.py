"""The cells of one row of an ODS."""

import datetime as dt
import re

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.grid import Span
from tequio.foundation.intake.letters import letters
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.markup import local
from tequio.foundation.intake.notices import Notices, error_name
from tequio.foundation.intake.odstext import CELLS, attribute, paragraphs, repeated
from tequio.foundation.intake.tidy import Tidier

NUMBERS = frozenset({"float", "percentage", "currency"})
DURATION = re.compile(r"P(?:(\d{1,6})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:\.\d+)?S)?")


class CellReader:
    """Turns `table-row` elements of one sheet into lists of texts, and collects the merged areas."""

    def __init__(self, file: str, spans: list[Span], notices: Notices, limits: Limits) -> None:
        self._file = file
        self._spans = spans
        self._notices = notices
        self._limits = limits
        self._tidy = Tidier()

    def row(self, item: etree._Element, number: int) -> list[str]:
        """The texts of a row from column A on.

        Raises TequioError TQ-219 for a cell beyond the ceiling.
        """
        values: list[str] = []
        place = 0
        for cell in item:
            if local(cell) not in CELLS:
                continue
            times = repeated(cell, "number-columns-repeated")
            if text := self._text(cell, number, place + 1):
                self._room(place + times, number)
                values.extend([""] * (place - len(values)))
                values.extend([text] * times)
                self._merged(cell, number, place + 1)
            place += times
        return values

    def _room(self, width: int, row: int) -> None:
        if width > self._limits.columns:
            raise TequioError("TQ-219", file=self._file, row=row, limit=self._limits.columns)

    def _merged(self, cell: etree._Element, row: int, place: int) -> None:
        down, right = repeated(cell, "number-rows-spanned"), repeated(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            self._spans.append(Span(row, place, row + down - 1, place + right - 1))

    def _text(self, cell: etree._Element, row: int, place: int) -> str:
        if local(cell) == "covered-table-cell" or not (cell.attrib or len(cell)):
            return ""
        shown = "\n".join(paragraphs(cell))
        formula = bool(attribute(cell, "formula"))
        if "error" in _kinds(cell) or (formula and error_name(shown)):
            self._notices.add("TQ-232", row=row, column=letters(place), value=error_name(shown))
            return ""
        text = self._tidy(_value(cell, shown))
        if formula and not text and not _kinds(cell):
            self._notices.add("TQ-231", row=row, column=letters(place))
        return text


def _kinds(cell: etree._Element) -> list[str]:
    """`value-type` in the office namespace and in LibreOffice's own, which alone knows errors."""
    return [str(value) for key, value in cell.attrib.items() if key.endswith("}value-type")]


def _value(cell: etree._Element, shown: str) -> object:
    kind = next((kind for kind in _kinds(cell)), "string")
    if kind in NUMBERS:
        return _number(attribute(cell, "value"))
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    if kind == "date":
        return attribute(cell, "date-value").removesuffix("T00:00:00")
    if kind == "time":
        return _duration(attribute(cell, "time-value"))
    return shown or attribute(cell, "string-value")


def _number(said: str) -> object:
    try:
        return float(said)
    except ValueError:
        return said


def _duration(said: str) -> object:
    found = DURATION.fullmatch(said)
    if found is None:
        return said
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
