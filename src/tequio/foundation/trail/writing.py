"""Writing many new rows of one model: SQLite reads one statement and is handed the rows.

For tens of thousands of rows most of the time of Django's `bulk_create` goes into the text of statements. Other
databases are reached over a connection, where few statements count for more, and keep it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection as here
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tequio.foundation.vault.scattering import drawn, is_numbered_at_random

BATCH = 500
# Kilobytes of pages that SQLite may hold in memory, in a connection that writes many rows.
PAGES = 65_536
# Fields whose cells SQLite takes as they are, once a UUID is written as Django writes it.
PLAIN = (models.CharField, models.UUIDField, models.ForeignKey, models.BooleanField, models.IntegerField)
AS_IT_IS = frozenset({str, int, bool, type(None)})

Cell = Callable[[models.Model], Any]


def write_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows, which are of one model and have their keys."""
    if not rows:
        return
    model: Any = type(rows[0])
    if here.vendor != "sqlite":
        # By their random numbers: where a row lies says nothing of the line of the sheet that it came from.
        model._base_manager.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=BATCH)
        return
    # The connection itself: asking for that of this thread costs more than a cell does.
    connection = connections[here.alias]
    fields = model._meta.concrete_fields
    cells = [_cell(field, connection) for field in fields]
    _insert(model, [field.attname for field in fields], [[cell(row) for cell in cells] for row in rows], once=False)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def write_cells(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], *,
                once: bool = False) -> None:
    """Insert new rows as plain values of `columns`, for models of which nobody needs the objects.

    Every column has to be there, the key as well; with `once`, rows that are there already stay.
    """
    if here.vendor == "sqlite":
        _insert(model, columns, [[cell.hex if type(cell) is UUID else cell for cell in row] for row in rows], once=once)
        return
    models.QuerySet(model).bulk_create([model(**dict(zip(columns, row, strict=True))) for row in rows],
                                       ignore_conflicts=once, batch_size=BATCH)


def _insert(model: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, once: bool) -> None:
    name, meta = here.ops.quote_name, model._meta
    names = [name(meta.get_field(column).column) for column in columns]
    if is_numbered_at_random(model):
        # In the order of their UUIDs: whatever they came in, and SQLite goes through its trees once.
        key = list(columns).index(meta.pk.attname)
        ordered = sorted(rows, key=lambda row: row[key])
        names, rows = ["rowid", *names], [[place, *row] for place, row in zip(drawn(len(rows)), ordered, strict=True)]
    with transaction.atomic(savepoint=False), here.cursor() as cursor:
        if len(rows) >= BATCH:
            # UUIDs fall all over the trees: with the usual two megabytes each page is written and read again and again.
            cursor.execute(f"PRAGMA cache_size = -{PAGES}")
        cursor.executemany(f"INSERT {'OR IGNORE ' if once else ''}INTO {name(meta.db_table)} "
                           f"({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", rows)


def _cell(field: Any, connection: BaseDatabaseWrapper) -> Cell:
    attribute = field.attname

    def plain(row: models.Model) -> Any:
        value = getattr(row, attribute)
        kind = type(value)
        return value if kind in AS_IT_IS else value.hex if kind is UUID else prepared(row)

    def prepared(row: models.Model) -> Any:
        return field.get_db_prep_save(field.pre_save(row, True), connection)

    return plain if isinstance(field, PLAIN) else prepared
