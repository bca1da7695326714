"""Rows of a SQLite file lie in no order: their place in it says nothing of which came first.

SQLite numbers the rows of a table as they come, beside the number that they have of their own. A trigger gives each row
a random one at once (SQLite, «Rowid Tables»: a row may be moved by assigning its `rowid`). On PostgreSQL nothing is
numbered; where its rows lie is known to whoever holds the server, as SECURITY.md says.
"""

from typing import Any

from django.db import connection, models

from tequio.foundation.vault.rows import Model, ours

TRIGGER = ('CREATE TRIGGER "{name}" AFTER INSERT ON "{table}" BEGIN '
           'UPDATE "{table}" SET rowid = random() WHERE rowid = NEW.rowid; END')


def scatter_rows(**_signal: Any) -> int:
    """Scatter the tables in which rows still lie as they came, and keep them so. Returns how many tables there were."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        there = set(cursor.fetchall())
        new = [model._meta.db_table for model in ours() if _is_numbered_at_random(model)
               and ("table", model._meta.db_table) in there and ("trigger", _name(model._meta.db_table)) not in there]
        for table in new:
            cursor.execute(f'UPDATE "{table}" SET rowid = random()')
            cursor.execute(TRIGGER.format(name=_name(table), table=table))
    return len(new)


def _is_numbered_at_random(model: Model) -> bool:
    return isinstance(model._meta.pk, models.UUIDField) and not model._meta.proxy and model._meta.managed


def _name(table: str) -> str:
    return f"{table}_scattered"
