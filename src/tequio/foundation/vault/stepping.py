"""Envelopes from before words were filled up to steps, and words that wait for a key, sealed when their process opens.

In portions, each in a transaction of its own: killed anywhere, what is left is found by its length the next time.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Length, Substr

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.fields import Sealed, SealedField
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.rows import Model, of_process, sealed_fields
from tequio.foundation.vault.sealed_later import WAITING, waits
from tequio.foundation.vault.sealing import seal
from tequio.foundation.vault.steps import SMALL, on_a_step, padded, unpadded

PORTION = 500
LENGTH, FIRST = "length_of_envelope", "first_of_envelope"
LOST = ("TQ-302", "TQ-305")


def seal_to_steps(process_id: UUID) -> int:
    """Seal anew, filled up, every envelope whose length tells more than its step. Returns how many there were."""
    opened, count = keyring.of(process_id), 0
    for model, fields in sealed_fields():
        for field in fields:
            for portion in _portions(model, field, process_id):
                rows: models.QuerySet[Any] = models.QuerySet(model).filter(pk__in=portion)
                with transaction.atomic():
                    count += sum(_sealed_anew(opened, model, field, row) for row in rows)
    return count


def _portions(model: Model, field: SealedField, process_id: UUID) -> Iterator[list[UUID]]:
    lengths = of_process(model, process_id).annotate(**{
        LENGTH: Length(field.name), FIRST: Substr(field.name, 1, 1, output_field=models.BinaryField())}).exclude(
        models.Q(**{f"{LENGTH}__in": (0, *SMALL)}) & ~models.Q(**{FIRST: WAITING})).values_list("pk", LENGTH, FIRST)
    found = [row_id for row_id, length, first in lengths if length and (waits(bytes(first)) or not on_a_step(length))]
    yield from (found[at:at + PORTION] for at in range(0, len(found), PORTION))


def _sealed_anew(opened: OpenProcess, model: Model, field: SealedField, row: models.Model) -> bool:
    """False for what nobody can open any more: it stays as it is."""
    key_id, (_, binding) = field.key_id(row), field.binding(row)
    try:
        before = bytes(field.sealed_in(row))
        words = before[1:] if waits(before) else unpadded(opened.unsealed(key_id, before, binding))
    except TequioError as fault:
        if fault.problem.code in LOST:
            return False
        raise
    envelope = Sealed(seal(opened.key_for(key_id), padded(words), binding))
    models.QuerySet(model).filter(pk=row.pk).update(**{field.name: envelope})
    return True
