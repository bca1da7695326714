"""Parquet, through DuckDB which may fetch no extension and spill nothing to disk."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.grid import Grid
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.records import as_grid

BATCH = 2_000
PATTERN = re.compile(r"([*?\[])")
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2, "memory_limit": "1GB", "temp_directory": "",
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
}


def read_parquet(path: Path, *, file: str, limits: Limits) -> Grid:
    """The records of a Parquet file that `receive` has let in; the first is row 1.

    Raises TequioError: TQ-209 damaged, TQ-218 too many rows, TQ-219 too many columns.
    """
    import duckdb  # a quarter of a second to load, for a format that few send

    try:
        with duckdb.connect(":memory:", config=CLOSED) as reader:
            return as_grid(file, enumerate(list(_records(reader, path, file, limits)), 1), limits)
    except (duckdb.Error, ValueError, OverflowError, RuntimeError) as error:
        raise TequioError("TQ-209", file=file) from error


def _records(reader: "duckdb.DuckDBPyConnection", path: Path, file: str, limits: Limits) -> Iterator[dict[str, object]]:
    # A path is read as a pattern, so the characters of patterns stand each in a class of its own.
    chosen = [PATTERN.sub(r"[\1]", str(path.resolve()))]
    counted = reader.execute("SELECT count(*) FROM read_parquet(?)", chosen).fetchone()
    if counted is not None and counted[0] > limits.rows:
        raise TequioError("TQ-218", file=file, limit=limits.rows, cells=limits.cells)
    columns = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", chosen).fetchall()
    if len(columns) > limits.columns:
        raise TequioError("TQ-219", file=file, limit=limits.columns)
    found = reader.execute(f"SELECT {', '.join(map(_expression, columns))} FROM read_parquet(?)", chosen)
    names = [column[0] for column in columns]
    while batch := found.fetchmany(BATCH):
        for record in batch:
            yield dict(zip(names, record, strict=True))


def _expression(column: Sequence[str]) -> str:
    """Moments with a zone as text: as Python objects they would need a package of time zones."""
    name = '"' + column[0].replace('"', '""') + '"'
    return f"CAST({name} AS VARCHAR)" if "TIME ZONE" in column[1] else name
