"""All rows of one process, whatever room they belong to: for sealing anew, backups and destruction."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyring import OpenProcess, keyring
from tequio.foundation.vault.opened import DESTROYED
from tequio.foundation.vault.steps import unpadded

PACKAGE = "tequio."
Model = type[models.Model]


def ours() -> list[Model]:
    """The models of the rooms; those of the web framework belong to no process."""
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(PACKAGE)]


@cache
def path_to(model: Model, target: Model, passed: tuple[Model, ...] = ()) -> str | None:
    """The shortest lookup that leads from a row of `model` to one of `target`, over any links; None without one."""
    near = [field for field in model._meta.fields if field.remote_field and field.related_model not in passed]
    if direct := next((field.name for field in near if field.related_model is target), None):
        return direct
    further = [(field, path_to(field.related_model, target, (*passed, model))) for field in near
               if field.related_model not in (model, Process)]
    found = [f"{field.name}__{path}" for field, path in further if path]
    return min(found, key=lambda path: (path.count("__"), path), default=None)


@cache
def path_to_process(model: Model) -> str | None:
    """The lookup that leads from a row to its process, or None for a model whose rows belong to none."""
    if model is Process:
        return "pk"
    names = {getattr(field, "attname", "") for field in model._meta.fields}
    if "process_id" in names:
        return "process_id"
    near = [(field, path_to_process(field.related_model)) for field in model._meta.fields
            if field.many_to_one and field.related_model is not model]
    return next((f"{field.name}__{path}" for field, path in near if path), None)


def of_process(model: Model, process_id: UUID) -> "models.QuerySet[Any]":
    """Rows of the process as they stand in the database: sealed columns stay sealed."""
    path = path_to_process(model)
    assert path is not None, model
    # Not the model's own manager: that one refuses sealed columns, which are carried here unopened.
    return models.QuerySet(model).filter(**{path: process_id})


def with_process() -> list[Model]:
    """Models whose rows belong to a process; those that hang on others come first, so that they can go first."""
    found = [(path, model) for model in ours() if (path := path_to_process(model))]
    return [model for path, model in sorted(found, key=lambda one: (-one[0].count("__"), one[1] is Process))]


def sealed_fields() -> Iterator[tuple[Model, list[SealedField]]]:
    for model in ours():
        fields = [field for field in model._meta.fields if isinstance(field, SealedField)]
        if fields:
            yield model, fields


def opened_words(model: Model, process_id: UUID, names: Sequence[str]) -> Iterator[tuple[UUID, list[str]]]:
    """Every row's UUID with the words of its sealed columns `names`: for an index, without making each row an object.

    Rows whose key was destroyed are left out. Raises TQ-301 while the process is locked, TQ-302 for an altered row.
    """
    opened = keyring.of(process_id)
    fields = [field for field in model._meta.fields if isinstance(field, SealedField) and field.name in names]
    columns = [column for field in fields for column in (field.key_of or "pk", field.name)]
    for row_id, *cells in of_process(model, process_id).values_list("pk", *columns).iterator(chunk_size=2000):
        sealed = zip(fields, cells[::2], cells[1::2], strict=True)
        try:
            yield row_id, [_words(opened, field, key, envelope, field.bound(process_id, row_id))
                           for field, key, envelope in sealed]
        except TequioError as fault:
            if fault.problem.code != DESTROYED:
                raise


def _words(opened: OpenProcess, field: SealedField, key: UUID, envelope: bytes, bound: bytes) -> str:
    if not envelope:
        return ""
    return unpadded(opened.unsealed(key if field.key_of else None, bytes(envelope), bound)).decode()


def keyed_rows(process_id: UUID) -> set[UUID]:
    """The UUIDs under whose own data keys something of this process is sealed."""
    found: set[UUID] = set()
    for model, fields in sealed_fields():
        for name in {field.key_of for field in fields if field.key_of and field.keeps_key}:
            found |= set(of_process(model, process_id).values_list(name, flat=True))
    return found - {None}
