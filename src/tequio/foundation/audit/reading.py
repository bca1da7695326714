"""Reading in bulk is noticed. It is never blocked: a small team may have one coordinator only."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import append, today
from tequio.foundation.audit.models import Reading
from tequio.foundation.places.models import Process

VOICES_A_DAY = 200


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
