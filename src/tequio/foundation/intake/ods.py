"""ODS, row by row, with its habit of saying a million blank rows in one element.

Source: OpenDocument 1.3 part 3, sections 9.1 (tables) and 19.385 (office:value-type).
"""

from collections.abc import Iterator

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.choose import chosen
from tequio.foundation.intake.grid import Grid, NumberedRow, Span
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.markup import elements, local
from tequio.foundation.intake.notices import Notices
from tequio.foundation.intake.odscells import CellReader
from tequio.foundation.intake.odstext import attribute, repeated
from tequio.foundation.intake.tidy import tidy

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"


def read_ods(archive: Archive, *, sheet: str | int | None, limits: Limits) -> Grid:
    """The cells of one sheet, read as they are asked for.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-215 entities, TQ-216 no such sheet; while
    rows are read, TQ-218 and TQ-219 for repetitions that pass the ceilings.
    """
    refuse_locked(archive)
    names = [attribute(table, "name") for table in _elements(archive) if _is_sheet(table)]
    place = chosen(names, sheet, file=archive.file)
    name = tidy(names[place])
    notices = Notices(archive.file, name)
    spans: list[Span] = []
    reader = CellReader(archive.file, spans, notices, limits)
    return Grid(archive.file, name, _rows(archive, place, reader, limits), spans, notices.problems)


def refuse_locked(archive: Archive) -> None:
    """Raises TequioError TQ-210 where the manifest says that the content is encrypted."""
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise TequioError("TQ-210", file=archive.file)


def _elements(archive: Archive) -> Iterator[etree._Element]:
    return elements(archive.chunks(CONTENT), "table-row", "table", file=archive.file, part=CONTENT)


def _is_sheet(element: etree._Element) -> bool:
    return local(element) == "table" and local(element.getparent()) == "spreadsheet"


def _rows(archive: Archive, place: int, reader: CellReader, limits: Limits) -> Iterator[NumberedRow]:
    at, number = 0, 1
    for element in _elements(archive):
        if _is_sheet(element):
            at += 1
        elif local(element) == "table-row" and at == place:
            times = repeated(element, "number-rows-repeated")
            values = reader.row(element, number)
            if any(values):
                yield from ((number + again, values) for again in range(min(times, limits.rows + 1)))
            number += times
