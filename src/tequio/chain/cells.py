"""How a cell becomes a value of a field."""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tequio.chain.kinds import As, Field
from tequio.chain.periods import WRITTEN, period
from tequio.chain.plain import plain
from tequio.chain.themes import themes
from tequio.chain.widths import longest
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.numbers import UnclearError, number, whole
from tequio.foundation.language.folding import fold
from tequio.foundation.places.columns import CODE

SEPARATOR = ";"
SMALL, LARGE = 2**15 - 1, 2**31 - 1  # what the columns of priorities and marks hold, and those of counts
# From here on a time is no longer in seconds, or in milliseconds.
MILLISECONDS, MICROSECONDS = 1e11, 1e14
NUMBERS = (As.NUMBER, As.WHOLE)
OWN_NUMBERS = ("consultation", "agenda_list")  # as a sheet numbers its rows; where it is no code, the row counts
LISTED = (As.KEYS, As.COUNTS, As.NOTES)


@dataclass(frozen=True)
class CellPlace:
    """Where a cell stands, for its error; and whether a row without it is listed instead of refused."""

    file: str
    row: int
    columns: Mapping[str, tuple[str, ...]]
    listing: bool
    kind: str
    # The decimal mark of each column of numbers, "" where nothing tells.
    decimal: Mapping[str, str]

    def fault(self, code: str, field: Field, value: str = "", **facts: Any) -> TequioError:
        column = " + ".join(self.columns.get(field.name, ())) or field.es
        return TequioError(code, file=self.file, row=self.row, column=column, value=value, wanted=_wanted(field),
                           field=field.name, **facts)


def value_of(field: Field, cell: str, where: CellPlace) -> Any:
    """Raises TQ-122 a blank cell that is needed, TQ-123 one that does not fit, TQ-135 a number that is not clear,
    TQ-247 a text too long, TQ-581 a key with a blank in it."""
    if not cell:
        if field.required and not where.listing:
            raise where.fault("TQ-122", field)
        return EMPTY[field.read]
    if field.read is As.TEXT:
        alone = themes(cell)
        cell = alone[0] if len(alone) == 1 else cell
        if len(cell) > (most := longest(where.kind, field.name)):
            raise where.fault("TQ-247", field, "" if field.untold else cell, length=len(cell), limit=most)
    if field.name == "key" and where.kind not in OWN_NUMBERS and not CODE.fullmatch(cell):
        raise where.fault("TQ-581", field)
    try:
        return _number(field, cell, where) if field.read in NUMBERS else READ[field.read](field, cell)
    except UnclearError as fault:
        one, other = (number(cell, decimal=mark) for mark in ".,")
        raise where.fault("TQ-135", field, cell, one=f"{one:g}", other=f"{other:g}") from fault
    except (ValueError, OverflowError) as fault:
        raise where.fault("TQ-123", field, "" if field.untold else cell) from fault


def _wanted(field: Field) -> str:
    if field.read is As.CHOICE:
        return ", ".join(dict.fromkeys(word for word, _ in field.words))
    if field.among:
        return f"{field.among[0]}–{field.among[1]}"
    return {As.WHOLE: "1, 2, 3…", As.MOMENT: "1, 2, 3… / 1741600000 / 2025-03-10T12:00:00", As.NUMBER: "12.5",
            As.DAY: "2025-03-31", As.COUNTS: "grupo:12; grupo:6",
            As.NOTES: "grupo: …; grupo: …", As.PERIOD: WRITTEN}.get(field.read, "")


def _number(field: Field, cell: str, where: CellPlace) -> float | int:
    decimal = where.decimal.get(field.name, "")
    if field.read is As.NUMBER:
        return number(cell, decimal=decimal)
    least, most = field.among or (-SMALL, SMALL)
    if not least <= (found := whole(cell, decimal=decimal)) <= most:
        raise ValueError(cell)
    return found


def _keys(_: Field, cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


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


def _day(_: Field, cell: str) -> datetime.date:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.datetime.strptime(cell[:10], pattern).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
    raise ValueError(cell)


def _counts(field: Field, cell: str) -> dict[str, int]:
    """`group:12; group:6`. A group that stands twice is not counted twice, and not once either: it is refused."""
    counts: dict[str, int] = {}
    for part in _keys(field, cell):
        group, _, count = (said.strip() for said in part.rpartition(":"))
        if not group or group in counts or not 0 <= (found := whole(count)) <= LARGE:
            raise ValueError(cell)
        counts[group] = found
    return counts


def _notes(field: Field, cell: str) -> dict[str, str]:
    """`group: note; group: note`. A semicolon inside a note belongs to the note."""
    notes: dict[str, str] = {}
    last = ""
    for part in _keys(field, cell):
        group, colon, note = part.partition(":")
        if colon and re.fullmatch(r"[\w-]+", group.strip()):
            last = group.strip()
            if last in notes:
                raise ValueError
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
    As.TEXT: "", As.WORDS: "", As.KEYS: (), As.WHOLE: None, As.NUMBER: None, As.DAY: None, As.MOMENT: None,
    As.COUNTS: {}, As.NOTES: {}, As.CHOICE: "", As.PERIOD: "", As.THEME: (),
}
READ: dict[As, Callable[[Field, str], Any]] = {
    As.TEXT: lambda _, cell: cell, As.WORDS: lambda _, cell: plain(cell), As.KEYS: _keys, As.DAY: _day,
    As.MOMENT: _moment,
    As.COUNTS: _counts, As.NOTES: _notes, As.CHOICE: _choice, As.PERIOD: lambda _, cell: period(cell),
    As.THEME: lambda _, cell: themes(cell),
}
