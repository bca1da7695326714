"""Accounts go with their process, and with what other applications keep of them."""

from typing import Any
from uuid import UUID

from django.db import connection, models

from tequio.foundation.accounts.models import User


def forget_accounts(process_id: UUID) -> None:
    """Every account of a process that ends. Some applications have models whose tables nobody made."""
    gone = set(User.objects.filter(process_id=process_id).values_list("pk", flat=True))
    tables = connection.introspection.table_names()
    for relation in User._meta.related_objects:
        if relation.related_model._meta.db_table in tables:
            rows: Any = models.QuerySet(relation.related_model).filter(**{f"{relation.field.name}__in": gone})
            rows._raw_delete(using=connection.alias)
    models.QuerySet(User).filter(pk__in=gone)._raw_delete(using=connection.alias)
