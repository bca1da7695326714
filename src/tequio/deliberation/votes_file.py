"""Votes from a file: Polis' event log, Polis' wide table, or participant, statement, vote; CSV or Parquet by DuckDB."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import AGREE, VoteTable, checked_votes
from tequio.deliberation.opinion.labels import numbered_labels
from tequio.deliberation.wide_votes import is_wide, read_wide
from tequio.foundation.errors import TequioError

NAMES = {
    "participant": ("voter-id", "participant", "voter_id", "participant_id"),
    "statement": ("comment-id", "statement", "comment_id", "statement_id"),
    "vote": ("vote",),
    "timestamp": ("timestamp",),
}
NEEDED = ("participant", "statement", "vote")
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
MOMENTS = ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "DATE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S")
# From here on a time is no longer in seconds, or in milliseconds: seconds reach it in the year 5138.
MILLISECONDS, MICROSECONDS = 1e11, 1e14
FIRST_ROW_OF_DATA = 2
CSV = "read_csv(?, header = true, sample_size = 2000{})"
PARQUET = "read_parquet(?{})"

Columns = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class _Source:
    """A file as DuckDB reads it: the table function with its parameters, and type by column name."""

    path: Path
    reader: str
    types: dict[str, str]
    options: str = ""

    def table(self) -> str:
        return self.reader.format(self.options)

    def narrow(self) -> "_Source":
        """Whole numbers read as such at once, without a detour over what the reader guesses."""
        kinds = {"participant": "INTEGER", "statement": "INTEGER", "vote": "TINYINT", "timestamp": "BIGINT"}
        typed = {name: kind for meaning, kind in kinds.items()
                 if (name := self.column(meaning)) is not None and self.types[name] in WHOLE}
        if self.reader != CSV or not typed:
            return self
        listed = ", ".join(f"{_literal(name)}: '{kind}'" for name, kind in typed.items())
        return replace(self, options=f", types = {{{listed}}}")

    def column(self, meaning: str) -> str | None:
        by_folded = {name.strip().lower(): name for name in self.types}
        return next((by_folded[name] for name in NAMES[meaning] if name in by_folded), None)


def read_votes(path: Path, *, threads: int = 1, agree: int = AGREE) -> VoteTable:
    """The last votes in a file; the last by `timestamp` where that column exists, else by order in the file.

    `agree` is the sign by which the file says «agree»: 1, or -1 as Polis' database has it. Times are seconds,
    milliseconds or microseconds, also mixed. A table with one column for each statement is read as such.
    Raises TQ-607 (no file), TQ-608 (columns missing), TQ-609 (unreadable), TQ-611 (times that are none), TQ-601 (a vote
    outside −1, 0, 1) and TQ-603 (no participant or statement), with the row; for a wide table TQ-653, TQ-654 and TQ-656
    as `read_wide` does.
    """
    if not path.is_file():
        raise TequioError("TQ-607", file=path.name)
    with duckdb.connect(":memory:", config={"threads": threads}) as database:
        database.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        source = _source(database, path)
        if is_wide(source.types):
            return _wide(database, source, agree)
        _check_columns(source)
        events = _events(database, source)
    _check(events, path)
    votes = checked_votes(np.ma.getdata(events.pop("vote")), file=path.name, first_row=FIRST_ROW_OF_DATA)
    if agree != AGREE:
        votes = -votes
    who, people = numbered_labels(events.pop("participant"), "participant")
    what, about = numbered_labels(events.pop("statement"), "statement")
    numbers: list[NDArray[Any]] = [who, what, votes]
    del who, what, votes
    return VoteTable.from_numbers(people, about, numbers, events.pop("timestamp", None))


def _source(database: duckdb.DuckDBPyConnection, path: Path) -> _Source:
    reader = PARQUET if path.suffix.lower() in (".parquet", ".pq") else CSV
    source = _Source(path, reader, {})
    try:
        described = database.execute(f"DESCRIBE SELECT * FROM {source.table()}", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise TequioError("TQ-609", file=path.name) from error
    return replace(source, types={str(name): str(kind) for name, kind, *_ in described})


def _wide(database: duckdb.DuckDBPyConnection, source: _Source, agree: int) -> VoteTable:
    options = ", all_varchar = true" if source.reader == CSV else ""
    try:
        return read_wide(database, source.path, source.reader.format(options), list(source.types), agree)
    except duckdb.Error as error:
        raise TequioError("TQ-609", file=source.path.name) from error


def _check_columns(source: _Source) -> None:
    missing = [meaning for meaning in NEEDED if source.column(meaning) is None]
    if missing:
        raise TequioError("TQ-608", file=source.path.name, missing=", ".join(NAMES[name][0] for name in missing))


def _events(database: duckdb.DuckDBPyConnection, source: _Source) -> Columns:
    """Narrow types first; wider ones for large numbers; text where later rows are not what the first ones promised."""
    plain = replace(source, options=", all_varchar = true", types=dict.fromkeys(source.types, "VARCHAR"))
    attempts = [(source.narrow(), "INTEGER"), (source, "BIGINT"), (plain, "BIGINT")]
    for attempt, whole in attempts if source.reader == CSV else attempts[:2]:
        try:
            return _read(database, attempt, whole)
        except duckdb.Error as error:
            problem = error
    raise TequioError("TQ-609", file=source.path.name) from problem


def _read(database: duckdb.DuckDBPyConnection, source: _Source, whole: str) -> Columns:
    vote = _quoted(source.column("vote"))
    wanted = {
        "participant": _label(source, "participant", whole),
        "statement": _label(source, "statement", whole),
        "vote": f"COALESCE(TRY_CAST({vote} AS TINYINT), 9::TINYINT)"
        if source.types[source.column("vote") or ""] in WHOLE
        else f"COALESCE(TRY_CAST({vote} AS DOUBLE), 9.0)",
    }
    if source.column("timestamp") is not None:
        wanted["timestamp"] = _moment(source)
    chosen = ", ".join(f"{expression} AS {meaning}" for meaning, expression in wanted.items())
    found = database.execute(f"SELECT {chosen} FROM {source.table()}", [str(source.path)]).fetchnumpy()
    return {meaning: found.pop(meaning) for meaning in wanted}


def _label(source: _Source, meaning: str, whole: str) -> str:
    name = source.column(meaning)
    kind = whole if source.types[name or ""] in WHOLE else "VARCHAR"
    return f"CAST({_quoted(name)} AS {kind})"


def _moment(source: _Source) -> str:
    name = source.column("timestamp")
    if source.types[name or ""] in MOMENTS:
        return f"epoch_us(CAST({_quoted(name)} AS TIMESTAMP))"
    # As text first: a cast alone is done by the reader of the file, which stops at the first word.
    number = f"TRY_CAST(concat({_quoted(name)}, '') AS DOUBLE)"
    return (f"TRY_CAST(CASE WHEN abs({number}) >= {MICROSECONDS} THEN {number} WHEN abs({number}) >= {MILLISECONDS} "
            f"THEN {number} * 1e3 ELSE {number} * 1e6 END AS BIGINT)")


def _quoted(name: str | None) -> str:
    return '"' + (name or "").replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check(events: Columns, path: Path) -> None:
    """Missing entries come masked; each is reported by its row, never by what it says."""
    for meaning in ("participant", "statement"):
        events[meaning] = _whole(events[meaning], "TQ-603", path, meaning)
    if "timestamp" in events:
        events["timestamp"] = _whole(events["timestamp"], "TQ-611", path, "timestamp")


def _whole(column: NDArray[np.generic], code: str, path: Path, meaning: str) -> NDArray[np.generic]:
    missing = np.ma.getmaskarray(column)
    if not missing.any() and column.dtype.kind == "O":
        missing = np.fromiter((entry is None or entry == "" for entry in column), bool, len(column))
    if missing.any():
        raise TequioError(code, file=path.name, row=int(missing.argmax()) + FIRST_ROW_OF_DATA, column=meaning)
    data: NDArray[np.generic] = np.ma.getdata(column)
    return data
