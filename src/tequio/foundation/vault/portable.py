"""Rows of a process as lines of JSON that either database can take in, at the shape they had when written.

Sealed columns are carried as they are, sealed. A row of an earlier version goes into a database of that version, which
is then brought up to date by the same migrations that any installation runs.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps as present
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.fields import Sealed
from tequio.foundation.vault.rows import Model, of_process, with_process

BATCH = 500
# Those that are written down for today only.
PASSING = {"audit.reading"}
Shape = list[list[str]]


def carried() -> list[Model]:
    return [User, *(model for model in with_process()
                    if model is not User and model._meta.label_lower not in PASSING)]


def lines(model: Model, process_id: UUID) -> Iterator[bytes]:
    """The names of the columns, then one line per row."""
    names = [field.attname for field in model._meta.fields]
    rows = of_process(model, process_id).order_by("pk")
    yield from written(names, rows.values_list(*names).iterator(chunk_size=BATCH))


def written(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows whose values stand in the order of `names`, as `load` takes them in."""
    yield json.dumps(list(names)).encode() + b"\n"
    for row in rows:
        yield json.dumps([_plain(value) for value in row], cls=DjangoJSONEncoder).encode() + b"\n"


def load(model: Model, written: Iterable[bytes]) -> int:
    """Take the rows in, in a transaction of the caller. Returns how many there were."""
    rows = iter(written)
    fields = [model._meta.get_field(name) for name in (_named(model, name) for name in json.loads(next(rows)))]
    made = [_row(model, fields, json.loads(line)) for line in rows]
    if model._meta.label == User._meta.label:
        _refuse_known(model, made)
    models.QuerySet(model).bulk_create(made, batch_size=BATCH)
    return len(made)


def _refuse_known(model: Model, accounts: list[Any]) -> None:
    """An account belongs to one process and is there once. Raises TQ-330 for one that this database has already."""
    if models.QuerySet(model).filter(pk__in=[account.pk for account in accounts]).exists():
        raise TequioError("TQ-330")


def is_current() -> bool:
    """Whether this database has been through every migration of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def shape() -> Shape:
    """The migrations that this database has been through."""
    ours = {config.label for config in present.get_app_configs()}
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations() if app in ours)


def take_shape(wanted: Shape) -> Any:
    """Bring an empty database to the shape `wanted`; the models as they were then.

    Raises TQ-332 for the shape of a later version, and for a shared database that has another shape by now.
    """
    executor = MigrationExecutor(connection)
    nodes = {(app, name) for app, name in wanted}
    if not nodes <= executor.loader.graph.nodes.keys():
        raise TequioError("TQ-332")
    # Asked for a migration that another one asked for builds on, Django would go back to it.
    targets = sorted(node for node in nodes
                     if not any(child.key in nodes and child.key[0] == node[0]
                                for child in executor.loader.graph.node_map[node].children))
    if executor.loader.applied_migrations and shape() != sorted(wanted):
        raise TequioError("TQ-332")
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _plain(value: Any) -> Any:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def _named(model: Model, attname: str) -> str:
    return next(field.name for field in model._meta.fields if field.attname == attname)


def _row(model: Model, fields: list[Any], values: list[Any]) -> Any:
    return model(**{field.attname: _value(field, value) for field, value in zip(fields, values, strict=True)
                    if not _counted_here(model, field)})


def _counted_here(model: Model, field: Any) -> bool:
    """A number that only this database gives out and nothing refers to."""
    referred = any(relation.field.many_to_one for relation in model._meta.related_objects)
    return bool(field.primary_key and isinstance(field, models.AutoField) and not referred)


def _value(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return Sealed(base64.b64decode(value))
    return field.to_python(value)
