"""Readings of a version that stated nothing under seal, and what was changed since without a key."""

from uuid import UUID

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.statements import altered
from tequio.listening.permissions import widened
from tequio.protection.models import Review, ReviewStatus, TextReading


def state_older(process_id: UUID) -> None:
    for model in (Review, TextReading):
        for row in model.objects.filter(process=process_id):
            if not row.decided:
                row.save(update_fields=["status"])


def changed_without_a_key(process: Process) -> int | None:
    """How many permissions and readings say more than was decided; None while the process is locked."""
    if not keyring.is_open(process.pk):
        return None
    with everywhere():
        return len(widened(process)) + sum(
            len(altered(list(model.objects.filter(process=process)), nothing=ReviewStatus.MACHINE))
            for model in (Review, TextReading))
