"""Where the proposals stand: in the columns of a table, in the items of a list, or in lines that begin with a mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.columns import find, folded, folded_last_part
from tequio.listening.importers.docx_items import Block

TEXT, SECTION = "text", "section"
MARKED = re.compile(r"\s{0,80}+(?:\(?\d{1,3}(?:\.\d{1,3})*\s?[.)°º-]+-?|\(?[a-zA-Z]\)|[-–—•·*▪●○◦‣✓])\s{1,80}+(?=\S)")
HEADING = re.compile(r"\s*(?:#{1,6}\s+\S|(?:eje|tema|apartado|secci[oó]n|cap[ií]tulo|axis|section)\b.{0,100}$)",
                     re.IGNORECASE)

Columns = Mapping[str, Sequence[str]]
Rows = list[tuple[int, dict[str, str]]]  # position and cells by field


def in_columns(names: Sequence[str], columns: Columns, own: Columns, *, file: str) -> dict[str, list[str]]:
    """The columns of each field: those asked for, else the one that carries the field's own name.

    Raises TequioError TQ-221 and TQ-222 for a column that is asked for, and where none holds the proposals.
    """
    found = {field: [find(name, names, file=file, sheet="") for name in wanted] for field, wanted in columns.items()}
    for field, called in own.items():
        alike = [name for name in names if {folded(name), folded_last_part(name)} & set(map(folded, called))]
        if field not in columns and len(alike) == 1:
            found[field] = alike
    if not found.get(TEXT):
        found[TEXT] = [find(own[TEXT][0], names, file=file, sheet="")]
    return found


def row_of(cells: Mapping[str, str], named: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {field: "\n".join(cells[name] for name in names if cells[name]) for field, names in named.items()}


def in_blocks(blocks: Sequence[Block], columns: Columns, own: Columns, *, file: str) -> Rows:
    """The rows of the tables that have a column of proposals; in a document without such a table, the items."""
    rows: Rows = []
    numbered = list(enumerate(blocks, start=1))
    for is_row, table in groupby(numbered, key=lambda pair: pair[1].kind == "row"):
        if is_row:
            rows += _in_table(list(table), columns, own, file)
    return rows or list(_in_items(numbered))


def in_lines(content: str) -> Rows:
    """Lines that begin with a number, a letter or a bullet, each with the lines that go on with it."""
    rows: Rows = []
    section, going = "", False
    for number, line in enumerate(content.split("\n"), start=1):
        mark = MARKED.match(line)
        if mark:
            rows.append((number, {TEXT: line[mark.end():].strip(), SECTION: section}))
        elif HEADING.match(line):
            section = line.strip(" #:")
        elif going and line.strip():
            rows[-1][1][TEXT] += f" {line.strip()}"
        going = bool(mark) or (going and bool(line.strip()) and not HEADING.match(line))
    return rows


def _in_table(table: list[tuple[int, Block]], columns: Columns, own: Columns, file: str) -> Rows:
    at = next((at for at, (_, row) in enumerate(table) if not row.band and any(row.cells)), len(table) - 1)
    (_, head), body = table[at], table[at + 1:]
    names = [name or f"={place}" for place, name in enumerate(head.cells, start=1)]
    try:
        named = in_columns(names, columns, own, file=file)
    except TequioError:
        return []  # a table of something else: a calendar, a cover
    rows: Rows = []
    band = ""
    for number, row in body:
        if row.band:
            band = row.text
        elif row.said:
            cells = row_of(dict(zip(names, (*row.cells, *[""] * len(names)), strict=False)), named)
            rows.append((number, cells if cells.get(SECTION) or not band else cells | {SECTION: band}))
    return rows


def _in_items(numbered: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, dict[str, str]]]:
    section = ""
    for number, block in numbered:
        if (block.kind == "heading" and block.text) or (block.kind == "text" and HEADING.match(block.text)):
            section = block.text
        elif block.kind == "item" and block.text:
            yield number, {TEXT: block.text, SECTION: section}
        elif block.kind == "text" and (mark := MARKED.match(block.text)):
            yield number, {TEXT: block.text[mark.end():], SECTION: section}
