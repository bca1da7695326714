"""Which texts of a room could leave the house: each room declares them beside its models, as it declares its nouns.

A declared text is read by two people before anything public holds it. A text that no room declared is never let out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from tequio.foundation.places.models import Process
from tequio.foundation.vault.rows import of_process

Say = Callable[[Any, str], str]


def _nobodys(rows: Sequence[Any]) -> set[UUID]:
    return set()


def _as_kept(process: Process) -> Say:
    return lambda row, field: str(getattr(row, field))


def _every(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    return rows


@dataclass(frozen=True)
class Leaves:
    """The texts of one model that could be printed, shown or handed over outside the team."""

    model: type[models.Model]
    fields: tuple[str, ...]
    # What a row is, and how the team finds it again, in the reader's language.
    label: Any
    named: Callable[[Any], str]
    # The attributes that lead from a row to its territory; empty where it is one itself, None where it lies in none.
    place: str | None = "territory"
    # Those of the fields that are titles of the team.
    headings: frozenset[str] = frozenset()
    # The rows that hold somebody's own words and not the team's.
    own: Callable[[Sequence[Any]], set[UUID]] = _nobodys
    # How a text is printed, where that is not how it is kept.
    said: Callable[[Process], Say] = _as_kept
    # The rows that can be printed at all.
    among: "Callable[[models.QuerySet[Any]], models.QuerySet[Any]]" = _every

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower

    def rows(self, process: Process) -> "models.QuerySet[Any]":
        found = self.among(of_process(self.model, process.pk))
        near = (self.place or "").replace(".", "__")
        return (found.select_related(near) if near else found).order_by("pk")

    @property
    def path_to_territory(self) -> str | None:
        """The lookup that leads from a row to its territory; None where it lies in none."""
        return None if self.place is None else self.place.replace(".", "__") or "pk"

    def territory_of(self, row: Any) -> UUID | None:
        if self.place is None:
            return None
        for name in self.place.split(".") if self.place else ():
            row = getattr(row, name)
            if row is None:
                return None
        found: UUID = row.pk
        return found


_declared: dict[str, Leaves] = {}


def declare(leaves: Leaves) -> None:
    _declared[leaves.kind] = leaves


def declared() -> dict[str, Leaves]:
    """By the name of the model, in the order of the chain."""
    return dict(_declared)
