"""Texts and numbers that a column cannot hold. SQLite keeps them all the same; PostgreSQL stops in the middle."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

from tequio.foundation.errors import TequioError
from tequio.foundation.places.keys import KeyField, is_key

MOST: dict[type[Any], int] = {models.PositiveSmallIntegerField: 2**15 - 1, models.PositiveIntegerField: 2**31 - 1}


def check_widths(rows: Iterable[models.Model]) -> None:
    """Raises TQ-247 for a text that is too long for its column, TQ-248 for a number that is too large, TQ-561 for a key
    that could not name a file.

    Words of people are sealed and may be as long as they are.
    """
    for row in rows:
        texts, numbers, keys = _limits(type(row))
        for name in keys:
            if not is_key(str(getattr(row, name))):
                raise _fault("TQ-561", row, name, str(getattr(row, name)))
        for name, longest in texts:
            value = getattr(row, name)
            if isinstance(value, str) and len(value) > longest:
                raise _fault("TQ-247", row, name, value, length=len(value), limit=longest)
        for name, most in numbers:
            value = getattr(row, name)
            if isinstance(value, int) and value > most:
                raise _fault("TQ-248", row, name, str(value), limit=most)


@cache
def _limits(model: type[models.Model]) -> tuple[list[tuple[str, int]], list[tuple[str, int]], list[str]]:
    """The columns of texts and of numbers, each with the most that it holds, and those of keys."""
    fields = model._meta.concrete_fields
    return ([(field.name, field.max_length) for field in fields
             if field.max_length and isinstance(field, models.CharField)],
            [(field.name, MOST[type(field)]) for field in fields if type(field) in MOST],
            [field.name for field in fields if isinstance(field, KeyField)])


def _fault(code: str, row: models.Model, column: str, value: str, **facts: Any) -> TequioError:
    """Where the row came from, if it knows."""
    return TequioError(code, file=getattr(row, "source_file", ""), row=getattr(row, "source_row", None),
                       column=f"{row._meta.verbose_name}: {column}", value=value, **facts)
