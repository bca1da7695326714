"""The record as a table that opens anywhere, pure: one line an entry, in the words of the chain."""

import csv
import io
from collections.abc import Iterable

from tequio.foundation.audit.chain import Act

HEAD = ("process", "sequence", "day", "actor", "verb", "kind", "object", "count", "digest")
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


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
