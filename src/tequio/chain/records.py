"""From a source's sheet to typed records, each knowing the file and row it came from."""

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tequio.chain.kinds import KINDS, As, Field
from tequio.chain.plain import plain
from tequio.chain.platforms import columns_of
from tequio.chain.process_file import Source
from tequio.chain.widths import longest
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Row, Sheet, read_sheet
from tequio.foundation.language.folding import fold
from tequio.listening.importers.fingerprints import Contents

SEPARATOR = ";"
SMALL, LARGE = 2**15 - 1, 2**31 - 1  # what the columns of priorities and marks hold, and those of counts
# From here on a time is no longer in seconds, or in milliseconds.
MILLISECONDS, MICROSECONDS = 1e11, 1e14
HEARD = ("voices", "consultation")
LISTED = (As.KEYS, As.COUNTS, As.NOTES)


@dataclass(frozen=True)
class Record:
    """One row of a source: its fields as values, and where it stands."""

    source: Source
    file: str
    row: int
    values: Mapping[str, Any]
    # Columns outside the kind's fields that the source gave a meaning, such as marks per group.
    marks: tuple[str, ...]
    # The headings that answer to each field, for errors: that is what the person sees.
    columns: Mapping[str, tuple[str, ...]]
    # The whole row, where words of people stand in it: the same sheet is known again by it.
    content: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name, "")

    def fault(self, code: str, column: str = "", *, value: object = "", **facts: Any) -> TequioError:
        """A coded error at this row."""
        heading = " + ".join(self.columns.get(column, ())) or column
        return TequioError(code, file=self.file, row=self.row, column=heading, value=value, **facts)


def read_records(source: Source, folder: Path) -> list[Record]:
    """Every row of the source that is not blank, typed.

    Raises TQ-2xx for a file that cannot be read, TQ-121 to TQ-126 for a column or a cell that does not fit.
    """
    sheet = read_sheet(
        (folder / source.file), sheet=source.sheet, header_rows=source.header_rows, header_from=source.header_from,
        blank=source.blank, delimiter=source.delimiter, encoding=source.encoding)
    columns = _columns(source, sheet)
    marks = {sheet.column(column): group for column, group in source.groups.items()}
    return list(_records(source, sheet, columns, marks))


def _records(source: Source, sheet: Sheet, columns: dict[str, tuple[str, ...]],
             marks: dict[str, str]) -> Iterator[Record]:
    kind, contents = KINDS[source.kind], Contents(sheet.columns)
    for row in sheet.rows:
        if row.blank:
            continue
        where = Place(source.label, row.number, columns, kind.listing, source.kind)
        values = {field.name: _value(field, _cell(source, field, row, columns), where) for field in kind.fields}
        yield Record(source, source.label, row.number, values,
                     tuple(group for column, group in marks.items() if row[column]), columns,
                     contents.of(row.filled) if source.kind in HEARD else "")


