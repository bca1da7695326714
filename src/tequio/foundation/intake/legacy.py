"""XLS and XLSB: binary workbooks, through python-calamine in a process of its own."""

import io
from collections.abc import Iterator
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.apart import apart
from tequio.foundation.intake.choose import chosen
from tequio.foundation.intake.grid import Grid, NumberedRow, Span
from tequio.foundation.intake.limits import MB, Limits
from tequio.foundation.intake.tidy import Figure, Tidier, tidy


def read_legacy(data: bytes, *, file: str, sheet: str | int | None, limits: Limits) -> Grid:
    """The cells of one sheet, read as they are asked for.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-211 too much text, TQ-216 no such sheet,
    TQ-243 what crashes.
    """
    parts = apart(__name__, data, {"sheet": sheet, "characters": limits.uncompressed}, file=file, limits=limits)
    name, spans = next(parts)
    rows: Iterator[NumberedRow] = (
        (number, [Figure(cell[0]) if isinstance(cell, list) else cell for cell in cells]) for number, cells in parts)
    return Grid(file, tidy(name), rows, None if spans is None else [Span(*span) for span in spans])


def answer(data: bytes, question: dict[str, Any]) -> Iterator[Any]:
    """The name of the sheet with its merged areas, then its rows.

    Raises TequioError as `read_legacy` does; python_calamine's own errors for damaged files.
    """
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise TequioError("TQ-210") from error
    hidden = [item.visible != python_calamine.SheetVisibleEnum.Visible for item in book.sheets_metadata]
    name = book.sheet_names[chosen(book.sheet_names, question["sheet"], file="", hidden=hidden)]
    sheet = book.get_sheet_by_name(name)
    merged = sheet.merged_cell_ranges
    yield name, None if merged is None else [(top + 1, left + 1, bottom + 1, right + 1)
                                             for (top, left), (bottom, right) in merged]
    texts = Tidier()
    before = [""] * (sheet.start[1] if sheet.start else 0)
    left = question["characters"]
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [texts(cell) for cell in row]
        left -= sum(map(len, cells))
        if left < 0:
            raise TequioError("TQ-211", limit=question["characters"] // MB)
        # A number travels in brackets, so that it is known as one on the other side.
        yield number, [*before, *([cell] if isinstance(cell, Figure) else cell for cell in cells)]
