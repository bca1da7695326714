"""Reading in bulk is noticed. It is never blocked: a small team may have one coordinator only.

Sealed columns say which voices they open while a request is watched; the end of the request counts them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import append, today
from tequio.foundation.audit.models import Reading
from tequio.foundation.places.models import Process

VOICES_A_DAY = 200
Seen = dict[UUID, set[UUID]]
_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


@contextmanager
def watched() -> Iterator[Seen]:
    """Inside, the voices whose words are opened are collected, by process."""
    found: Seen = {}
    before = _seen.set(found)
    try:
        yield found
    finally:
        _seen.reset(before)


def opening(process_id: UUID, voice_id: UUID) -> None:
    """Something sealed with this voice's key is being opened."""
    seen = _seen.get()
    if seen is not None:
        seen.setdefault(process_id, set()).add(voice_id)


def note_reading(process_id: UUID, actor: User, count: int, *, most: int = VOICES_A_DAY) -> bool:
    """Add `count` voices to what `actor` opened today. True while that is more than `most`, so that the page says it.

    The audit gets one entry `bulk_reading` per account and day.
    """
    day = today()
    with transaction.atomic():
        row, made = Reading.objects.select_for_update().get_or_create(
            process_id=process_id, actor=actor.pseudonym, day=day)
        if made:
            Reading.objects.filter(process_id=process_id, day__lt=day).delete()
        row.count = F("count") + count
        row.save(update_fields=["count"])
        row.refresh_from_db()
        if row.count > most and not row.told:
            row.told = True
            row.save(update_fields=["told"])
            append(process_id=process_id, actor=actor.pseudonym, verb="bulk_reading", on=Process(pk=process_id),
                   count=row.count)
    return row.count > most
