"""Rows of a SQLite file lie in no order: their place in it says nothing of which came first.

SQLite numbers the rows of a table as they come, beside the number that they have of their own. Here each row gets a
random even number instead (SQLite, «Rowid Tables»: a row is moved by assigning its `rowid`). The number that SQLite
gives by itself is the largest plus one, hence odd: a trigger knows it by that and moves the row. Whoever writes many
rows draws theirs while writing. On PostgreSQL nothing is numbered; where its rows lie is known to whoever
holds the server, as SECURITY.md says.
"""

import os
from array import array
from typing import Any

from django.db import connection, models

from tequio.foundation.vault.rows import Model, ours

AT_RANDOM = "random() & -2"
TRIGGER = ('CREATE TRIGGER "{name}" AFTER INSERT ON "{table}" WHEN NEW.rowid & 1 BEGIN '
           f'UPDATE "{{table}}" SET rowid = {AT_RANDOM} WHERE rowid = NEW.rowid; END')


def drawn(count: int) -> list[int]:
    """So many random even numbers for rows, in their order."""
    return sorted(number & -2 for number in array("q", os.urandom(8 * count)))


def scatter_rows(**_signal: Any) -> int:
    """Scatter the tables in which rows still lie as they came, and keep them so. Returns how many tables there were."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        there = set(cursor.fetchall())
        new = [model._meta.db_table for model in ours() if is_numbered_at_random(model)
               and ("table", model._meta.db_table) in there and ("trigger", _name(model._meta.db_table)) not in there]
        for table in new:
            cursor.execute(f'UPDATE "{table}" SET rowid = {AT_RANDOM}')
            cursor.execute(TRIGGER.format(name=_name(table), table=table))
    return len(new)


def is_numbered_at_random(model: Model) -> bool:
    """Whether its rows have a UUID, and SQLite's number is one beside it."""
    return isinstance(model._meta.pk, models.UUIDField) and not model._meta.proxy and model._meta.managed


def _name(table: str) -> str:
    return f"{table}_scattered"
