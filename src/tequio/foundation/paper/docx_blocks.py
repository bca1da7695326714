"""Each block of a document as paragraphs, tables and pictures of Word."""

import io
from collections.abc import Iterable
from functools import singledispatch

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tequio.foundation.paper import docx_parts as parts
from tequio.foundation.paper.charts.palette import GREEN, INDIGO, INK, OCHRE, TERRACOTTA
from tequio.foundation.paper.drawing import drawing_size
from tequio.foundation.paper.model import (
    Block,
    Callout,
    Contents,
    Document,
    Figure,
    ItemList,
    PageBreak,
    Paragraph,
    Points,
    ProposalItem,
    Quote,
    Run,
    Section,
    Table,
    Text,
    Trail,
)
from tequio.foundation.paper.prepare import headings
from tequio.foundation.paper.text import plain, runs
from tequio.foundation.paper.typesetting import png
from tequio.foundation.paper.words import word as fixed

TEXT_WIDTH = Cm(15.19)
WIDEST, TALLEST = 400.0, 520.0
CALLOUT_COLOURS = {"gap": OCHRE, "silence": INDIGO, "difference": TERRACOTTA, "refused": INK, "note": GREEN}


def printed(blocks: Iterable[Block], word: WordDocument, document: Document) -> None:
    """Appends the blocks one after the other."""
    for block in blocks:
        _block(block, word, document)


def _line(word: WordDocument, text: Text, style: str) -> WordParagraph:
    return _written(parts.styled(word.add_paragraph(), style), text)


def _written(paragraph: WordParagraph, text: Text) -> WordParagraph:
    for run in runs(text):
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.strong or None, run.emphasis or None
    return paragraph


def _labelled(word: WordDocument, label: str, text: str, style: str) -> WordParagraph:
    return _line(word, (Run(label, strong=True), Run(text)), style)


@singledispatch
def _block(block: Block, word: WordDocument, document: Document) -> None:
    raise TypeError(f"no way to print {type(block).__name__}")


@_block.register
def _section(section: Section, word: WordDocument, document: Document) -> None:
    heading = _line(word, section.title, f"Heading {section.level}")
    parts.bookmark(heading, section.anchor, len(word.element.body))
    printed(section.blocks, word, document)


@_block.register
def _paragraph(paragraph: Paragraph, word: WordDocument, document: Document) -> None:
    _line(word, paragraph.text, "Lead" if paragraph.lead else "Normal")


@_block.register
def _points(points: Points, word: WordDocument, document: Document) -> None:
    for point in points.points:
        _line(word, point, "List Number" if points.ordered else "List Bullet")


@_block.register
def _quote(quote: Quote, word: WordDocument, document: Document) -> None:
    _line(word, quote.text, "Quote").paragraph_format.keep_with_next = bool(quote.attribution)
    if quote.attribution:
        _line(word, f"– {quote.attribution}", "Quote source")


@_block.register
def _item_list(item_list: ItemList, word: WordDocument, document: Document) -> None:
    for item in item_list.items:
        _item(item, word, document)


def _item(item: ProposalItem, word: WordDocument, document: Document) -> None:
    lines = [_line(word, (Run(f"{item.number}\t", strong=True), *runs(item.text)), "Proposal")]
    lines[0].paragraph_format.tab_stops.add_tab_stop(Cm(1.2))
    if item.anchor:
        parts.bookmark(lines[0], item.anchor, len(word.element.body))
    facts = {"bodies": " · ".join(item.bodies), "priority": item.priority, "trail": item.trail}
    lines.extend(_labelled(word, f"{fixed(key, document.language)}: ", value, "Proposal detail")
                 for key, value in facts.items() if value)
    lines.extend(_line(word, note, "Proposal detail") for note in item.notes)
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


@_block.register
def _table(table: Table, word: WordDocument, document: Document) -> None:
    label = f"{fixed('table', document.language)} {table.number}. " if table.number else ""
    _labelled(word, label, table.caption, "Caption")
    grid = word.add_table(len(table.rows) + 1, len(table.columns))
    grid.autofit = False
    parts.ruled(grid)
    parts.heading_row(grid)
    _fill(grid, table)
    for note in table.notes:
        _line(word, note, "Small note")


def _fill(grid: WordTable, table: Table) -> None:
    weights = sum(column.weight for column in table.columns)
    widths = [Length(int(TEXT_WIDTH * column.weight / weights)) for column in table.columns]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    head = tuple(column.title for column in table.columns)
    for height, (row, texts) in enumerate(zip(grid.rows, (head, *table.rows), strict=True)):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[place]
            strong = height == 0 or (place == 0 and table.row_titles)
            _cell(cell, text, strong=strong, right=table.columns[place].align == "number")


def _cell(cell: _Cell, text: str, *, strong: bool, right: bool) -> None:
    paragraph = parts.styled(cell.paragraphs[0], "Table heading" if strong else "Table cell")
    paragraph.add_run(text)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


@_block.register
def _figure(figure: Figure, word: WordDocument, document: Document) -> None:
    width, height = drawing_size(figure.svg)
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    wide = Pt(min(1, WIDEST / width, TALLEST / height) * width)
    picture = paragraph.add_run().add_picture(io.BytesIO(png(figure.svg)), width=wide)
    parts.alternative_text(picture, figure.alt, figure.number)
    label = f"{fixed('figure', document.language)} {figure.number}. "
    _labelled(word, label, figure.caption, "Caption").paragraph_format.keep_with_next = False
    for note in figure.notes:
        _line(word, note, "Small note")


@_block.register
def _callout(callout: Callout, word: WordDocument, document: Document) -> None:
    kind = fixed(callout.kind, document.language)
    lines = [_line(word, f"{kind} · {callout.title}" if callout.title else kind, "Callout kind")]
    if plain(callout.text):
        lines.append(_line(word, callout.text, "Callout"))
    lines.extend(_line(word, (*runs("• "), *runs(point)), "Callout") for point in callout.points)
    for line in lines:
        parts.side_rule(line, CALLOUT_COLOURS[callout.kind])


@_block.register
def _trail(trail: Trail, word: WordDocument, document: Document) -> None:
    parts.side_rule(_line(word, fixed("chain", document.language), "Callout kind"), GREEN)
    for step in trail.steps:
        words = f"{step.noun} – {step.detail}" if step.detail else step.noun
        parts.side_rule(_labelled(word, f"{step.count} ", words, "Trail step"), GREEN)
    if plain(trail.text):
        _line(word, trail.text, "Callout")


@_block.register
def _page_break(page_break: PageBreak, word: WordDocument, document: Document) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


@_block.register
def _contents(contents: Contents, word: WordDocument, document: Document) -> None:
    _line(word, fixed("contents", document.language), "Contents heading")
    for section in headings(document.blocks):
        if section.level <= contents.depth:
            line = parts.styled(word.add_paragraph(), "Contents line")
            line.paragraph_format.left_indent = Cm(0.8 * (section.level - 1))
            parts.inner_link(line, plain(section.title), section.anchor)
