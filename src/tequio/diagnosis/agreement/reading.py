"""A table of answers from a file: rows checked one by one, each fault named with its row and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tequio.diagnosis.agreement.columns import Columns, Kind
from tequio.diagnosis.agreement.links import DrawnLink
from tequio.diagnosis.agreement.passages import Passage
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Limits, Row, Sheet, read_sheet
from tequio.foundation.language.folding import fold_word

Reading = Literal["auto", "categories", "several"]
LIMITS = Limits(rows=3_000_000, cells=15_000_000, bytes=300 * 1024 * 1024)
FEEDS, INTERRUPTS = "feeds", "interrupts"
RELATIONS = {"feeds": FEEDS, "alimenta": FEEDS, "interrupts": INTERRUPTS, "interrumpe": INTERRUPTS}
MOST_DIGITS = 12
# Coders × units × codes: beyond this a table is no team's work, and would fill the memory.
MOST_WORK = 4_000_000_000
MOST_CELLS = 200_000_000
MOST_CODERS = 200


@dataclass(frozen=True)
class Answer:
    """One row of a table of units: which question of which unit, in which voice, and what was answered."""

    unit: str
    coder: str
    value: str
    question: str = ""
    voice: str = ""
    row: int = 0


@dataclass
class CodedTable:
    """What a file holds. Only the list that goes with `kind` is filled; `looked` says who opened what."""

    kind: Kind
    file: str
    rows: int = 0
    answers: list[Answer] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    links: list[DrawnLink] = field(default_factory=list)
    # By text or voice, the coders who opened it; by text how long it is.
    looked: dict[str, set[str]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    lengths_known: bool = True
    left_out: int = 0


def read_table(path: Path, *, sheet: str | None = None, named: Mapping[str, str] | None = None,
               without: Collection[str] = (), begin: int = 0, end: int | None = None) -> CodedTable:
    """The rows of a file, those of coders in `without` left out.

    Raises TQ-142 (no such table), TQ-143 (an empty cell), TQ-144 (a place that is no whole number), TQ-145 (a passage
    outside its text), TQ-147 (two lengths of one text), TQ-148 (a link that is none), TQ-149 (nothing left to measure),
    and those of `read_sheet`.
    """
    read = read_sheet(path, sheet=sheet, limits=LIMITS)
    reader = _Reader(read, Columns(read, named or {}), frozenset(without), begin, end)
    table = reader.table()
    if table.rows == table.left_out:
        raise TequioError("TQ-149", file=read.file, sheet=read.sheet)
    return table


class _Reader:
    def __init__(self, sheet: Sheet, columns: Columns, without: frozenset[str], begin: int, end: int | None) -> None:
        self._sheet, self._columns, self._without = sheet, columns, without
        self._begin, self._end = begin, end
        self._table = CodedTable(columns.kind(), sheet.file)
        self._last: dict[str, int] = {}

    def table(self) -> CodedTable:
        take = {"units": self._unit, "passages": self._passage, "links": self._link}[self._table.kind]
        for row in self._sheet:
            self._table.rows += 1
            coder = self._needed(row, "coder")
            if coder in self._without:
                self._table.left_out += 1
            else:
                take(row, coder)
        if self._table.kind == "passages":
            self._settle_lengths()
        return self._table

    def _unit(self, row: Row, coder: str) -> None:
        unit = self._needed(row, "unit")
        self._table.answers.append(Answer(unit, coder, self._cell(row, "value"), self._cell(row, "question"),
                                          self._cell(row, "voice") or unit, row.number))

    def _passage(self, row: Row, coder: str) -> None:
        text = self._cell(row, "text") or self._cell(row, "unit")
        self._table.looked.setdefault(text, set()).add(coder)
        self._length_of(text, row)
        code = self._cell(row, "value")
        if not code and not self._cell(row, "start"):
            return  # looked at, and nothing marked
        self._needed(row, "value")
        start = self._whole(row, "start") - self._begin
        length = self._whole(row, "length") if self._columns.get("length") else self._whole(row, "end") - start
        if not self._columns.get("length"):
            length -= self._begin
        if start < 0 or length < 1:
            raise self._fault("TQ-145", row, "start" if start < 0 else "length")
        known = self._table.lengths.get(text)
        if known is not None and start + length > known:
            raise self._fault("TQ-145", row, "length")
        self._last[text] = max(self._last.get(text, 0), start + length)
        self._table.passages.append(Passage(coder, text, start, start + length, code))

    def _length_of(self, text: str, row: Row) -> None:
        """How long a text is: a column says it, or the option does; else it ends with its last passage."""
        said = self._whole(row, "text_length") if self._cell(row, "text_length") else None
        if said is None and self._end is not None:
            said = self._end - self._begin
        if said is None:
            return
        if self._table.lengths.setdefault(text, said) != said:
            raise self._fault("TQ-147", row, "text_length")

    def _settle_lengths(self) -> None:
        for text in self._table.looked:
            if text not in self._table.lengths:
                self._table.lengths_known = False
                self._table.lengths[text] = self._last.get(text, 0)
        late = [text for text, last in self._last.items() if last > self._table.lengths[text]]
        if late:
            raise TequioError("TQ-145", file=self._sheet.file, sheet=self._sheet.sheet)

    def _link(self, row: Row, coder: str) -> None:
        voice = self._needed(row, "unit")
        self._table.looked.setdefault(voice, set()).add(coder)
        if not self._cell(row, "origin") and not self._cell(row, "goal"):
            return  # opened, and no link drawn
        origin, goal = self._needed(row, "origin"), self._needed(row, "goal")
        said = self._cell(row, "relation")
        relation = RELATIONS.get(fold_word(said)) if said else FEEDS
        if relation is None:
            raise self._fault("TQ-148", row, "relation")
        if origin == goal:
            raise self._fault("TQ-148", row, "goal")
        self._table.links.append(DrawnLink(voice, coder, origin, relation, goal))

    def _cell(self, row: Row, meaning: str) -> str:
        column = self._columns.get(meaning)
        return row[column] if column else ""

    def _needed(self, row: Row, meaning: str) -> str:
        found = self._cell(row, meaning)
        if not found:
            raise self._fault("TQ-143", row, meaning)
        return found

    def _whole(self, row: Row, meaning: str) -> int:
        said = self._cell(row, meaning).removesuffix(".0")
        if not (said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS):
            raise self._fault("TQ-144", row, meaning)
        return int(said)

    def _fault(self, code: str, row: Row, meaning: str) -> TequioError:
        return TequioError(code, file=self._sheet.file, sheet=self._sheet.sheet, row=row.number,
                           column=self._columns.get(meaning) or meaning)
