"""Which rows travel between machines, by model, and what identifies a row on all of them.

A model that stands in neither list does not travel: what is new stays at home until somebody decides.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from tequio.foundation.bundles.values import plain
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import Model


class Part(StrEnum):
    """Whom a kind of row concerns."""

    # Every machine needs it to make sense of anything.
    GROUND = "ground"
    # What a machine lent to the field works with and brings back.
    FIELD = "field"
    # Only machines that hold the whole process.
    WHOLE = "whole"


TRAVELS = {
    Part.GROUND: (
        "places.process", "places.territory", "places.group", "places.institution", "diagnosis.code",
        "measurement.indicator", "vault.retention", "protection.receiptsalt"),
    Part.FIELD: (
        "listening.encounter", "listening.attendance", "listening.plan", "listening.riskanswer", "listening.consent",
        "listening.reflection", "listening.voice", "listening.silence", "listening.picture", "listening.audio",
        "listening.suspension", "protection.receipt", "protection.withdrawal",
        "deliberation.round", "deliberation.sitting", "deliberation.statement", "deliberation.reason",
        "deliberation.ballot", "deliberation.vote", "deliberation.urn", "deliberation.cardcount", "trail.edge"),
    Part.WHOLE: (
        "protection.revisit", "protection.review", "protection.textreading", "protection.tap", "protection.lift",
        "diagnosis.coding",
        "diagnosis.link", "diagnosis.finding", "diagnosis.stance", "measurement.observation", "agendas.proposal",
        "agendas.duty", "agendas.principlereview", "agendas.reproductionreview", "agendas.agenda", "agendas.opening",
        "agendas.item", "agendas.item_shared", "agendas.return", "agendas.change", "agendas.carried",
        "agendas.itemanswer", "agendas.unreached", "listening.spelling",
        "followup.response", "followup.commitment", "followup.action", "followup.verdict", "followup.verdict_groups"),
}
STAYS = {
    "accounts.user": "accounts and their passwords belong to a machine",
    "accounts.membership": "each machine says for itself who may do what on it",
    "audit.entry": "one chain per machine; its signed end travels, not its entries",
    "audit.head": "as above",
    "audit.reading": "written down for today only",
    "listening.draft": "nobody has finished it",
    "listening.appointment": "day, hour and place are known to as few machines as possible",
    "listening.pseudonymkey": "who somebody of the team is",
    "listening.delivery": "what a phone sends goes to one machine",
    "listening.imprint": "as above",
    "listening.phone": "as above",
    "listening.letter": "as above; what is taken out of it travels as voices",
    "deliberation.invitation": "opens one sitting, for one phone, on the machine that holds it",
    "deliberation.room": "its secrets open one sitting on the machine that holds it, and go when it closes",
    "deliberation.roomwords": "as above; what two people let pass travels as a statement",
    "protection.reissue": "names files of one machine",
    "protection.textlift": "agreed by two people of one machine, of a text known by a mark that its key made",
    "protection.release": "what was let out stands with the audit of the machine that let it out",
    "protection.told": "what outsiders of one machine saw",
    "agendas.finishing": "signed by two people of one machine, over what stands on it",
    "publication.edition": "as above",
    "publication.signing": "as above",
    "bundles.machine": "each machine decides for itself whom it believes",
    "bundles.taken": "as above", "bundles.held": "as above",
    "bundles.revision": "carried with its row", "bundles.ended": "carried by itself",
    "bundles.awaited": "what one machine asked of this one",
    "bundles.conflict": "carried as versions of its row", "bundles.renamed": "each machine comes to the same by itself",
}
# Columns that each machine fills for itself.
OWN = {"vault.retention": ("done",), "protection.textreading": ("kept", "decided"), "protection.review": ("decided",),
       "listening.voice": ("allowed",)}
# Columns of a slot that name a row for people: another name solves a clash.
NAMES = ("key", "number")


@dataclass(frozen=True)
class Slot:
    """Columns that no two rows may share, and what must hold for a row to take part."""

    columns: tuple[str, ...]
    when: tuple[tuple[str, Any], ...] = ()
    with_nulls: bool = False


@dataclass(frozen=True)
class Kind:
    label: str
    model: Model
    part: Part
    columns: tuple["models.Field[Any, Any]", ...]
    # Column → the kind it refers to.
    parents: dict[str, str]
    # The columns that are its identity where its own number means nothing elsewhere; () where its UUID is.
    natural: tuple[str, ...]
    slots: tuple[Slot, ...]
    # Whose data key seals it: "" the process's, "id" its own, or a column.
    key_of: str
    # What a column holds when nothing is said of it.
    defaults: dict[str, Any]
    # References that are emptied, not followed, when what they lead to goes.
    loose: frozenset[str]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind that travels, each after those it refers to."""
    parts = {label: part for part, labels in TRAVELS.items() for label in labels}
    made = {label: _kind(label, part) for label, part in parts.items()}
    ordered: dict[str, Kind] = {}
    while len(ordered) < len(made):
        ready = [one for label, one in made.items()
                 if label not in ordered and set(one.parents.values()) - {label} <= ordered.keys()]
        ordered |= {one.label: one for one in ready}
    return ordered


def _kind(label: str, part: Part) -> Kind:
    model = apps.get_model(label)
    columns = tuple(field for field in model._meta.fields
                    if not field.primary_key and field.attname not in ("process_id", *OWN.get(label, ())))
    parents = {field.attname: field.related_model._meta.label_lower for field in columns
               if field.many_to_one or field.one_to_one}
    sealed = [field for field in columns if isinstance(field, SealedField)]
    key_of = next((field.key_of for field in sealed if field.key_of), "")
    slots = tuple(_slots(model))
    return Kind(label, model, part, columns, parents, _natural(model, slots, key_of), slots,
                "id" if key_of == "pk" else key_of, {field.attname: plain(field.get_default()) for field in columns},
                frozenset(field.attname for field in columns
                          if field.attname in parents and field.remote_field.on_delete is models.SET_NULL))


def _natural(model: Model, slots: tuple[Slot, ...], key_of: str) -> tuple[str, ...]:
    """Rows that nothing refers to are the same row wherever they fill the same place."""
    referred = model._meta.related_objects or key_of in ("id", "pk") or model is Process
    if referred or any(one.model is model for one in nouns().values()):
        return ()
    return next((slot.columns for slot in slots if not slot.when and not set(slot.columns) & {*NAMES, "digest"}
                 and slot.columns), ())


def _slots(model: Model) -> list[Slot]:
    found = [Slot((field.attname,)) for field in model._meta.fields if field.unique and not field.primary_key]
    found += [Slot(_attnames(model, names)) for names in model._meta.unique_together]
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields:
            when = tuple(child for child in rule.condition.children if isinstance(child, tuple)) \
                if rule.condition else ()
            found.append(Slot(_attnames(model, rule.fields), when, rule.nulls_distinct is False))
    return found


def _attnames(model: Model, names: Any) -> tuple[str, ...]:
    every = (getattr(model._meta.get_field(name), "attname", name) for name in names)
    return tuple(name for name in every if name != "process_id")
