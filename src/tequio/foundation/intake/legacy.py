"""XLS and XLSB, through python-calamine."""

import io
from collections.abc import Iterator

import python_calamine

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.choose import chosen
from tequio.foundation.intake.grid import Grid, NumberedRow, Span
from tequio.foundation.intake.tidy import Tidier


def read_legacy(data: bytes, *, file: str, sheet: str | int | None) -> Grid:
    """The cells of one sheet of a binary workbook.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-216 no such sheet.
    """
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            name = book.sheet_names[chosen(book.sheet_names, sheet, file=file)]
            opened = book.get_sheet_by_name(name)
    except python_calamine.PasswordError as error:
        raise TequioError("TQ-210", file=file) from error
    except python_calamine.CalamineError as error:
        raise TequioError("TQ-209", file=file) from error
    return Grid(file, name, _rows(opened), _spans(opened))


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[NumberedRow]:
    tidy = Tidier()
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, left + [tidy(cell) for cell in row]


def _spans(sheet: python_calamine.CalamineSheet) -> list[Span] | None:
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        return None
    return [Span(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
