"""Reading the audit and checking that nobody touched it."""

from uuid import UUID

from tequio.foundation.audit.chain import Act, first_fault
from tequio.foundation.audit.models import Entry, Head


def entries(process_id: UUID) -> list[Entry]:
    return list(Entry.objects.filter(process_id=process_id))


def head(process_id: UUID) -> Head | None:
    return Head.objects.filter(process_id=process_id).first()


def fault(process_id: UUID) -> int | None:
    """Where the chain of the process breaks; None when every entry is as it was written.

    Entries cut from the end show because the head row remembers how many there were.
    """
    rows = entries(process_id)
    broken = first_fault((_act(row), row.digest) for row in rows)
    end = head(process_id)
    if broken is None and end is not None and end.sequence != len(rows):
        return len(rows) + 1
    return broken


def _act(row: Entry) -> Act:
    return Act(row.process_id, row.sequence, row.day.isoformat(), row.actor, row.verb, row.kind,
               row.object_id, row.count)
