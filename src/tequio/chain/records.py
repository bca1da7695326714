"""From a source's sheet to typed records, each knowing the file and row it came from."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tequio.chain.kinds import KINDS, As, Field
from tequio.chain.process_file import Source
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Sheet, read_sheet
from tequio.foundation.language.folding import fold

SEPARATOR = ";"


@dataclass(frozen=True)
class Record:
    """One row of a source: its fields as values, and where it stands."""

    source: Source
    file: str
    row: int
    values: Mapping[str, Any]
    # Columns outside the kind's fields that the source gave a meaning, such as marks per group.
    marks: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name, "")

    def fault(self, code: str, column: str = "", *, value: object = "", **facts: object) -> TequioError:
        """A coded error at this row."""
        return TequioError(code, file=self.file, row=self.row, column=column, value=value, **facts)


def read_records(source: Source, folder: Path) -> list[Record]:
    """Every row of the source that is not blank, typed.

    Raises TQ-2xx for a file that cannot be read, TQ-121 to TQ-126 for a column or a cell that does not fit.
    """
    sheet = read_sheet(
        (folder / source.file), sheet=source.sheet, header_rows=source.header_rows, blank=source.blank,
        delimiter=source.delimiter, encoding=source.encoding)
    columns = _columns(source, sheet)
    marks = {sheet.column(column): group for column, group in source.groups.items()}
    return list(_records(source, sheet, columns, marks))


def _records(source: Source, sheet: Sheet, columns: dict[str, str], marks: dict[str, str]) -> Iterator[Record]:
    kind = KINDS[source.kind]
    fields = kind.fields
    for row in sheet.rows:
        if row.blank:
            continue
        cells = {field.name: row[columns[field.name]] if field.name in columns else "" for field in fields}
        cells = {name: _replaced(source, name, cell) or source.values.get(name, "") for name, cell in cells.items()}
        where = Place(sheet.file, row.number, columns, kind.listing)
        values = {field.name: _value(field, cells[field.name], where) for field in fields}
        yield Record(source, sheet.file, row.number, values,
                     tuple(group for column, group in marks.items() if row[column]))


def _columns(source: Source, sheet: Sheet) -> dict[str, str]:
    """Which column of the sheet answers to which field: as the source says, else by the field's own names."""
    found: dict[str, str] = {}
    by_name = {fold(column): column for column in reversed(sheet.columns)}
    for field in KINDS[source.kind].fields:
        if field.name in source.columns:
            found[field.name] = sheet.column(str(source.columns[field.name]))
        elif fold(field.es) in by_name or fold(field.name) in by_name:
            found[field.name] = by_name.get(fold(field.es)) or by_name[fold(field.name)]
        elif field.required and field.name not in source.values:
            raise TequioError("TQ-121", file=sheet.file, sheet=sheet.sheet, column=field.es, field=field.name,
                              known=", ".join(sheet.columns[:40]))
    return found


def _replaced(source: Source, name: str, cell: str) -> str:
    return source.replace.get(name, {}).get(cell, cell)


@dataclass(frozen=True)
class Place:
    """Where a cell stands, for its error; and whether a row without it is listed instead of refused."""

    file: str
    row: int
    columns: Mapping[str, str]
    listing: bool

    def fault(self, code: str, field: Field, value: str = "") -> TequioError:
        return TequioError(code, file=self.file, row=self.row, column=self.columns.get(field.name, field.es),
                           value=value, wanted=_wanted(field))


def _value(field: Field, cell: str, where: Place) -> Any:
    if not cell:
        if field.required and not where.listing:
            raise where.fault("TQ-122", field)
        return EMPTY[field.read]
    try:
        return READ[field.read](field, cell)
    except ValueError as fault:
        raise where.fault("TQ-123", field, cell) from fault


def _wanted(field: Field) -> str:
    if field.read is As.CHOICE:
        return ", ".join(dict.fromkeys(word for word, _ in field.words))
    return {As.WHOLE: "1, 2, 3…", As.NUMBER: "12.5", As.DAY: "2025-03-31", As.COUNTS: "grupo:12; grupo:6",
            As.NOTES: "grupo: …; grupo: …"}.get(field.read, "")


def _keys(_: Field, cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def _whole(_: Field, cell: str) -> int:
    return int(cell)


def _number(_: Field, cell: str) -> float:
    plain = cell.replace(" ", "").replace("%", "")
    # «1,234.5» has a thousands comma; «12,5» a decimal one.
    plain = plain.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain) else plain.replace(",", ".")
    return float(plain)


def _day(_: Field, cell: str) -> datetime.date:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.datetime.strptime(cell[:10], pattern).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
    raise ValueError(cell)


def _counts(field: Field, cell: str) -> dict[str, int]:
    pairs = (part.rpartition(":") for part in _keys(field, cell))
    counts = {group.strip(): int(count) for group, _, count in pairs}
    if any(not group or count < 0 for group, count in counts.items()):
        raise ValueError(cell)
    return counts


def _notes(field: Field, cell: str) -> dict[str, str]:
    """`group: note; group: note`. A semicolon inside a note belongs to the note."""
    notes: dict[str, str] = {}
    last = ""
    for part in _keys(field, cell):
        group, colon, note = part.partition(":")
        if colon and re.fullmatch(r"[\w-]+", group.strip()):
            last = group.strip()
            notes[last] = note.strip()
        elif last:
            notes[last] += f"; {part}"
        else:
            raise ValueError(cell)
    return notes


def _choice(field: Field, cell: str) -> str:
    choices = {fold(word): value for word, value in field.choices.items()}
    word = fold(cell).replace(" ", "_")
    if word not in choices:
        raise ValueError(cell)
    return choices[word]


EMPTY: dict[As, Any] = {
    As.TEXT: "", As.WORDS: "", As.KEYS: (), As.WHOLE: None, As.NUMBER: None, As.DAY: None, As.COUNTS: {},
    As.NOTES: {}, As.CHOICE: "",
}
READ: dict[As, Callable[[Field, str], Any]] = {
    As.TEXT: lambda _, cell: cell, As.WORDS: lambda _, cell: cell, As.KEYS: _keys, As.WHOLE: _whole,
    As.NUMBER: _number, As.DAY: _day, As.COUNTS: _counts, As.NOTES: _notes, As.CHOICE: _choice,
}
