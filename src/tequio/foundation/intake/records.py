"""JSON, JSON lines and Parquet: lists of records with named fields."""

import json
from collections.abc import Iterable, Iterator, Mapping

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.decoding import decode
from tequio.foundation.intake.door import Received
from tequio.foundation.intake.grid import Grid, NumberedRow
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.tidy import Tidier

WRAPPERS = ("results", "data", "features", "value")  # the key under which survey servers put their list


def read_json(received: Received, *, encoding: str | None, limits: Limits) -> Grid:
    """A list of objects, or an object that holds one under a usual key; the first record is row 1.

    Raises TequioError: those of `decode`, TQ-241 malformed (with the line), TQ-242 no list of objects.
    """
    text = decode(received.data, file=received.name, encoding=encoding).text
    # Empty objects take twenty times more memory than letters: count before anything is built.
    if sum(text.count(mark) for mark in "{[,") > 2 * limits.cells:
        raise too_much(received.name, limits)
    found = _loaded(text, received.name, 0)
    if isinstance(found, dict):
        found = next((found[key] for key in WRAPPERS if isinstance(found.get(key), list)), found)
    if not isinstance(found, list):
        raise TequioError("TQ-242", file=received.name)
    return as_grid(received.name, enumerate(found, 1), limits)


def read_json_lines(received: Received, *, encoding: str | None, limits: Limits) -> Grid:
    """One object per line; the number of a row is that of its line.

    Raises TequioError as `read_json` does.
    """
    text = decode(received.data, file=received.name, encoding=encoding).text
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    return as_grid(received.name, ((number, _loaded(line, received.name, number - 1)) for number, line in lines),
                   limits)


def as_grid(file: str, records: Iterable[tuple[int, object]], limits: Limits) -> Grid:
    """Records as rows under one row of headings, numbered 0, with every field that any of them has."""
    names: dict[str, int] = {}
    tidy = Tidier()
    rows: list[tuple[int, list[str]]] = []
    cells = 0
    for number, record in records:
        if not isinstance(record, Mapping):
            raise TequioError("TQ-242", file=file, row=number)
        row = [""] * len(names)
        for name, value in record.items():
            place = names.setdefault(str(name), len(names))
            row.extend([""] * (place + 1 - len(row)))
            row[place] = tidy(_flat(value))
        if len(names) > limits.columns:
            raise TequioError("TQ-219", file=file, row=number, limit=limits.columns)
        cells += len(row)
        if len(rows) > limits.rows or cells > limits.cells:
            raise too_much(file, limits)
        rows.append((number, row))
    return Grid(file, "", _headed([tidy(name) for name in names], rows), [])


def too_much(file: str, limits: Limits) -> TequioError:
    return TequioError("TQ-218", file=file, limit=limits.rows, cells=limits.cells)


def _headed(names: list[str], rows: list[tuple[int, list[str]]]) -> Iterator[NumberedRow]:
    yield 0, names
    yield from rows


def _flat(value: object) -> object:
    """Lists and objects inside a field stay readable as compact JSON."""
    if isinstance(value, dict | list):
        return _compact(value) if value else ""
    return value


def _compact(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    except (TypeError, ValueError, RecursionError):  # keys that are no text, in the maps of a Parquet file
        return str(value)


def _loaded(text: str, file: str, lines_before: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise TequioError("TQ-241", file=file, row=lines_before + error.lineno) from error
    except (RecursionError, ValueError) as error:  # a tower of brackets; a number of thousands of digits
        raise TequioError("TQ-241", file=file, row=lines_before + 1) from error
