"""XLSX, row by row, without ever building more than one row of its XML.

Source: ECMA-376 part 1, sections 18.2 (workbook), 18.3 (worksheets), 18.4 (shared strings); both the transitional
and the strict namespaces, because elements are known by their local names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.choose import chosen
from tequio.foundation.intake.grid import Grid, NumberedRow, Span
from tequio.foundation.intake.letters import position_of
from tequio.foundation.intake.markup import elements, local, parse
from tequio.foundation.intake.notices import Notices
from tequio.foundation.intake.tidy import tidy
from tequio.foundation.intake.xlsxcells import CellReader, rich_text
from tequio.foundation.intake.xlsxdates import Dates, date_styles

LAST_ROW = 1_048_576
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True)
class Book:
    """The parts of one workbook that its sheets refer to."""

    archive: Archive
    strings: list[str]
    dates: Dates


def read_xlsx(archive: Archive, *, sheet: str | int | None) -> Grid:
    """The raw cells of one sheet, read as they are asked for.

    Raises TequioError: TQ-209 damaged, TQ-215 entities, TQ-216 no such sheet.
    """
    main = _main_part(archive)
    root = parse(archive.read(main), file=archive.file, part=main)
    relations = _relations(archive, main)
    listed = [(item.get("name", ""), path) for item in root.iter("{*}sheet")
              if (path := _target(item, relations)) in archive]
    name, path = listed[chosen([name for name, _ in listed], sheet, file=archive.file)]
    book = Book(archive, _strings(archive, relations), date_styles(archive, root, relations))
    notices = Notices(archive.file, name)
    spans: list[Span] = []
    return Grid(archive.file, name, _rows(book, path, spans, notices), spans, notices.problems)


def _main_part(archive: Archive) -> str:
    for target, kind in _relations(archive, "").values():
        if kind == "officeDocument" and target in archive:
            return target
    raise TequioError("TQ-209", file=archive.file)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → path of the part it leads to, last word of its type. External links are left out."""
    folder, _, name = part.rpartition("/")
    path = join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    root = parse(archive.read(path), file=archive.file, part=path)
    return {
        item.get("Id", ""): (normpath(join("/", folder, item.get("Target", ""))).lstrip("/"),
                             item.get("Type", "").rpartition("/")[2])
        for item in root.iter("{*}Relationship") if item.get("TargetMode") != "External"
    }


def _target(item: etree._Element, relations: dict[str, tuple[str, str]]) -> str:
    """The part of a sheet that holds cells; '' for chart sheets and the like."""
    relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
    path, kind = relations.get(relation, ("", ""))
    return path if kind == "worksheet" else ""


def _strings(archive: Archive, relations: dict[str, tuple[str, str]]) -> list[str]:
    path = next((target for target, kind in relations.values() if kind == "sharedStrings"), "")
    if path not in archive:
        return []
    return [tidy(rich_text(item)) for item in elements(archive.chunks(path), "si", file=archive.file, part=path)]


def _rows(book: Book, path: str, spans: list[Span], notices: Notices) -> Iterator[NumberedRow]:
    """Every row with its cells in their places; the merged areas stand at the end of the part and fill `spans`."""
    file, number = book.archive.file, 0
    reader = CellReader(file, book.strings, book.dates, notices)
    for item in elements(book.archive.chunks(path), "row", "mergeCell", file=file, part=path):
        if local(item) == "mergeCell":
            spans.extend(_span(item.get("ref", "")))
            continue
        number = _row_number(item, number, file)
        yield number, reader.row(item, number)


def _row_number(item: etree._Element, before: int, file: str) -> int:
    said = item.get("r", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else before + 1
    if (said and str(number) != said) or not 0 < number <= LAST_ROW:
        raise TequioError("TQ-209", file=file, value=f"row {said}")
    return number


def _span(reference: str) -> Iterator[Span]:
    if found := AREA.fullmatch(reference):
        left, top, right, bottom = found.groups()
        yield Span(int(top), position_of(left), int(bottom), position_of(right))
