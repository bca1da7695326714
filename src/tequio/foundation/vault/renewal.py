"""A new process key, for when somebody leaves: nothing that is written from then on opens with anything from before.

The key file is replaced inside the transaction that takes the roles, just before it commits. Whatever seals a row is
made of its own secret and of the process key, so the first write after that is out of reach of whoever left, although
they may know every secret from before. Once the transaction is over, all that was written earlier is sealed anew in
portions. Killed anywhere, the file says that this is not done; it goes on when the process is next opened.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Length

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.people import rewrapped, sealed_for
from tequio.foundation.vault.rows import Model, of_process, sealed_fields
from tequio.foundation.vault.sealing import new_key, seal, unseal

# A portion is one transaction: short enough that others who write hardly wait, small enough for any memory.
ROWS = 500
BYTES = 8 << 20
SWEEPS = 5
Change = list[Any]


def renew_key(process_id: UUID, *, without: str) -> None:
    """Give the process a new key that `without` cannot open; everybody else keeps their passphrase.

    Must run inside the transaction of the action that removes them.
    """
    opened = keyring.of(process_id)
    with opened.alone():
        # The new key is handed to the public keys of this file: it is read and checked once more.
        opened.follow(anew=True)
        key = new_key()
        opened.take_key(key, _wrapped_by(key, opened, without))
    transaction.on_commit(lambda: sweep(process_id))


def seal_anew(process_id: UUID) -> None:
    """Finish a renewal when the process opens. What was under way when the key changed has been written by now."""
    for _ in range(SWEEPS):
        if not sweep(process_id):
            break
    keyring.of(process_id).change(lambda kept: replace(kept, renewing=False))


def sweep(process_id: UUID) -> int:
    """Seal with the present keys whatever is not; how many rows were. Rows that no key opens stay as they are."""
    opened = keyring.of(process_id)
    return sum(len(part) for model, fields in sealed_fields()
               for part in _portions(model, fields, process_id, opened))


def _wrapped_by(key: bytes, opened: OpenProcess, without: str) -> Kept:
    kept = opened.kept
    wrapping = keyfile.Wrapping(key)
    recovery = kept.recovery if kept.recovery and kept.recovery.confirmed else None
    recovery = recovery and replace(recovery, sealed=sealed_for(recovery.public, key))
    stay = [person for person in kept.people if person.confirmed and person.pseudonym != without]
    return replace(
        kept, people=tuple(rewrapped(person, key) for person in stay),
        wrapped={row: wrapping.wrap(row, opened.secret_of(row)) for row in kept.wrapped},
        fingerprint=keyfile.fingerprint(key), recovery=recovery, retired=opened.retire(key),
        revision=kept.revision + 1, renewing=True)


def _portions(model: Model, fields: list[SealedField], process_id: UUID, opened: OpenProcess) -> Iterator[list[Change]]:
    every = of_process(model, process_id).order_by("pk")
    size = _rows_of_a_portion(every, fields)
    while True:
        with transaction.atomic():
            rows = list(every[:size])
            changes = [change for row in rows if (change := _change(model, fields, row, opened))]
            if changes:
                with connection.cursor() as cursor:
                    cursor.executemany(_update(model, fields), changes)
        yield changes
        if len(rows) < size:
            return
        every = every.filter(pk__gt=rows[-1].pk)


def _rows_of_a_portion(rows: "models.QuerySet[Any]", fields: list[SealedField]) -> int:
    longest = rows.order_by().aggregate(**{field.name: Max(Length(field.name)) for field in fields})
    return max(1, min(ROWS, BYTES // max(1, sum(value or 0 for value in longest.values()))))


def _change(model: Model, fields: list[SealedField], row: models.Model, opened: OpenProcess) -> Change | None:
    """New envelopes, the row, and the envelopes that they replace; None where every one is of the present keys."""
    before = [bytes(field.sealed_in(row)) for field in fields]
    after = [_anew(field, row, envelope, opened) for field, envelope in zip(fields, before, strict=True)]
    return [*after, model._meta.pk.get_db_prep_value(row.pk, connection), *before] if after != before else None


def _anew(field: SealedField, row: models.Model, envelope: bytes, opened: OpenProcess) -> bytes:
    if not envelope:
        return envelope
    key_id, binding = field.key_id(row), field.binding(row)[1]
    try:
        key = opened.key_for(key_id)
        if _opens(key, envelope, binding):
            return envelope
        return seal(key, opened.unsealed(key_id, envelope, binding), binding)
    except TequioError:
        # Withdrawn, or altered by somebody: whoever reads it is told so.
        return envelope


def _opens(key: bytes, envelope: bytes, binding: bytes) -> bool:
    try:
        unseal(key, envelope, binding)
    except TequioError:
        return False
    return True


def _update(model: Model, fields: list[SealedField]) -> str:
    """Only where the row still says what was read: somebody may have written it meanwhile."""
    quoted = connection.ops.quote_name
    columns = [f"{quoted(str(field.column))} = %s" for field in fields]
    return (f"UPDATE {quoted(model._meta.db_table)} SET {', '.join(columns)} "
            f"WHERE {quoted(str(model._meta.pk.column))} = %s AND {' AND '.join(columns)}")
