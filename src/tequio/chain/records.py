"""From a source's sheet to typed records, each knowing the file and row it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tequio.chain.aside import set_aside
from tequio.chain.cells import LISTED, NUMBERS, SEPARATOR, CellPlace, value_of
from tequio.chain.kinds import KINDS, As, Field
from tequio.chain.periods import in_year, of_headings
from tequio.chain.platforms import columns_of
from tequio.chain.process_file import WITHOUT_ROWS, Source
from tequio.chain.themes import shared
from tequio.chain.widths import longest
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Row, Sheet, read_sheet
from tequio.foundation.intake.columns import below
from tequio.foundation.intake.numbers import marks as decimal_marks
from tequio.foundation.language.folding import fold
from tequio.listening.importers.fingerprints import Contents

HEARD = ("voices", "consultation")
SERIES = "observations"
PERIOD = next(one for one in KINDS[SERIES].fields if one.name == "period")


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
        """A coded error at this row, in the column that answers to the field `column`."""
        heading = " + ".join(self.columns.get(column, ()))
        if not heading and column in self.source.values:
            heading = f"sources.values.{column}"
        return TequioError(code, file=self.file, row=self.row, column=heading or _heading(self.source, column),
                           value=value, field=column, **facts)


@dataclass(frozen=True)
class Rows:
    """What a source holds: its records, how many rows were read, and those that are none of its records, and why."""

    label: str
    records: list[Record]
    read: int
    # Rows that the process file leaves outside are counted; all others are listed with their reason.
    outside: int = 0
    listed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The rows of the records, each once: in a wide table a row makes several."""
        return list(dict.fromkeys(record.row for record in self.records))


def read_rows(source: Source, folder: Path) -> Rows:
    """Every row of the source that is not blank, typed.

    Raises TQ-2xx for a file that cannot be read, TQ-121 to TQ-126 and TQ-135 for a column or a cell that does not fit.
    """
    sheet = read_sheet(
        (folder / source.file), sheet=source.sheet, header_rows=source.header_rows, header_from=source.header_from,
        blank=source.blank, delimiter=source.delimiter, encoding=source.encoding)
    columns = _columns(source, sheet)
    periods = _periods(source, sheet, columns)
    _check_found(source, sheet, {name for name, found in columns.items() if found} | set(source.values) | (
        {"value", *(() if any("*" in told for told in periods.values()) else ("period",))} if periods else set()))
    marks = {sheet.column(column): group for column, group in source.groups.items()}
    kept, listed, outside = set_aside(source, sheet, columns)
    records = list(_records(source, sheet, kept, columns, periods, marks))
    return Rows(source.label, records, len(kept) + len(listed) + outside, outside, listed)


def _records(source: Source, sheet: Sheet, rows: list[Row], columns: dict[str, tuple[str, ...]],
             periods: dict[str, str], marks: dict[str, str]) -> Iterator[Record]:
    kind, contents = KINDS[source.kind], Contents(sheet.columns)
    decimal = _decimals(source, rows, columns, periods)
    typed: list[tuple[Row, dict[str, Any]]] = []
    for row in rows:
        where = CellPlace(source.label, row.number, columns, kind.listing, source.kind, decimal)
        for cells in _cells(source, row, periods, where):
            typed.append((row, {one.name: value_of(one, cells[one.name], where) for one in kind.fields}))
    _settle_themes(source, columns, typed)
    for row, values in typed:
        yield Record(source, source.label, row.number, values,
                     tuple(group for column, group in marks.items() if row[column]), columns,
                     contents.of(row.filled) if source.kind in HEARD else "")


def _cells(source: Source, row: Row, periods: Mapping[str, str], where: CellPlace) -> Iterator[dict[str, str]]:
    """The cells of each record of a row: one record, or one for each column that is a period.

    Raises TQ-123 where months stand in columns and the row does not say the year.
    """
    cells = {one.name: _cell(source, one, row, where.columns) for one in KINDS[source.kind].fields}
    if not periods:
        yield cells
    for column, pattern in periods.items():
        try:
            yield cells | {"period": in_year(pattern, cells["period"]), "value": row[column]}
        except ValueError as fault:
            raise where.fault("TQ-123", PERIOD, cells["period"] or pattern) from fault


