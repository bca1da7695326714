"""Destroying on the day it was promised: rows, edges, keys, documents, and what the database file still held of them.

Keys go last inside the transaction: killed before the end, the due day still stands and the next run completes it.
"""

import datetime
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import ProtectedError

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.removal import forget_accounts
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.register import tables
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.models import Retention
from tequio.foundation.vault.rows import keyed_rows, of_process, ours, with_process
from tequio.foundation.vault.search import forget

DOCUMENTS, WHOLE = "documents", "process"
# What a build writes beside the database.
WRITTEN = ("documentos", "build.json", "cuenta.sellada")


Follow = Callable[[UUID, str, "list[UUID] | None"], None]
_after_destroying: list[Follow] = []


def when_destroyed(follow: Follow) -> None:
    """`follow` destroys what else was kept of rows of a kind: of all, or of those with the given UUIDs."""
    _after_destroying.append(follow)


def kinds() -> dict[str, type[Noun]]:
    """Everything that can be given a due day of its own, by the kind it has on the trail."""
    return {str(model._meta.model_name): model for model in ours() if issubclass(model, Noun)}


def promise(*, actor: User, process: Process, what: str, due: datetime.date) -> Retention:
    """Fix the day on which `what` is destroyed. Raises TQ-338 for something that is not kept."""
    if what not in (*kinds(), DOCUMENTS, WHOLE):
        raise TequioError("TQ-338", value=what, known=", ".join([*kinds(), DOCUMENTS, WHOLE]))
    with acting(actor, "manage_retention", on=process, process_id=process.pk):
        row, _ = Retention.objects.update_or_create(process=process, what=what, defaults={"due": due, "done": None})
    return row


def due(process: Process, today: datetime.date) -> list[Retention]:
    """What should be gone by `today`, the whole process last."""
    rows = Retention.objects.filter(process=process, due__lte=today, done=None)
    return sorted(rows, key=lambda row: row.what == WHOLE)


def purge_due(*, actor: User, process: Process, today: datetime.date) -> dict[str, int]:
    """Destroy everything whose day has come; how many rows or files went, by what they were."""
    gone = {}
    for row in due(process, today):
        with acting(actor, "purge", on=process, process_id=process.pk) as deed:
            gone[row.what] = deed.count = _purge(process, row.what)
            # When the whole process goes, its due days go with it.
            Retention.objects.filter(pk=row.pk).update(done=today)
    if gone:
        scrub()
    return gone


def destroy(process: Process, kind: str, ids: Iterable[UUID] | None = None) -> int:
    """Delete rows of one kind (all, or `ids`) with their edges and keys, in the caller's transaction; how many.

    Raises TQ-339 when something else still stands on them.
    """
    model, sealed = kinds()[kind], keyed_rows(process.pk)
    rows = of_process(model, process.pk)
    chosen = None if ids is None else list(ids)
    rows = rows if chosen is None else rows.filter(pk__in=chosen)
    try:
        _, by_model = rows.delete()
    except ProtectedError as fault:
        raise TequioError("TQ-339", value=kind) from fault
    for follow in _after_destroying:
        follow(process.pk, kind, chosen)
    _cut_edges(process)
    _shred(process, sealed - keyed_rows(process.pk))
    return by_model.get(model._meta.label, 0)


def without_key(process: Process) -> Counter[str]:
    """Delete what nobody can ever read again: rows whose data key is in no key file. How many of each kind."""
    alive, gone = keyring.of(process.pk).kept.wrapped.keys(), Counter[str]()
    for kind, model in kinds().items():
        if any(getattr(field, "key_of", "") in ("id", "pk") for field in model._meta.fields):
            dead = set(of_process(model, process.pk).values_list("pk", flat=True)) - alive
            gone[kind] += destroy(process, kind, dead) if dead else 0
    return +gone


def scrub() -> None:
    """Leave nothing of deleted rows in the database's files."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The connection has `secure_delete` on; what it had not overwritten goes with the old file.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for model in with_process():
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


def _purge(process: Process, what: str) -> int:
    if what == DOCUMENTS:
        return _remove_documents(settings.HOME)
    return _purge_process(process) if what == WHOLE else destroy(process, what)


def _purge_process(process: Process) -> int:
    """All of it except the account of who did what; the key file goes, and with it every backup's words."""
    rows = 0
    forget_accounts(process.pk)
    for model in with_process():
        if not tables()[model._meta.label_lower].account:
            rows += of_process(model, process.pk)._raw_delete(using=connection.alias)
    _remove_documents(settings.HOME)
    path = keyring.of(process.pk).path
    _shred(process, keyring.of(process.pk).kept.wrapped.keys())
    transaction.on_commit(lambda: _close(process.pk, path))
    return rows


def _close(process_id: UUID, path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".lock").unlink(missing_ok=True)
    keyring.lock(process_id)


def _cut_edges(process: Process) -> None:
    """Edges that lead to nothing any more."""
    edges = Edge.objects.filter(process_id=process.pk)
    for kind, model in kinds().items():
        alive = of_process(model, process.pk).values("pk")
        edges.filter(source_kind=kind).exclude(source_id__in=alive).delete()
        edges.filter(target_kind=kind).exclude(target_id__in=alive).delete()


def _shred(process: Process, rows: Iterable[UUID]) -> None:
    keyring.of(process.pk).destroy_keys(list(rows))
    forget(process.pk)


def _remove_documents(home: Path) -> int:
    files = [path for name in WRITTEN for path in (home / name, *(home / name).rglob("*")) if path.is_file()]
    for path in files:
        path.unlink()
    for name in WRITTEN:
        shutil.rmtree(home / name, ignore_errors=True)
    return len(files)
