"""Columns of text that a later version seals: what stands there waits, as it is, until its process opens.

A migration has no key. So it writes the words into the sealed column behind a mark that no envelope begins with, and
they are sealed with the others that an earlier version left, at the first opening (`stepping.py`).
"""

import json
from collections.abc import Callable
from typing import Any

from django.db import migrations

from tequio.foundation.vault.fields import Sealed, SealedField

# Envelopes begin with their version, which is never zero.
WAITING = b"\x00"


def waits(envelope: bytes) -> bool:
    return envelope[:1] == WAITING


def seal_later(app: str, model: str, name: str, field: SealedField | None = None) -> list[Any]:
    """The operations of a migration that turn the column `name`, of text or JSON, into a sealed one."""
    before = f"{name}_in_the_clear"
    return [
        migrations.RenameField(model_name=model, old_name=name, new_name=before),
        migrations.AddField(model_name=model, name=name, field=field or SealedField()),
        migrations.RunPython(_carried(app, model, name, before), migrations.RunPython.noop),
        migrations.RemoveField(model_name=model, name=before),
    ]


def _text(value: Any) -> str:
    """A list of names one a line, as the sealed column holds it; other JSON as it is written."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _carried(app: str, model: str, name: str, before: str) -> Callable[[Any, Any], None]:
    def carry(apps: Any, editor: Any) -> None:
        rows = apps.get_model(app, model)._base_manager
        said = [(pk, value) for pk, value in rows.values_list("pk", before) if value]
        for pk, value in said:
            rows.filter(pk=pk).update(**{name: Sealed(WAITING + _text(value).encode())})
        if editor.connection.vendor == "postgresql":
            # References are looked at now: a table with some still to be looked at cannot be altered.
            editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return carry
