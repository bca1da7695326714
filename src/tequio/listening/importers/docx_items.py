"""The lists and tables of a DOCX, which its plain text no longer shows: Word counts the items by itself.

Source: ECMA-376 part 1, sections 17.4 (tables), 17.4.17 (gridSpan), 17.4.84 (vMerge).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tequio.foundation.intake import Archive
from tequio.foundation.intake.docx import MAIN, UNSPOKEN, row_of
from tequio.foundation.intake.docxstyles import first, kind_of, styles_of, value
from tequio.foundation.intake.markup import local, parse
from tequio.foundation.intake.prose import uniform

MOST_COLUMNS = 200  # that one cell may claim to span



@dataclass(frozen=True)
class Block:
    """One paragraph — an item of a list, a heading, or neither — or one row of a table."""

    kind: str  # 'item', 'heading', 'text' or 'row'
    cells: tuple[str, ...]
    band: bool = False  # one cell over the whole width of its table: what stands below belongs to it
    said: bool = True  # whether any cell says something that is not merged down from above

    @property
    def text(self) -> str:
        return self.cells[0] if self.cells else ""


def blocks(archive: Archive) -> list[Block]:
    """The paragraphs and rows of a document in reading order; a blank paragraph parts two tables.

    Raises TequioError: TQ-209 damaged, TQ-215 entities.
    """
    styles = styles_of(archive)
    body = parse(archive.read(MAIN), file=archive.file, part=MAIN)
    return list(_blocks(body, styles))


def _blocks(element: etree._Element, styles: dict[str, str]) -> Iterator[Block]:
    for child in element:
        name = local(child)
        if name == "p":
            yield Block(kind_of(child, styles), (_text(child),))
        elif name == "tbl":
            yield from _rows(child)
        elif name not in UNSPOKEN:
            yield from _blocks(child, styles)


def _rows(table: etree._Element) -> Iterator[Block]:
    """The rows of a table with each cell in its column; a cell merged downwards says the same of each of its rows."""
    above: dict[int, str] = {}
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl")) is not table:
            continue  # of a table inside a cell
        cells: list[str] = [""] * _skipped(row)
        said = False
        spans = []
        for cell in (cell for cell in row.iter("{*}tc") if row_of(cell) is row):
            column, text = len(cells), _text(cell)
            merge = first(cell, "vMerge")
            said = said or bool(text)
            if merge is None:
                above.pop(column, None)
            elif value(merge, "val") == "restart":
                above[column] = text
            spans.append(_number(cell, "gridSpan"))
            cells += [text or (above.get(column, "") if merge is not None else ""), *[""] * (spans[-1] - 1)]
        yield Block("row", tuple(cells), band=len(spans) == 1 and spans[0] > 1, said=said)


def _skipped(row: etree._Element) -> int:
    """Columns that a row leaves free before its first cell."""
    about = next((part for part in row if local(part) == "trPr"), None)
    return _number(about, "gridBefore") if about is not None and first(about, "gridBefore") is not None else 0


def _number(element: etree._Element, name: str) -> int:
    """How many columns `gridSpan` or `gridBefore` says; 1 where it is not there."""
    found = first(element, name)
    said = value(found, "val") if found is not None else ""
    return min(max(int(said), 1), MOST_COLUMNS) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    _gather(element, pieces)
    return " ".join(uniform("".join(pieces)).split())


def _gather(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in ("tab", "br", "cr"):
            pieces.append(" ")
        elif name not in UNSPOKEN and not _hidden(child):
            _gather(child, pieces)
            pieces.append(" " if name == "p" else "")


def _hidden(run: etree._Element) -> bool:
    return any(local(mark) == "vanish" for part in run if local(part) == "rPr" for mark in part)
