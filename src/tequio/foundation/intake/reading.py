"""One door for every sheet that somebody sends."""

from collections.abc import Collection
from pathlib import Path

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake.delimited import read_delimited
from tequio.foundation.intake.door import File, Handed, Received, receive
from tequio.foundation.intake.grid import Grid
from tequio.foundation.intake.kinds import mislabelled, sheet_kind
from tequio.foundation.intake.legacy import read_legacy
from tequio.foundation.intake.limits import DEFAULT, Limits
from tequio.foundation.intake.notices import tell
from tequio.foundation.intake.ods import read_ods
from tequio.foundation.intake.parquet import read_parquet
from tequio.foundation.intake.records import read_json, read_json_lines
from tequio.foundation.intake.sheet import Sheet
from tequio.foundation.intake.table import as_sheet
from tequio.foundation.intake.xlsx import read_xlsx


def read_sheet(path: File, *, sheet: str | int | None = None, header_rows: int = 1, header_from: int | None = None,
               blank: Collection[str] = (), delimiter: str | None = None, encoding: str | None = None,
               root: Path | None = None, limits: Limits = DEFAULT) -> Sheet:
    """Read one sheet of a spreadsheet, delimited text, JSON or Parquet file as named columns of clean text.

    `sheet` is a name or a position counted from 1; `header_rows` rows of headings begin at the first row with content
    or at row `header_from`; cells equal to one of `blank` become ''; with `root`, nothing outside of it is read.

    Raises TequioError TQ-201 … TQ-249 and nothing else, whatever the file holds. Nothing is written to disk and
    nothing in the file is executed.
    """
    received = receive(path, root=root, limits=limits)
    kind, grid = _grid(received, path, sheet, delimiter, encoding, limits, header_from)
    if mislabelled(received, kind):
        grid.problems.append(Problem("TQ-236", received.name, facts={"said": received.extension, "found": kind}))
    if kind in ("json", "jsonl", "parquet"):
        header_rows, header_from = 1, None  # names of fields, not rows of a page
    read = as_sheet(grid, header_rows=header_rows, header_from=header_from, blank=blank, limits=limits)
    tell(read.problems)
    return read


def _grid(received: Received, path: File, sheet: str | int | None, delimiter: str | None, encoding: str | None,
          limits: Limits, header_from: int | None) -> tuple[str, Grid]:
    kind, archive = sheet_kind(received, limits)
    if archive is not None and kind == "xlsx":
        return kind, read_xlsx(archive, sheet=sheet, limits=limits)
    if archive is not None and kind == "ods":
        return kind, read_ods(archive, sheet=sheet, limits=limits)
    if kind in ("xls", "xlsb"):
        return kind, read_legacy(received.data, file=received.name, sheet=sheet, limits=limits)
    if kind == "parquet":
        if isinstance(path, Handed):  # its reader opens files only, and nothing that comes through a page becomes one
            raise TequioError("TQ-246", file=received.name)
        return kind, read_parquet(path, file=received.name, limits=limits)
    if kind == "json":
        return kind, read_json(received, encoding=encoding, limits=limits)
    if kind == "jsonl":
        return kind, read_json_lines(received, encoding=encoding, limits=limits)
    return kind, read_delimited(received, delimiter=delimiter, encoding=encoding, limits=limits,
                                header_from=header_from)
