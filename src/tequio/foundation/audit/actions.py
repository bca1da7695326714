"""Every change goes through `acting`: permission, change and audit entry in one transaction."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may, require
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.chain import Act, digest
from tequio.foundation.audit.exporting import Told, as_csv, weeks_as_csv
from tequio.foundation.audit.models import Entry, Head
from tequio.foundation.audit.queries import under_way, weeks
from tequio.foundation.audit.signing import sign


class Auditable(Protocol):
    """Anything with an identity: the audit knows its kind and UUID, never its content."""

    @property
    def pk(self) -> UUID: ...


@dataclass
class Deed:
    """What the entry will say; the action may set how many objects it touched, and why, from a short list."""

    count: int = 1
    because: str = ""


@contextmanager
def acting(actor: User, verb: str, *, on: Auditable, process_id: UUID,
           territory_id: UUID | None = None) -> Iterator[Deed]:
    """Check that `actor` may do `verb`, run the block in a transaction, append the audit entry.

    Raises TQ-311 before anything changes when the actor may not.
    """
    require(actor, verb, process_id=process_id, territory_id=territory_id)
    deed = Deed()
    told = under_way.set((process_id, on.pk, verb))
    # What changes has to fit what is there everywhere: keys and numbers are unique in the whole process.
    try:
        with everywhere(), transaction.atomic():
            yield deed
            said = f"{verb}.{deed.because}" if deed.because else verb
            append(process_id=process_id, actor=actor.pseudonym, verb=said, on=on, count=deed.count)
    finally:
        under_way.reset(told)


def export_audit(*, actor: User, process: Auditable, told: Told) -> str:
    """The whole record as CSV, with the digests by which anybody can check it elsewhere; that it was taken is its last
    entry. Whoever may not read words gets it by week, with counts as `told` rounds them. Raises TQ-311.
    """
    with acting(actor, "export_audit", on=process, process_id=process.pk) as deed:
        deed.count = Entry.objects.filter(process_id=process.pk).count()
    if not may(actor, "read_words", process_id=process.pk):
        return weeks_as_csv(weeks(process.pk), told)
    rows = Entry.objects.filter(process_id=process.pk).order_by("sequence")
    return as_csv((Act(row.process_id, row.sequence, row.day.isoformat(), row.actor, row.verb, row.kind,
                       row.object_id, row.count), row.digest) for row in rows)


@transaction.atomic
def append(*, process_id: UUID, actor: str, verb: str, on: Auditable, count: int) -> None:
    """Add one entry to the end of the process's chain and sign the new end."""
    head, _ = Head.objects.select_for_update().get_or_create(process_id=process_id)
    act = Act(process_id, head.sequence + 1, today().isoformat(), actor, verb,
              type(on).__name__.lower(), on.pk, count)
    head.sequence, head.digest = act.sequence, digest(act, head.digest)
    Entry.objects.create(
        process_id=process_id, sequence=act.sequence, day=today(), actor=actor, verb=verb, kind=act.kind,
        object_id=act.object_id, count=count, digest=head.digest)
    head.signature, head.signer = sign(settings.HOME, process_id, head.sequence, head.digest)
    head.save()


def today() -> datetime.date:
    """Days are the finest time the audit keeps."""
    return timezone.localdate()