def _columns(source: Source, sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """Which columns of the sheet answer to which field: as the source says, else by the field's own names."""
    kind = KINDS[source.kind]
    found: dict[str, tuple[str, ...]] = {}
    by_name = {fold(column): column for column in reversed(sheet.columns)}
    for field in kind.fields:
        own = by_name.get(fold(field.es)) or by_name.get(fold(field.name))
        if field.name in source.columns:
            found[field.name] = tuple(sheet.column(column) for column in source.columns[field.name])
        elif theirs := columns_of(source.platform, source.kind, field.name, sheet.columns):
            found[field.name] = theirs
        elif own and not field.only_named:
            found[field.name] = (own,)
    _check_found(source, sheet, {name for name, columns in found.items() if columns} | set(source.values))
    return found


def _check_found(source: Source, sheet: Sheet, found: set[str]) -> None:
    kind = KINDS[source.kind]
    missing = [field.name for field in kind.fields if field.required and field.name not in found]
    if kind.one_of and not found & set(kind.one_of):
        missing += kind.one_of[:1]
    if missing:
        raise TequioError("TQ-121", file=source.label, sheet=sheet.sheet, field=missing[0],
                          known=", ".join(sheet.columns[:40]))


def _cell(source: Source, field: Field, row: Row, columns: Mapping[str, tuple[str, ...]]) -> str:
    """What the row says for a field, several columns together; replaced, or else the source's own value."""
    between = f"{SEPARATOR} " if field.read in LISTED else "\n"
    said = between.join(row[column] for column in columns.get(field.name, ()) if row[column])
    return source.replace.get(field.name, {}).get(said, said) or source.values.get(field.name, "")


@dataclass(frozen=True)
class Place:
    """Where a cell stands, for its error; and whether a row without it is listed instead of refused."""

    file: str
    row: int
    columns: Mapping[str, tuple[str, ...]]
    listing: bool
    kind: str

    def fault(self, code: str, field: Field, value: str = "", **facts: Any) -> TequioError:
        column = " + ".join(self.columns.get(field.name, ())) or field.es
        return TequioError(code, file=self.file, row=self.row, column=column, value=value, wanted=_wanted(field),
                           **facts)


def _value(field: Field, cell: str, where: Place) -> Any:
    if not cell:
        if field.required and not where.listing:
            raise where.fault("TQ-122", field)
        return EMPTY[field.read]
    if field.read is As.TEXT and len(cell) > (most := longest(where.kind, field.name)):
        raise where.fault("TQ-247", field, cell, length=len(cell), limit=most)
    try:
        return READ[field.read](field, cell)
    except ValueError as fault:
        raise where.fault("TQ-123", field, cell) from fault


def _wanted(field: Field) -> str:
    if field.read is As.CHOICE:
        return ", ".join(dict.fromkeys(word for word, _ in field.words))
    return {As.WHOLE: "1, 2, 3…", As.MOMENT: "1, 2, 3… / 1741600000 / 2025-03-10T12:00:00", As.NUMBER: "12.5",
            As.DAY: "2025-03-31", As.COUNTS: "grupo:12; grupo:6", As.NOTES: "grupo: …; grupo: …"}.get(field.read, "")


def _keys(_: Field, cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def _whole(_: Field, cell: str) -> int:
    if abs(number := int(cell)) > SMALL:
        raise ValueError(cell)
    return number


def _moment(_: Field, cell: str) -> float:
    """When, in seconds, or which in order: platforms write seconds, milliseconds or microseconds."""
    try:
        number = float(cell)
    except ValueError:
        return datetime.datetime.fromisoformat(cell).timestamp()
    if not math.isfinite(number):
        raise ValueError(cell)
    size = abs(number)
    return number / 1e6 if size >= MICROSECONDS else number / 1e3 if size >= MILLISECONDS else number


def _number(_: Field, cell: str) -> float:
    plain = cell.replace(" ", "").replace("%", "")
    # «1,234.5» has a thousands comma; «12,5» a decimal one.
    plain = plain.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain) else plain.replace(",", ".")
    if not math.isfinite(number := float(plain)):
        raise ValueError(cell)
    return number


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
    if any(not group or not 0 <= count <= LARGE for group, count in counts.items()):
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
    As.TEXT: "", As.WORDS: "", As.KEYS: (), As.WHOLE: None, As.NUMBER: None, As.MOMENT: None, As.DAY: None,
    As.COUNTS: {}, As.NOTES: {}, As.CHOICE: "",
}
READ: dict[As, Callable[[Field, str], Any]] = {
    As.TEXT: lambda _, cell: cell, As.WORDS: lambda _, cell: plain(cell), As.KEYS: _keys, As.WHOLE: _whole,
    As.MOMENT: _moment, As.NUMBER: _number, As.DAY: _day, As.COUNTS: _counts, As.NOTES: _notes, As.CHOICE: _choice,
}
