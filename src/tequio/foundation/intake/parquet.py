"""Parquet, through DuckDB, which may fetch no extension and spill nothing to disk."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.grid import Grid
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.records import as_grid, too_much

if TYPE_CHECKING:
    import duckdb

BATCH = 2_000
PATTERN = re.compile(r"([*?\[])")
SMALL = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|BOOLEAN|DATE|TIME.*|INTERVAL|UUID|DECIMAL\(.*)")
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2, "memory_limit": "1GB", "temp_directory": "",
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
}

Column = tuple[str, str]  # name and type


def read_parquet(path: Path, *, file: str, limits: Limits) -> Grid:
    """The records of a Parquet file that `receive` has let in; the first is row 1.

    Raises TequioError: TQ-209 damaged, TQ-218 too many rows or cells, TQ-219 too many columns, TQ-220 a cell too long.
    """
    import duckdb  # a quarter of a second to load, for a format that few send

    # A path is read as a pattern, so the characters of patterns stand each in a class of its own.
    chosen = PATTERN.sub(r"[\1]", str(path.resolve()))
    try:
        with duckdb.connect(":memory:", config=CLOSED) as reader:
            columns = _columns(reader, chosen, file, limits)
            return as_grid(file, enumerate(_records(reader, chosen, columns), 1), limits)
    except (duckdb.Error, ValueError, OverflowError, RuntimeError) as error:
        raise TequioError("TQ-209", file=file) from error


def _columns(reader: "duckdb.DuckDBPyConnection", chosen: str, file: str, limits: Limits) -> list[Column]:
    """Names and types, once it is known that their content is bearable.

    A few kilobytes can say one long text a million times, so texts are measured where they still are one.
    """
    found = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", [chosen]).fetchall()
    columns: list[Column] = [(name, kind) for name, kind, *_ in found]
    if len(columns) > limits.columns:
        raise TequioError("TQ-219", file=file, limit=limits.columns)
    lengths = [f"strlen(CAST({_quoted(name)} AS VARCHAR))" for name, kind in columns if not SMALL.fullmatch(kind)]
    measures = ", ".join(["count(*)", *(f"max({length}), sum({length})" for length in lengths)])
    rows, *sizes = reader.execute(f"SELECT {measures} FROM read_parquet(?)", [chosen]).fetchall()[0]
    if rows > limits.rows or rows * len(columns) > limits.cells or sum(filter(None, sizes[1::2])) > limits.uncompressed:
        raise too_much(file, limits)
    if max(filter(None, sizes[::2]), default=0) > 4 * limits.characters:  # bytes: four to a character at most
        raise TequioError("TQ-220", file=file, limit=limits.characters)
    return columns


def _records(reader: "duckdb.DuckDBPyConnection", chosen: str, columns: list[Column]) -> Iterator[dict[str, object]]:
    expressions = ", ".join(_expression(name, kind) for name, kind in columns)
    found = reader.execute(f"SELECT {expressions} FROM read_parquet(?)", [chosen])
    while batch := found.fetchmany(BATCH):
        for record in batch:
            yield {name: value for (name, _), value in zip(columns, record, strict=True)}


def _expression(name: str, kind: str) -> str:
    """Moments with a zone as text: as Python objects they would need a package of time zones."""
    return f"CAST({_quoted(name)} AS VARCHAR)" if "TIME ZONE" in kind else _quoted(name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
