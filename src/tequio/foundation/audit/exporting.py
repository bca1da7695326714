"""The record as a table that opens anywhere, pure: one line an entry, in the words of the chain."""

from collections.abc import Callable, Iterable

from tequio.foundation.audit.chain import Act
from tequio.foundation.audit.weeks import WeekOfActs
from tequio.foundation.spreadsheets import csv_text

# How a count of a row is told: the count, the row, and which of its counts it is.
Told = Callable[[int, WeekOfActs, str], str]
HEAD = ("process", "sequence", "day", "actor", "verb", "kind", "object", "count", "digest")
WEEKS = ("week", "actor", "verb", "kind", "acts", "count", "last digest of the week")


def as_csv(entries: Iterable[tuple[Act, str]]) -> str:
    return csv_text([HEAD, *([act.process_id, act.sequence, act.day, act.actor, act.verb, act.kind, act.object_id,
                              act.count, digest] for act, digest in entries)])


def weeks_as_csv(rows: Iterable[WeekOfActs], told: Told) -> str:
    """The record as it may be read by whoever may not read words; `told` rounds a count."""
    return csv_text([WEEKS, *([row.week.isoformat(), row.actor, row.verb, row.kind, told(row.acts, row, "acts"),
                               told(row.count, row, "count"), row.digest] for row in rows)])
