"""What a table holds once: which of the rows to be added repeats another."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import UniqueConstraint

from tequio.foundation.errors import TequioError
from tequio.foundation.trail.noun import Noun

BATCH = 500


def check_once(rows: Sequence[Noun]) -> None:
    """Raises TQ-767 for a row that repeats one before it, or one that is kept."""
    if not rows:
        return
    for names, nulls_are_one in _held_once(type(rows[0])):
        seen: set[tuple[Any, ...]] = set()
        for row in rows:
            key = tuple(getattr(row, name) for name in names)
            if None in key and not nulls_are_one:
                continue
            if key in seen:
                raise _repeated(row)
            seen.add(key)
        for row in _kept(rows, names, seen):
            raise _repeated(row)


def _held_once(model: type[Noun]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The columns that together occur once, and whether two that lack a value are the same."""
    for field in model._meta.concrete_fields:
        if field.unique:
            yield (field.attname,), False
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is None:
            names = tuple(model._meta.get_field(name).attname for name in rule.fields)  # type: ignore[union-attr]
            yield names, rule.nulls_distinct is False


def _kept(rows: Sequence[Noun], names: tuple[str, ...], seen: set[tuple[Any, ...]]) -> Iterator[Noun]:
    firsts = list({key[0] for key in seen})
    for at in range(0, len(firsts), BATCH):
        for row in type(rows[0]).objects.filter(**{f"{names[0]}__in": firsts[at:at + BATCH]}).only(*names):
            if tuple(getattr(row, name) for name in names) in seen:
                yield row


def _repeated(row: Noun) -> TequioError:
    name: str | UUID = getattr(row, "key", "") or row.pk
    return TequioError("TQ-767", kind=str(row._meta.verbose_name), value=str(name))
