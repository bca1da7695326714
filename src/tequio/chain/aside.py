"""Rows of a sheet that are no records: those that the process file leaves outside, totals, notes, what was hidden."""

import re
from collections.abc import Mapping

from tequio.chain.platforms import removed
from tequio.chain.process_file import Source
from tequio.foundation.intake import Row, Sheet
from tequio.foundation.language.folding import collapsed

TOTAL = re.compile(r"(?:gran |sub)?total(?:es)?(?: (?:general|nacional|estatal|municipal|del? .{1,40}))?|grand total")
LABELS = ("territory", "indicator", "period")  # where a table writes «Total»


def set_aside(source: Source, sheet: Sheet, columns: Mapping[str, tuple[str, ...]]) -> tuple[
        list[Row], list[tuple[int, str]], int]:
    """The rows that are records; those that are listed, with their reason; how many the process file leaves outside.

    Raises TQ-221 and TQ-222 for a column of `only` that the sheet does not have.
    """
    only = {sheet.column(column): {collapsed(value) for value in values} for column, values in source.only.items()}
    rows = [row for row in sheet.rows if not row.blank]
    within = [row for row in rows if (source.last_row is None or row.number <= source.last_row) and all(
        collapsed(row[column]) in values for column, values in only.items())]
    reasons = {row.number: reason for row in within if (reason := _reason(source, sheet, row, columns))}
    if source.kind == "observations":
        reasons |= _notes_below(within, reasons)
    kept = [row for row in within if row.number not in reasons]
    return kept, list(reasons.items()), len(rows) - len(within)


def _reason(source: Source, sheet: Sheet, row: Row, columns: Mapping[str, tuple[str, ...]]) -> str:
    if source.kind == "consultation":
        return removed(sheet.columns, row)
    if source.kind == "observations":
        names = [name for field in LABELS for name in columns.get(field, ())]
        return "total" if any(TOTAL.fullmatch(collapsed(row[name])) for name in names) else ""
    return ""


def _notes_below(rows: list[Row], before: Mapping[int, str]) -> dict[int, str]:
    """Under a table of figures stand its source and its notes, each in a single cell."""
    found: dict[int, str] = {}
    for row in reversed(rows):
        if row.number not in before:
            if len(row.filled) != 1 or not row.at(0):
                break
            found[row.number] = "note"
    return found if len(found) < len(rows) else {}
