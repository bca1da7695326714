"""What people decided stands twice: in plain columns, for queries, and sealed beside them, for whoever believes it.

Whoever can write the database and holds no key can change a plain column, not the statement about it. A statement
also says after how many acts of the record about that row it was made, so that an older one of the same row, put back,
is no longer believed. Statements hold no words of people; opening one is no reading.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from tequio.foundation.audit.queries import acts_on, is_under_way
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.fields import Sealed, SealedField
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.steps import unpadded


class StatementField(SealedField):
    """A sealed statement about its row."""

    def open(self, instance: models.Model, envelope: Sealed) -> str:
        if not envelope:
            return ""
        process_id, binding = self.binding(instance)
        return unpadded(keyring.of(process_id).unsealed(self.key_id(instance), bytes(envelope), binding)).decode()

    def stated(self, instance: models.Model) -> Any:
        """What it says; None where it says nothing or does not open."""
        with suppress(TequioError, ValueError):
            return json.loads(getattr(instance, self.attname))
        return None


class Attested(models.Model):
    """A row whose `COVERED` columns are stated each time one of them is saved."""

    COVERED: tuple[str, ...] = ()
    # Whether every act of the record about the row states it anew.
    COUNTED = True
    decided: Any

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        written = None if update_fields is None else set(update_fields)
        if written is None or written & set(self.COVERED):
            state(self)
            written = None if written is None else {*written, "decided"}
        super().save(update_fields=written, **options)


Row = TypeVar("Row", bound=Attested)


class DecidedField(StatementField):
    """The statement of an `Attested` row; rows that are made many at once state themselves as they are written."""

    def pre_save(self, instance: models.Model, add: bool) -> Sealed:
        if add and isinstance(instance, Attested):
            state(instance)
        return super().pre_save(instance, add)


def state(row: Attested) -> None:
    """Say anew what the row says. Without a key nothing is stated: then the row is believed as far as it was before."""
    process_id: UUID = row.process_id  # type: ignore[attr-defined]
    if keyring.is_open(process_id):
        acts = 0 if row._state.adding or not row.COUNTED else acts_on(process_id, [row.pk]).get(row.pk, 0)
        row.decided = json.dumps([_said(row), acts + _more(row)])


def attested(rows: Sequence[Attested]) -> set[UUID]:
    """Those of the rows that say what was decided, as it was last decided. Raises TQ-301 while locked."""
    if not rows:
        return set()
    process_id: UUID = rows[0].process_id  # type: ignore[attr-defined]
    keyring.of(process_id)
    acts = acts_on(process_id, [row.pk for row in rows]) if rows[0].COUNTED else {}
    return {row.pk for row in rows if _field(row).stated(row) in [
        [_said(row), acts.get(row.pk, 0) + more] for more in range(1 + _more(row))]}


def altered(rows: Iterable[Row], *, nothing: str) -> list[Row]:
    """Of the rows whose status is more than `nothing`, those that somebody changed without a key."""
    asked = [row for row in rows if str(row.status) != nothing]  # type: ignore[attr-defined]
    good = attested(asked)
    return [row for row in asked if row.pk not in good]


def _field(row: Attested) -> StatementField:
    field = next(one for one in row._meta.fields if one.name == "decided")
    assert isinstance(field, StatementField)
    return field


def _more(row: Attested) -> int:
    return int(row.COUNTED and is_under_way(row.process_id, row.pk))  # type: ignore[attr-defined]


def _said(row: Attested) -> list[str]:
    values = (getattr(row, name) for name in row.COVERED)
    return [str(one) if isinstance(one, str | UUID) else json.dumps(one, sort_keys=True) for one in values]
