"""A new process key, for when somebody leaves: every key wrapped anew, every field sealed anew.

The key file is replaced inside the transaction that seals the rows, just before it commits. Killed before that, all is
as it was. Killed between the two, the file already shuts out whoever left, keeps the earlier field key wrapped by the
new one, and says that rows are still to be sealed anew; that is done when the process is next opened.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.people import rewrapped, sealed_for
from tequio.foundation.vault.rows import Model, of_process, sealed_fields
from tequio.foundation.vault.sealing import derived, new_key, seal, unseal

ROWS = 500


def renew_key(process_id: UUID, *, without: str) -> None:
    """Give the process a new key that `without` cannot open; everybody else keeps their passphrase.

    Must run inside the transaction of the action that removes them.
    """
    opened = keyring.of(process_id)
    with opened.alone():
        key = new_key()
        kept = _wrapped_by(key, opened, without)
        _seal_rows(process_id, opened, derived(key, "fields"))
        opened.take_key(key, kept)
    transaction.on_commit(lambda: _finished(opened))


def seal_anew(process_id: UUID) -> None:
    """Finish a renewal that was cut short. Rows already sealed with the present key stay as they are."""
    opened = keyring.of(process_id)
    with transaction.atomic():
        _seal_rows(process_id, opened, opened.field_key)
    _finished(opened)


def _finished(opened: OpenProcess) -> None:
    opened.change(lambda kept: replace(kept, renewing=False))


def _wrapped_by(key: bytes, opened: OpenProcess, without: str) -> Kept:
    kept = opened.kept
    wrapping = keyfile.Wrapping(key)
    recovery = kept.recovery and replace(kept.recovery, sealed=sealed_for(kept.recovery.public, key))
    return replace(
        kept, people=tuple(rewrapped(person, key) for person in kept.people if person.pseudonym != without),
        wrapped={row: wrapping.wrap(row, opened.key_for(row)) for row in kept.wrapped},
        fingerprint=keyfile.fingerprint(key), recovery=recovery, retired=opened.retire(key),
        revision=kept.revision + 1, renewing=True)


def _seal_rows(process_id: UUID, opened: OpenProcess, field_key: bytes) -> None:
    for model, fields in sealed_fields():
        by_process = [field for field in fields if not (field.key_of and _always_own_key(model, field))]
        if by_process:
            with connection.cursor() as cursor:
                for changes in _in_parts(_sealed_anew(model, by_process, process_id, opened, field_key)):
                    cursor.executemany(_update(model, by_process), changes)


def _always_own_key(model: Model, field: SealedField) -> bool:
    names = {getattr(one, "attname", ""): one for one in model._meta.fields}
    return field.key_of in ("id", "pk") or not names[field.key_of].null


def _sealed_anew(model: Model, fields: list[SealedField], process_id: UUID, opened: OpenProcess,
                 field_key: bytes) -> Iterator[list[Any]]:
    for row in of_process(model, process_id).iterator(chunk_size=ROWS):
        values = [_anew(field, row, opened, field_key) for field in fields]
        yield [*values, model._meta.pk.get_db_prep_value(row.pk, connection)]


def _anew(field: SealedField, row: models.Model, opened: OpenProcess, field_key: bytes) -> bytes:
    envelope = bytes(field.sealed_in(row))
    if not envelope or field.key_id(row) is not None:
        return envelope
    binding = field.binding(row)[1]
    try:
        unseal(field_key, envelope, binding)
        return envelope
    except TequioError:
        return seal(field_key, opened.unsealed(None, envelope, binding), binding)


def _in_parts(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    """Read whole before anything is written: SQLite may show an updated row to the reader a second time."""
    found = list(rows)
    yield from (found[at:at + ROWS] for at in range(0, len(found), ROWS))


def _update(model: Model, fields: list[SealedField]) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    return f"UPDATE {quoted(model._meta.db_table)} SET {columns} WHERE {quoted(str(model._meta.pk.column))} = %s"
