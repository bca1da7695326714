"""The lists and tables of a DOCX, which its plain text no longer shows: Word counts the items by itself.

Source: ECMA-376 part 1, sections 17.3.1.19 (numPr), 17.3.1.27 (pStyle), 17.4 (tables), 17.7 (styles).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tequio.foundation.intake import Archive
from tequio.foundation.intake.docx import MAIN, UNSPOKEN
from tequio.foundation.intake.markup import local, parse
from tequio.foundation.intake.prose import uniform
from tequio.foundation.language.folding import fold

STYLES = "word/styles.xml"
HEADINGS = ("heading", "titulo", "ttulo", "title", "encabezado", "subtitle")
LISTS = ("list", "lista", "prrafodelista", "parrafodelista")


@dataclass(frozen=True)
class Block:
    """One paragraph — an item of a list, a heading, or neither — or one row of a table."""

    kind: str  # 'item', 'heading', 'text' or 'row'
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.cells[0] if self.cells else ""


def blocks(archive: Archive) -> list[Block]:
    """The paragraphs and rows of a document in reading order; a blank paragraph parts two tables.

    Raises TequioError: TQ-209 damaged, TQ-215 entities.
    """
    styles = _styles(archive)
    body = parse(archive.read(MAIN), file=archive.file, part=MAIN)
    return list(_blocks(body, styles))


def _styles(archive: Archive) -> dict[str, str]:
    """Styles that make a heading or an item, by their identifier."""
    if STYLES not in archive:
        return {}
    root = parse(archive.read(STYLES), file=archive.file, part=STYLES)
    named = {_value(style, "styleId"): style for style in root.iter("{*}style")}
    return {key: kind for key, style in named.items() if (kind := _kind_of_style(key, style))}


def _kind_of_style(key: str, style: etree._Element) -> str:
    name = fold(next((_value(part, "val") for part in style if local(part) == "name"), key))
    if name.startswith(HEADINGS):
        return "heading"
    return "item" if name.startswith(LISTS) or _first(style, "numPr") is not None else ""


def _blocks(element: etree._Element, styles: dict[str, str]) -> Iterator[Block]:
    for child in element:
        name = local(child)
        if name == "p":
            yield Block(_kind(child, styles), (_text(child),))
        elif name == "tr":
            yield Block("row", tuple(_text(cell) for cell in child.iterchildren("{*}tc")))
        elif name not in UNSPOKEN:
            yield from _blocks(child, styles)


def _kind(paragraph: etree._Element, styles: dict[str, str]) -> str:
    about = next((part for part in paragraph if local(part) == "pPr"), None)
    if about is None:
        return "text"
    style = _first(about, "pStyle")
    named = "" if style is None else _value(style, "val")
    kind = styles.get(named, "heading" if fold(named).startswith(HEADINGS) else "")
    # A heading may be numbered, too: it stays a heading.
    return kind or ("item" if _first(about, "numPr") is not None else "text")


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


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter(f"{{*}}{name}"), None)


def _value(element: etree._Element, name: str) -> str:
    return str(next((value for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), ""))
