"""What identifies a row on all machines, for every table that travels between them as its room declares."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from tequio.exchange.values import plain
from tequio.foundation.places.models import Process
from tequio.foundation.register import Part, Table, tables
from tequio.foundation.trail.noun import nouns
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import Model

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
    made = {table.name: _kind(table, part) for part in Part for table in tables().values()
            if table.travels is part}
    ordered: dict[str, Kind] = {}
    while len(ordered) < len(made):
        ready = [one for label, one in made.items()
                 if label not in ordered and set(one.parents.values()) - {label} <= ordered.keys()]
        ordered |= {one.label: one for one in ready}
    return ordered


def _kind(table: Table, part: Part) -> Kind:
    model: Any = table.model
    columns = tuple(field for field in model._meta.fields
                    if not field.primary_key and field.attname not in ("process_id", *table.own))
    parents = {field.attname: field.related_model._meta.label_lower for field in columns
               if field.many_to_one or field.one_to_one}
    sealed = [field for field in columns if isinstance(field, SealedField)]
    key_of = next((field.key_of for field in sealed if field.key_of), "")
    slots = tuple(_slots(model))
    return Kind(table.name, model, part, columns, parents, _natural(model, slots, key_of), slots,
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
