"""The words of a DOCX in reading order: paragraphs and tables; no comments, no deletions, no author.

Source: ECMA-376 part 1, sections 17.3 (paragraphs and runs), 17.4 (tables), 17.13.5 (revisions).
"""

from collections.abc import Iterator

from lxml import etree

from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.docxstyles import kind_of, styles_of
from tequio.foundation.intake.markup import local, parse

MAIN = "word/document.xml"
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# `Fallback` repeats in an older form what stands before it; `del` and `moveFrom` were taken back by the author.
UNSPOKEN = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr"})


def read_docx(archive: Archive) -> str:
    """One line per paragraph and per row of a table, its cells parted by tabs; headings are marked with `#`.

    Raises TequioError: TQ-209 damaged, TQ-215 entities.
    """
    return "\n".join(_lines(parse(archive.read(MAIN), file=archive.file, part=MAIN), styles_of(archive)))


def _lines(element: etree._Element, styles: dict[str, str]) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "p":
            words = "".join(_pieces(child))
            yield f"# {words}" if words.strip() and kind_of(child, styles) == "heading" else words
        elif name == "tr":
            yield "\t".join(" ".join(_lines(cell, {})) for cell in child.iter("{*}tc") if row_of(cell) is child)
        elif name not in UNSPOKEN:
            yield from _lines(child, styles)


def row_of(cell: etree._Element) -> etree._Element | None:
    """The row that a cell stands in."""
    return next((parent for parent in cell.iterancestors() if local(parent) == "tr"), None)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "p":  # of a text box, which hangs inside a run
            yield "\n" + "".join(_pieces(child))
        elif name not in UNSPOKEN and not _hidden(child):
            yield from _pieces(child)


def _hidden(run: etree._Element) -> bool:
    return any(local(mark) == "vanish" for part in run if local(part) == "rPr" for mark in part)
