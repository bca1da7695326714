"""What every printer needs done before it starts: texts cleaned, headings settled, tables and figures numbered."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from tequio.foundation.errors import TequioError
from tequio.foundation.paper.drawing import drawing_size, safe_drawing
from tequio.foundation.paper.model import Block, Document, Figure, ItemList, PageBreak, Section, Table
from tequio.foundation.paper.text import clean, plain
from tequio.foundation.paper.words import word

ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
DEEPEST = 4
Part = TypeVar("Part")


def prepared(document: Document) -> Document:
    """The same document, ready for any printer.

    Raises TequioError TQ-801 (no title), TQ-802 (a row of another length than its table), TQ-803 (a figure without
    words), TQ-804 (a drawing that is unsafe), TQ-805 (an anchor that is malformed or stands twice), TQ-807 (a
    language without fixed words).
    """
    if document.language not in ("es", "en"):
        raise TequioError("TQ-807", value=document.language)
    document = _cleaned(document)
    if not document.title.strip():
        raise TequioError("TQ-801")
    return replace(document, blocks=_Settler().blocks(document.blocks, 0))


def headings(blocks: tuple[Block, ...]) -> Iterator[Section]:
    """Every section in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from headings(block.blocks)


def figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Every figure in reading order."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Section):
            yield from figures(block.blocks)


def with_figure_data(document: Document) -> Document:
    """A prepared document with the table twins of its figures in a last section, for paper."""
    name = word("data_of", document.language)
    twins = tuple(replace(figure.twin, caption=f"{name} {figure.number}. {figure.twin.caption}", number=0)
                  for figure in figures(document.blocks) if figure.twin)
    if not twins:
        return document
    return replace(document, blocks=(*document.blocks,
                                     Section(word("data", document.language), twins, 1, "figure-data")))


class _Settler:
    """One walk in reading order, with what it has counted so far."""

    def __init__(self) -> None:
        self.sections = self.tables = self.figures = 0
        self.taken: set[str] = {"figure-data", "contents"}

    def blocks(self, blocks: tuple[Block, ...], level: int) -> tuple[Block, ...]:
        """Settles blocks under a heading of `level`, none of them more than one level below what stands before it.

        A page break before an outermost section goes: every one of those starts a page already.
        """
        settled: list[Block] = []
        current = level
        for block in blocks:
            if isinstance(block, Section):
                if level == 0 and settled and isinstance(settled[-1], PageBreak):
                    settled.pop()
                block = self.section(block, min(max(block.level, level + 1), current + 1, DEEPEST))
                current = block.level
                settled.append(block)
            else:
                settled.append(self.other(block))
        return tuple(settled)

    def section(self, section: Section, level: int) -> Section:
        self.sections += 1
        if not plain(section.title).strip():
            raise TequioError("TQ-801")
        anchor = self.anchor(section.anchor or f"s{self.sections}")
        return replace(section, level=level, anchor=anchor, blocks=self.blocks(section.blocks, level))

    def other(self, block: Block) -> Block:
        if isinstance(block, Table):
            self.tables += 1
            return replace(self.checked(block), number=self.tables)
        if isinstance(block, Figure):
            return self.figure(block)
        if isinstance(block, ItemList):
            for item in block.items:
                if item.anchor:
                    self.anchor(item.anchor)
        return block

    def figure(self, figure: Figure) -> Figure:
        self.figures += 1
        if not figure.alt.strip():
            raise TequioError("TQ-803", number=self.figures)
        if figure.twin:
            self.checked(figure.twin)
        svg = safe_drawing(figure.svg, f"f{self.figures}-")
        drawing_size(svg)
        return replace(figure, number=self.figures, svg=svg)

    def anchor(self, anchor: str) -> str:
        if not ANCHOR.match(anchor) or anchor in self.taken:
            raise TequioError("TQ-805", value=anchor)
        self.taken.add(anchor)
        return anchor

    def checked(self, table: Table) -> Table:
        for number, row in enumerate(table.rows, 1):
            if len(row) != len(table.columns):
                raise TequioError("TQ-802", row=number, cells=len(row), columns=len(table.columns))
        return table


def _cleaned(part: Part) -> Part:
    if isinstance(part, str):
        return cast(Part, clean(part))
    if isinstance(part, tuple):
        return cast(Part, tuple(_cleaned(each) for each in part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: _cleaned(getattr(part, f.name)) for f in fields(part)})
    return part