def _decimals(source: Source, rows: list[Row], columns: Mapping[str, tuple[str, ...]],
              periods: Mapping[str, str]) -> dict[str, str]:
    """The decimal mark of each field that holds numbers: as the source says, else as its cells show."""
    found: dict[str, str] = {}
    for one in KINDS[source.kind].fields:
        if one.read in NUMBERS:
            names = tuple(periods) if periods and one.name == "value" else columns.get(one.name, ())
            shown = set() if source.decimal else decimal_marks(row[name] for row in rows for name in names)
            found[one.name] = source.decimal or (shown.pop() if len(shown) == 1 else "")
    return found


def _settle_themes(source: Source, columns: Mapping[str, tuple[str, ...]],
                   typed: list[tuple[Row, dict[str, Any]]]) -> None:
    """One theme for each row. Raises TQ-247 for one that is longer than its column."""
    if not any(one.read is As.THEME for one in KINDS[source.kind].fields):
        return
    most = longest(source.kind, "section")
    for (row, values), theme in zip(typed, shared([values["section"] for _, values in typed]), strict=True):
        if len(theme) > most:
            raise TequioError("TQ-247", file=source.label, row=row.number, length=len(theme), limit=most,
                              column=" + ".join(columns.get("section", ())) or "tema")
        values["section"] = theme


def _columns(source: Source, sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """Which columns of the sheet answer to which field: as the source says, else by the field's own names."""
    found: dict[str, tuple[str, ...]] = {}
    by_name = {fold(column): column for column in reversed(sheet.columns)}
    for one in KINDS[source.kind].fields:
        own = by_name.get(fold(one.es)) or by_name.get(fold(one.name))
        if one.name in source.columns:
            found[one.name] = tuple(sheet.column(column) for column in source.columns[one.name])
        elif theirs := columns_of(source.platform, source.kind, one.name, sheet.columns):
            found[one.name] = theirs
        elif own and not one.only_named:
            found[one.name] = (own,)
    return found


def _periods(source: Source, sheet: Sheet, columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The columns that are periods, in a table that has one for each: as the source says, else by their headings."""
    if source.kind != SERIES:
        return {}
    if source.periods:
        return {sheet.column(column): told for column, told in source.periods.items()}
    return {} if columns.get("value") or "value" in source.values else of_headings(sheet.columns)


def _check_found(source: Source, sheet: Sheet, found: set[str]) -> None:
    kind = KINDS[source.kind]
    missing = [one for one in kind.fields if one.required and one.name not in found]
    if kind.one_of and not found & set(kind.one_of):
        missing += [one for one in kind.fields if one.name in kind.one_of[:1]]
    if source.kind == SERIES and "value" not in found:
        missing += [one for one in kind.fields if one.name == "value"]
    if missing:
        own = [name for one in missing for name in (one.es, one.name)]
        raise TequioError("TQ-121", file=source.label, sheet=sheet.sheet, field=missing[0].name,
                          known=", ".join(sheet.columns[:40]), **below(own, sheet.first_rows()))


def _cell(source: Source, one: Field, row: Row, columns: Mapping[str, tuple[str, ...]]) -> str:
    """What the row says for a field, several columns together; replaced, or else the source's own value."""
    between = f"{SEPARATOR} " if one.read in LISTED else "\n"
    parts = [row[column] for column in columns.get(one.name, ()) if row[column]]
    said = parts[0] if len(parts) == 1 else between.join(parts)  # alone, it stays a number where the file holds one
    return source.replace.get(one.name, {}).get(said, said) or source.values.get(one.name, "")


def _heading(source: Source, name: str) -> str:
    """The Spanish name of a field, where no column of the file answers to it.

    Readers of forms and lists find columns themselves: there the field is named as the process file does.
    """
    if source.kind in WITHOUT_ROWS:
        return name
    return next((one.es for one in KINDS[source.kind].fields if one.name == name), name)
