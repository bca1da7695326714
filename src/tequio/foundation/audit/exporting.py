"""The record as a table that opens anywhere, pure: one line an entry, in the words of the chain."""

import csv
import io
from collections.abc import Callable, Iterable

from tequio.foundation.audit.chain import Act
from tequio.foundation.audit.weeks import WeekOfActs

# How a count of a row is told: the count, the row, and which of its counts it is.
Told = Callable[[int, WeekOfActs, str], str]
HEAD = ("process", "sequence", "day", "actor", "verb", "kind", "object", "count", "digest")
WEEKS = ("week", "actor", "verb", "kind", "acts", "count", "last digest of the week")
# A spreadsheet must never run what somebody called an account.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(entries: Iterable[tuple[Act, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for act, digest in entries:
        writer.writerow([act.process_id, act.sequence, act.day, _harmless(act.actor), act.verb, act.kind,
                         act.object_id, act.count, digest])
    return out.getvalue()


def weeks_as_csv(rows: Iterable[WeekOfActs], told: Told) -> str:
    """The record as it may be read by whoever may not read words; `told` rounds a count."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(WEEKS)
    for row in rows:
        writer.writerow([row.week.isoformat(), _harmless(row.actor), row.verb, row.kind, told(row.acts, row, "acts"),
                         told(row.count, row, "count"), row.digest])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
