"""The record as a table that opens anywhere, pure: one line an entry, in the words of the chain."""

from collections.abc import Iterable

from tequio.foundation.audit.chain import Act
from tequio.foundation.spreadsheets import csv_text

HEAD = ("process", "sequence", "day", "actor", "verb", "kind", "object", "count", "digest")


def as_csv(entries: Iterable[tuple[Act, str]]) -> str:
    return csv_text([HEAD, *([act.process_id, act.sequence, act.day, act.actor, act.verb, act.kind, act.object_id,
                              act.count, digest] for act, digest in entries)])
