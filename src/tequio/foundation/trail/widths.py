"""Texts and numbers that a column cannot hold. SQLite keeps them all the same; PostgreSQL stops in the middle."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from tequio.foundation.errors import TequioError

MOST: dict[type[Any], int] = {models.PositiveSmallIntegerField: 2**15 - 1, models.PositiveIntegerField: 2**31 - 1}


def check_widths(rows: Iterable[models.Model]) -> None:
    """Raises TQ-247 for a text that is too long for its column, TQ-248 for a number that is too large.

    Words of people are sealed and may be as long as they are.
    """
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.max_length and isinstance(field, models.CharField):
                _check_text(row, field)
            elif (most := MOST.get(type(field))) is not None:
                _check_number(row, field, most)


def _check_text(row: models.Model, field: "models.CharField[Any, Any]") -> None:
    value = getattr(row, field.attname)
    if isinstance(value, str) and len(value) > (field.max_length or 0):
        raise _fault("TQ-247", row, field.name, value, length=len(value), limit=field.max_length)


def _check_number(row: models.Model, field: "models.Field[Any, Any]", most: int) -> None:
    value = getattr(row, field.attname)
    if isinstance(value, int) and value > most:
        raise _fault("TQ-248", row, field.name, str(value), limit=most)


def _fault(code: str, row: models.Model, column: str, value: str, **facts: Any) -> TequioError:
    """Where the row came from, if it knows."""
    return TequioError(code, file=getattr(row, "source_file", ""), row=getattr(row, "source_row", None),
                       column=f"{row._meta.verbose_name}: {column}", value=value, **facts)
