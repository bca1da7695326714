"""From a grid of raw cells to a sheet: headings understood, blank rows dropped, ceilings kept."""

from collections.abc import Collection, Iterator, Sequence

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake.grid import Grid
from tequio.foundation.intake.headings import names
from tequio.foundation.intake.letters import letters
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.merged import TextRow, filled_down
from tequio.foundation.intake.sheet import Row, Sheet

MOST_HEADING_ROWS = 10


def as_sheet(grid: Grid, *, header_rows: int, header_from: int | None, blank: Collection[str],
             limits: Limits) -> Sheet:
    """Name the columns of `grid` by its first rows with content, or by those from row `header_from` on.

    Raises TequioError: TQ-217 nothing in it, TQ-218 too many rows, TQ-219 too many columns, TQ-220 a cell too long,
    TQ-224 an impossible number of heading rows, TQ-229 a row with more cells than the headings.
    """
    if not 0 <= header_rows <= MOST_HEADING_ROWS:
        raise TequioError("TQ-224", file=grid.file, sheet=grid.sheet, value=header_rows, most=MOST_HEADING_ROWS)
    rows = [row for row in _filled(grid, limits) if header_from is None or row[0] >= header_from]
    width = max((len(values) for _, values in rows), default=0)
    if not rows or not width:
        raise TequioError("TQ-217", file=grid.file, sheet=grid.sheet)
    # A blank row among the headings counts as one of them: whoever wrote the number counted rows on the screen.
    below = rows[0][0] + header_rows
    headings = [row for row in rows[:header_rows] if row[0] < below]
    data = rows[len(headings):]
    _check_width(grid, [number for number, _ in headings], data)
    if filled := filled_down(data, grid.spans or ()):
        grid.problems.append(Problem("TQ-245", grid.file, grid.sheet, facts={"count": filled}))
    columns = names([values for _, values in headings], [number for number, _ in headings], width, grid.spans)
    return Sheet(grid.file, grid.sheet, columns, _rows(data, columns, blank), grid.problems)


def _check_width(grid: Grid, headings: Sequence[int], data: Sequence[TextRow]) -> None:
    """A row that goes on after the last heading has its words under the wrong ones.

    Headings of a single cell are a title; that the columns stand below it is said where one of them is asked for.
    """
    usual = max((grid.lengths[number - 1] for number in headings), default=0) if grid.lengths else 0
    long = next((number for number, values in data if len(values) > usual), None) if usual > 1 else None
    if long is not None:
        assert grid.lengths is not None
        raise TequioError("TQ-229", file=grid.file, sheet=grid.sheet, row=long, cells=grid.lengths[long - 1],
                          usual=usual)


def _filled(grid: Grid, limits: Limits) -> Iterator[TextRow]:
    """The rows that have content, as text, cut after their last cell with content."""
    count = cells = 0
    for number, row in grid.rows:
        values = list(row)
        while values and not values[-1]:
            values.pop()
        if not values:
            continue
        count += 1
        cells += len(values)
        if count > limits.rows or cells > limits.cells:
            raise TequioError("TQ-218", file=grid.file, sheet=grid.sheet, row=number, limit=limits.rows,
                              cells=limits.cells)
        _check(values, number, grid, limits)
        yield number, tuple(values)


def _check(values: Sequence[str], number: int, grid: Grid, limits: Limits) -> None:
    if len(values) > limits.columns:
        raise TequioError("TQ-219", file=grid.file, sheet=grid.sheet, row=number, limit=limits.columns)
    if sum(map(len, values)) > limits.characters:
        long = next((at for at, value in enumerate(values, 1) if len(value) > limits.characters), 0)
        if long:
            raise TequioError("TQ-220", file=grid.file, sheet=grid.sheet, row=number, column=letters(long),
                              limit=limits.characters)


def _rows(rows: Sequence[TextRow], columns: Sequence[str], blank: Collection[str]) -> list[Row]:
    index = {name: position for position, name in enumerate(columns)}
    if not blank:
        return [Row(number, values, index) for number, values in rows]
    unsaid = frozenset(blank)
    return [Row(number, tuple("" if value in unsaid else value for value in values), index)
            for number, values in rows]
