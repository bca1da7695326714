"""Holding a file until somebody confirms what is to be done with it, and writing down that it came in."""

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Handed
from tequio.foundation.intake.limits import MB
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.writing import write_cells
from tequio.foundation.vault.keyring import keyring
from tequio.listening.bringing.models import Delivery, FileKind, Imprint
from tequio.listening.bringing.sifting import MARKS
from tequio.listening.models import Encounter

HEAVIEST = 15 * MB
# A file that nobody confirmed is not kept past the day on which it was handed in.
EMPTY: Mapping[str, str] = {"data": "", "beside": "", "beside_name": "", "choices": ""}


def hand_over(*, actor: User, territory: Territory, encounter: Encounter | None, kind: FileKind, file: Handed,
              beside: Handed | None = None) -> Delivery:
    """Seal a file under a key of its own until it is confirmed. What this account handed in before and left is gone.

    Raises TQ-206 for a file too large.
    """
    for one in (file, beside):
        if one is not None and len(one.data) > HEAVIEST:
            raise TequioError("TQ-206", file=one.name, megabytes=-(-len(one.data) // MB), limit=HEAVIEST // MB)
    process = territory.process
    row = Delivery(process=process, day=today(), by=actor.pseudonym, kind=kind, territory=territory,
                   encounter=encounter, name=file.name, data=_text(file),
                   beside=_text(beside) if beside else "", beside_name=beside.name if beside else "")
    with acting(actor, "import_material", on=row, process_id=process.pk, territory_id=territory.pk):
        sweep(process, by=actor.pseudonym)
        row.number = 1 + (_all(process).aggregate(last=Max("number"))["last"] or 0)
        keyring.of(process.pk).make_keys([row.pk])
        row.save(force_insert=True)
    return row


def choose(*, actor: User, delivery: Delivery, choices: Mapping[str, Any]) -> None:
    """Keep which question is what. It writes no audit entry: nothing comes in by it."""
    check_waiting(delivery)
    with acting(actor, "import_material", on=delivery, process_id=delivery.process_id,
                territory_id=delivery.territory_id) as deed:
        deed.count = 0
        delivery.choices = json.dumps(choices, ensure_ascii=False)
        delivery.save(update_fields=["choices"])


def let_go(*, actor: User, delivery: Delivery) -> None:
    """The file is not wanted: its bytes, its key and its row go."""
    check_waiting(delivery)
    with acting(actor, "import_material", on=delivery, process_id=delivery.process_id,
                territory_id=delivery.territory_id) as deed:
        deed.count = 0
        _destroy(delivery.process, [delivery.pk])


def finish(delivery: Delivery, counts: Mapping[str, int]) -> None:
    """Inside the action that brought it in: the bytes and their key go, the account stays."""
    for column, blank in EMPTY.items():
        setattr(delivery, column, blank)
    delivery.counts, delivery.done = json.dumps(dict(counts), ensure_ascii=False), True
    delivery.save()
    process_id, pk = delivery.process_id, delivery.pk
    transaction.on_commit(lambda: keyring.of(process_id).destroy_keys([pk]))


def sweep(process: Process, *, by: str = "") -> None:
    """Files that waited past their day go; with `by`, also what that account left waiting."""
    waiting = _all(process).filter(done=False)
    stale = waiting.filter(day__lt=today()) | (waiting.filter(by=by) if by else waiting.none())
    _destroy(process, list(stale.values_list("pk", flat=True)))


def check_waiting(delivery: Delivery) -> None:
    """Raises TQ-434 for a file that was brought in already."""
    if delivery.done:
        raise TequioError("TQ-434")


def write_imprints(delivery: Delivery | None, process: Process, kind: str,
                   rows: Iterable[tuple[Mapping[str, str], UUID]]) -> None:
    """Inside the action that brought them in: how each new thing will be known again, as its sieve marks it."""
    delivery_id = delivery.pk if delivery else None
    write_cells(Imprint, ("id", "process_id", "delivery_id", "kind", "object_id", "replaced", *MARKS), (
        (uuid4(), process.pk, delivery_id, kind, pk, None, *(marked[name] for name in MARKS)) for marked, pk in rows))


def rewrite_imprint(row: Imprint, marked: Mapping[str, str]) -> None:
    """A later version took the place of the earlier words."""
    for column, mark in marked.items():
        setattr(row, column, mark)
    row.replaced = today()
    row.save()


def file_of(delivery: Delivery) -> Handed:
    return Handed(delivery.name, base64.b64decode(delivery.data))


def beside_of(delivery: Delivery) -> Handed | None:
    return Handed(delivery.beside_name, base64.b64decode(delivery.beside)) if delivery.beside else None


def choices_of(delivery: Delivery) -> dict[str, Any]:
    """Which question is what, as it was chosen; nothing where nobody chose yet."""
    found: dict[str, Any] = json.loads(delivery.choices) if delivery.choices else {}
    return found


def _text(file: Handed) -> str:
    return base64.b64encode(file.data).decode("ascii")


def _all(process: Process) -> Any:
    return Delivery.objects.filter(process=process)


def _destroy(process: Process, rows: list[UUID]) -> None:
    if rows:
        _all(process).filter(pk__in=rows).delete()
        transaction.on_commit(lambda: keyring.of(process.pk).destroy_keys(rows))
