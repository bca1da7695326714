"""Tables that leave as CSV, pure: opened in any spreadsheet, in any country, a cell is a text and never a formula."""

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet runs when it stands first in a cell, also as written on Asian keyboards.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
# Where Spanish settings part columns at semicolons, what follows one inside a text would begin a cell of its own.
WITHIN = re.compile(r"([;\t\n\r|][ \xa0\"']{0,40})(?=[=+\-@＝＋－＠])")


def harmless(cell: object) -> object:
    """A spreadsheet must never run what somebody wrote; an apostrophe before it makes it a text."""
    if not isinstance(cell, str):
        return cell
    said = WITHIN.sub(r"\1'", cell)
    return f"'{said}" if said.lstrip(" \xa0\"").startswith(STARTS) or said.startswith(("\t", "\r")) else said


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Every cell in quotation marks, so that no mark inside one parts it."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()
