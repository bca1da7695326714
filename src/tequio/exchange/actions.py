"""Verbs: believing a machine or no longer, lending to it, sending to it."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction

from tequio.exchange.cards import Card, own_card
from tequio.exchange.envelope import closed, packed
from tequio.exchange.merging import Entry, settle
from tequio.exchange.models import Held, Machine, Taken
from tequio.exchange.parts import in_parts
from tequio.exchange.payload import lines
from tequio.exchange.placing import Key
from tequio.exchange.queries import awaited_by, machine_named
from tequio.exchange.scope import concerning
from tequio.exchange.state import BATCH, State, mark, recorded
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.audit.models import Head
from tequio.foundation.audit.queries import before, signed_head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail import exchanging
from tequio.foundation.vault.keyring import keyring

ENDED = "ended"
# How many bundles one says to have taken, and how many one remembers without an answer.
TOLD, UNANSWERED = 200, 20
# At how many earlier bundles one says where one's audit stood then.
EARLIER = 500
VERB = "exchange"


def accept_card(*, actor: User, process: Process, card: Card, limits: dict[str, Any] | None = None) -> Machine:
    """From here on the machine's bundles are believed. Raises TQ-342, TQ-357."""
    if card.process_id != process.pk:
        raise TequioError("TQ-342")
    if card.signer == own_card(process.pk, keyring.of(process.pk), settings.HOME).signer:
        raise TequioError("TQ-357")
    with acting(actor, VERB, on=process, process_id=process.pk):
        machine, _ = Machine.objects.update_or_create(process=process, signer=card.signer, defaults={
            "name": card.name, "recipient": card.recipient, "trusted": True, "limits": limits})
    return machine


def stop_trusting(*, actor: User, process: Process, name: str) -> Machine:
    """Nothing of that machine is taken any more, and nothing is sent to it. What it brought before stays."""
    machine = machine_named(process, name)
    with acting(actor, VERB, on=machine, process_id=process.pk):
        machine.trusted = False
        machine.save(update_fields=["trusted"])
    return machine


def lend(*, actor: User, process: Process, card: Card, territories: Collection[str], words: bool) -> bytes:
    """A first bundle for a machine that works in the field: what it needs, of those territories only.

    Raises TQ-342, TQ-357, and TQ-358 for a territory that is not there.
    """
    known = dict(process.territories.values_list("key", "pk"))
    missing = [key for key in territories if key not in known]
    if missing or not territories:
        raise TequioError("TQ-358", value=", ".join(missing), known=", ".join(sorted(known)))
    limits = {"territories": [str(known[key]) for key in territories], "words": words}
    with transaction.atomic():
        machine = accept_card(actor=actor, process=process, card=card, limits=limits)
        return send(actor=actor, process=process, name=machine.name)


def send(*, actor: User, process: Process, name: str, everything: bool = False) -> bytes:
    """A bundle for the machine of that name: what it is not known to have.

    Raises TQ-347 when it is too much at once, TQ-352 for a machine that is not known or no longer believed.
    """
    machine = machine_named(process, name, trusted=True)
    with acting(actor, VERB, on=machine, process_id=process.pk) as deed:
        exchanging.prepare(process.pk)
        state = recorded(process.pk)
        settle(state)
        held = {} if everything else _held(machine)
        entries, ended = _news(state, machine, held)
        bundle = uuid.uuid4()
        deed.count = len(entries) + len(ended)
        content = closed(_statement(state, machine, bundle), packed(lines(entries, ended)), folder=settings.HOME)
        parts = b"".join(in_parts(bundle, content))
        _remember(state, machine, bundle, [entry.key for entry in entries], ended)
    return parts


def _held(machine: Machine) -> dict[Key, str]:
    rows = Held.objects.filter(machine=machine, bundle=None).values_list("kind", "row_id", "mark")
    return {(kind, row_id): said for kind, row_id, said in rows}


def _news(state: State, machine: Machine, held: dict[Key, str]) -> tuple[list[Entry], list[Key]]:
    concerned = concerning(state, machine, set(held))
    # What is gone there does not go there again, whether or not somebody decided about it here.
    gone = awaited_by(machine) | {key for key, said in held.items() if said == ENDED}
    new = [key for key in concerned - gone if held.get(key) != mark(state, key)]
    entries = [Entry(key, state.histories[key], state.contents.get(key, {})) for key in new]
    return entries, [key for key in state.ended if held.get(key) != ENDED]


def _statement(state: State, machine: Machine, bundle: uuid.UUID) -> dict[str, Any]:
    # Nothing is entered between what the bundle says and the entry that it was sent.
    Head.objects.select_for_update().filter(process_id=state.process_id).first()
    card, end = own_card(state.process_id, state.opened, settings.HOME), signed_head(state.process_id)
    earlier = before(state.process_id, verb=VERB, object_id=machine.pk, most=EARLIER)
    taken = Taken.objects.filter(machine=machine).order_by("-pk").values_list("bundle", flat=True)[:TOLD]
    return {"process": str(state.process_id), "bundle": str(bundle), "to": machine.recipient,
            "card": {"recipient": card.recipient, "signer": card.signer}, "limits": machine.limits,
            "audit": {"sequence": end.sequence, "digest": end.digest, "signature": end.signature,
                      "signer": end.signer, "earlier": [list(one) for one in earlier]},
            # In the order of their numbers, which tells nothing of when they came.
            "taken": sorted(map(str, taken))}


def _remember(state: State, machine: Machine, bundle: uuid.UUID, rows: Iterable[Key], ended: Iterable[Key]) -> None:
    """What the machine will have once it takes this bundle; it says so in one of its own."""
    marks = {key: mark(state, key) for key in rows} | dict.fromkeys(ended, ENDED)
    Held.objects.bulk_create([Held(machine=machine, kind=kind, row_id=row_id, mark=said, bundle=bundle)
                              for (kind, row_id), said in marks.items()], batch_size=BATCH)
    waiting = Held.objects.filter(machine=machine).exclude(bundle=None)
    many = waiting.values("bundle").annotate(rows=models.Count("pk")).order_by("rows")
    for one in list(many)[:max(0, len(many) - UNANSWERED)]:
        waiting.filter(bundle=one["bundle"]).delete()
