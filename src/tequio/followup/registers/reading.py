"""Reading a register: its columns, what its words mean, and an account of every row. Pure.

Nothing is guessed without being shown: each word of a register stands in a table with what it is taken for, and a row
that is not used is listed with the reason.
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from tequio.foundation.errors import TequioError

MOST_ROWS = 20_000
SEPARATORS = (",", ";", "\t", "|")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
HEADS: dict[str, tuple[str, ...]] = {
    "key": ("clave", "punto", "numero", "num", "no", "id", "folio", "key", "id ref", "item", "n"),
    "status": ("estado", "estatus", "status", "cumplimiento", "avance", "situacion", "progreso", "progress",
               "porcentaje completado", "porcentaje", "semaforo", "va en"),
}

# Heads of a column that holds the number of a point in its agenda, and not its key.
NUMBERS = frozenset({"numero", "num", "no", "n", "punto"})


class Why(StrEnum):
    """Why a row is not used."""

    NO_KEY = "no_key"
    TWICE = "twice"
    UNKNOWN_WORD = "unknown_word"
    NO_POINT = "no_point"
    SILENT = "silent"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True)
class Row:
    """One row: the line it stands on, the point it is about, and its word for how far it is."""

    line: int
    key: str
    word: str


@dataclass(frozen=True)
class Listed:
    row: Row
    why: Why


@dataclass(frozen=True)
class Register:
    """A register as it was read: its heads, which of them are used, and its rows."""

    heads: tuple[str, ...]
    key: str
    status: str
    rows: tuple[Row, ...]
    whole: bool

    def words(self) -> Counter[str]:
        """Each word for how far something is, with how often it stands there; numbers are told together."""
        return Counter("" if number_in(row.word) is not None else row.word for row in self.rows)


@dataclass(frozen=True)
class Account:
    """What became of the rows: used, with the status of each, or listed with the reason. Together they are all."""

    used: tuple[tuple[Row, str], ...]
    listed: tuple[Listed, ...]


def read_register(text: str, *, key: str = "", status: str = "") -> Register:
    """Read a register out of a CSV file or what was copied from a sheet.

    Raises TQ-591 where there is nothing to read, TQ-592 where no column says which point or how far, TQ-593 for too
    many rows.
    """
    table = _table(text)
    if len(table) < 2:
        raise TequioError("TQ-591")
    if len(table) - 1 > MOST_ROWS:
        raise TequioError("TQ-593", most=MOST_ROWS)
    heads = tuple(cell.strip() for cell in table[0])
    key, status = key or _head(heads, "key"), status or _head(heads, "status")
    if key not in heads or status not in heads or key == status:
        raise TequioError("TQ-592")
    at, said = heads.index(key), heads.index(status)
    rows = tuple(Row(line, _cell(cells, at), _cell(cells, said)) for line, cells in enumerate(table[1:], start=2))
    numbers = [found for row in rows if (found := number_in(row.word)) is not None]
    return Register(heads, key, status, rows, whole=any(number > 1 for number in numbers))


def meaning(word: str, *, whole: bool, told: Mapping[str, str] | None = None) -> str | None:
    """What a word of a register is taken for; None where nobody has said. What a person told goes before the table.

    A number is a share of the whole: of a hundred where any in the register is over one, otherwise of one.
    """
    if told and word in told:
        return told[word] or None
    share = number_in(word)
    if share is not None:
        most = 100.0 if whole or word.strip().endswith("%") else 1.0
        return "done" if share >= most else "stalled" if share <= 0 else "ongoing"
    return _table_of_words().get(plain(word))


def account(register: Register, points: Mapping[str, str], told: Mapping[str, str] | None = None) -> Account:
    """Every row, used or listed. `points` holds each key there is, with the status it already has ("" for none)."""
    used: list[tuple[Row, str]] = []
    listed: list[Listed] = []
    seen: set[str] = set()
    for row in register.rows:
        status = meaning(row.word, whole=register.whole, told=told)
        why = _why(row, status, seen, points)
        if why is None and status is not None:
            used.append((row, status))
        else:
            listed.append(Listed(row, why or Why.UNKNOWN_WORD))
        seen.add(row.key)
    return Account(tuple(used), tuple(listed))


def number_in(word: str) -> float | None:
    """The number that a word is, with or without a sign of per cent."""
    bare = word.strip().removesuffix("%").strip()
    return float(bare.replace(",", ".")) if NUMBER.fullmatch(bare) else None


def plain(word: str) -> str:
    """In small letters, without accents, stops and double spaces."""
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[.:;¡!…_]+", " ", bare).split())


def _why(row: Row, status: str | None, seen: set[str], points: Mapping[str, str]) -> Why | None:
    if not row.key:
        return Why.NO_KEY
    if row.key in seen:
        return Why.TWICE
    if row.key not in points:
        return Why.NO_POINT
    if status is None:
        return Why.UNKNOWN_WORD
    if status == "unreported":
        return Why.SILENT
    held = points[row.key]
    return None if not held else Why.SAME if held == status else Why.OTHER


def _table(text: str) -> list[list[str]]:
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    first = lines.strip("\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter=separator))
    except csv.Error as fault:
        raise TequioError("TQ-591") from fault
    return [row for row in rows if any(cell.strip() for cell in row)]


def _head(heads: Sequence[str], wanted: str) -> str:
    by_name = {plain(head): head for head in reversed(heads)}
    return next((by_name[name] for name in HEADS[wanted] if name in by_name), "")


def _cell(cells: Sequence[str], at: int) -> str:
    return " ".join(cells[at].split()) if at < len(cells) else ""


@cache
def _table_of_words() -> dict[str, str]:
    rows = tomllib.loads((resources.files(__package__) / "words.toml").read_text(encoding="utf-8"))
    return {word: status for status, words in rows.items() for word in words}
