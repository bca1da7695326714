"""CSV, TSV and their relatives with semicolons and bars.

A row is a record: a cell with line breaks counts once and a blank line counts too, as in a spreadsheet on the screen.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.decoding import decode
from tequio.foundation.intake.door import Received
from tequio.foundation.intake.grid import Grid, NumberedRow
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.notices import Notices
from tequio.foundation.intake.records import too_much
from tequio.foundation.intake.tidy import Tidier

DELIMITERS = (",", ";", "\t", "|")
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
SAMPLE_ROWS = 200
SAMPLE_CHARACTERS = 400_000
SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own mark, which it does not show
# A last record that no file can hold, NUL being refused before: where it does not come out whole, a quote is open.
END = "\x00end"


def read_delimited(received: Received, *, delimiter: str | None, encoding: str | None, limits: Limits,
                   header_from: int | None = None) -> Grid:
    """The cells of a delimited text; titles above row `header_from` do not tell how it is cut.

    Raises TequioError: those of `decode`, TQ-220 a cell too long, TQ-227 an unknown delimiter, TQ-228 a quote that is
    never closed, TQ-229 a row with more cells than the others.
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise TequioError("TQ-227", file=received.name, value=delimiter)
    decoded = decode(received.data, file=received.name, encoding=encoding)
    notices = Notices(received.name)
    if decoded.mended:
        notices.add("TQ-233", count=decoded.mended)
    if decoded.mixed:
        notices.add("TQ-249", row=decoded.line, count=decoded.mixed, encoding=decoded.encoding)
    text = decoded.text
    if mark := SEPARATOR_LINE.match(text):
        text, delimiter = text[mark.end() :], delimiter or mark[1]
    rows = _records(text, delimiter or sniffed(_from(text, header_from)), received.name, notices, limits)
    return Grid(received.name, "", _even(rows, received.name, notices), None, notices.problems,
                [len(row) for row in rows])


def sniffed(text: str) -> str:
    """The delimiter among four that cuts the first rows into the most even number of cells, more than one."""
    sample = text[:SAMPLE_CHARACTERS]
    scores = {mark: _evenness(sample, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    if scores[best] > (0.0, 0):
        return best
    return next((mark for mark in reversed(DELIMITERS) if mark not in sample), "\t")


def _from(text: str, row: int | None) -> str:
    """What the delimiter is told by: the text from that row on, or all of it where there is nothing there."""
    lines = list(islice(_lines(text), (row or 1) - 1))
    return text[sum(map(len, lines)):].lstrip("\r\n") or text


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, one at a time: a StringIO would hold the text again at four bytes per character."""
    return (found[0] for found in LINE.finditer(text))


def _bearable(text: str, delimiter: str, file: str, limits: Limits) -> Iterator[str]:
    """Lines, unless one holds more delimiters than its cells and its text together could account for."""
    most = limits.columns + limits.characters
    for line in _lines(text):
        if len(line) > most and line.count(delimiter) > most:
            raise TequioError("TQ-219", file=file, limit=limits.columns)
        yield line


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(_lines(sample), delimiter=delimiter)
    try:
        rows = list(islice(reader, SAMPLE_ROWS))
    except csv.Error:
        return 0.0, 0
    counts = [len(row) for row in rows if any(row)] or [len(row) for row in rows if row]
    if not counts or counts[0] < 2:
        return 0.0, 0
    width, times = Counter(counts).most_common(1)[0]
    return (times / len(counts), width) if width > 1 else (0.0, 0)


def _records(text: str, delimiter: str, file: str, notices: Notices, limits: Limits) -> list[list[str]]:
    """Strictly; else with the backslashes of some databases; else forgiving a quote in the middle of a cell."""
    try:
        return _read(text, delimiter, file, limits, strict=True, escape=None)
    except csv.Error as error:
        place = error.args[-1] if isinstance(error.args[-1], int) else 0
    if '\\"' in text:
        try:
            return _read(text, delimiter, file, limits, strict=True, escape="\\")
        except csv.Error:
            pass
    records = _read(text, delimiter, file, limits, strict=False, escape=None)
    notices.add("TQ-240", row=place)
    return records


def _read(text: str, delimiter: str, file: str, limits: Limits, *, strict: bool,
          escape: str | None) -> list[list[str]]:
    """Every record, tidy.

    Raises csv.Error, with the number of the record as its last argument, for a quote where none may stand.
    """
    tidy = Tidier()
    lines = chain(_bearable(text, delimiter, file, limits), (END,))
    reader = csv.reader(lines, delimiter=delimiter, strict=strict, escapechar=escape)
    records: list[list[str]] = []
    cells = 0
    try:
        for record in reader:
            records.append([tidy(cell) for cell in record])
            cells += len(record)
            if len(records) > 2 * limits.rows + SAMPLE_ROWS or cells > 2 * limits.cells:
                raise too_much(file, limits)
    except csv.Error as error:
        raise _trouble(error, len(records) + 1, file, limits) from error
    if records.pop() != [tidy(END)]:
        raise TequioError("TQ-228", file=file, row=len(records) + 1)
    return records


def _trouble(error: csv.Error, row: int, file: str, limits: Limits) -> Exception:
    said = str(error)
    if "end of data" in said:
        return TequioError("TQ-228", file=file, row=row)
    if "field larger" in said:
        return TequioError("TQ-220", file=file, row=row, limit=limits.characters)
    return csv.Error(said, row)


def _even(rows: list[list[str]], file: str, notices: Notices) -> Iterator[NumberedRow]:
    """Number the rows; one with more filled cells than the others would put words under the wrong heading."""
    width = Counter(len(row) for row in rows[:SAMPLE_ROWS] if any(row)).most_common(1)
    usual = width[0][0] if width else 0
    for number, row in enumerate(rows, 1):
        if len(row) > usual and any(row[usual:]):
            raise TequioError("TQ-229", file=file, row=number, cells=len(row), usual=usual)
        if 0 < len(row) < usual and any(row):
            notices.add("TQ-234", row=number, cells=len(row), usual=usual)
        yield number, row
