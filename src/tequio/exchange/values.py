"""Values of columns as JSON has them, and back."""

import base64
import datetime
from typing import Any
from uuid import UUID

from django.db import models

from tequio.foundation.vault.fields import SealedField


def plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    # Choices are strings and numbers of their own class.
    return str(value) if isinstance(value, str) else value


def value_for(field: Any, value: Any) -> Any:
    """What the column takes. Raises ValueError, TypeError or ValidationError for what does not belong there."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField) and not isinstance(field, SealedField):
        return base64.b64decode(value, validate=True)
    if field.many_to_one or field.one_to_one:
        return UUID(value)
    if isinstance(field, models.CharField | models.TextField | SealedField):
        if not isinstance(value, str):
            raise TypeError(field.attname)
        return value
    return field.to_python(value)
