"""The trail of a noun as it may be shown: nodes for the protected team, coarse counts for everybody else."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import reach
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, Registered, nouns
from tequio.foundation.trail.queries import Reached, counts, downstream, upstream
from tequio.protection.queries import shown

MOST = 60


@dataclass(frozen=True)
class Node:
    kind: str
    id: UUID
    title: str


@dataclass(frozen=True)
class Kind:
    """The nodes of one kind on one side of a trail. Outside the team `nodes` is empty and `count` coarse."""

    kind: str
    plural: str
    count: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Trail:
    """Who stands behind a line, and what became of it; each side in the order of the chain."""

    label: str
    title: str
    behind: tuple[Kind, ...]
    became: tuple[Kind, ...]


def node(process: Process, kind: str, node_id: UUID) -> Noun | None:
    registered = nouns().get(kind)
    return registered.model.objects.filter(process=process, pk=node_id).first() if registered else None


def keyed(key: str) -> Noun | None:
    """The noun with this key or UUID in any process of the installation, the furthest along the chain first."""
    for registered in sorted(nouns().values(), key=lambda one: -one.step):
        row = registered.model.objects.filter(**_wanted(registered, key)).first() if _wanted(registered, key) else None
        if row is not None:
            return row
    return None


def _wanted(registered: Registered, key: str) -> dict[str, Any]:
    try:
        return {"pk": UUID(key)}
    except ValueError:
        named = any(field.name == "key" for field in registered.model._meta.fields)
        return {"key": key} if named else {}


def trail(row: Noun, *, team: bool, language: str) -> Trail:
    registered = nouns()[row._meta.model_name or ""]
    return Trail(
        label=str(registered.label), title=registered.title(row) if team else "",
        behind=_side(row.process, upstream(row.process_id, row.pk), team, language),
        became=_side(row.process, downstream(row.process_id, row.pk), team, language))


def _side(process: Process, reached: list[Reached], team: bool, language: str) -> tuple[Kind, ...]:
    reached = _looked_at(reached) if team else reached
    found = counts(reached)
    ordered = sorted((nouns()[kind] for kind in found if kind in nouns()), key=lambda one: one.step)
    return tuple(Kind(
        one.kind, str(one.plural),
        str(found[one.kind]) if team else shown(process, found[one.kind]).words(language),
        _nodes(process, one, reached) if team else ()) for one in ordered)


def _looked_at(reached: list[Reached]) -> list[Reached]:
    """Without what lies outside the territories of whoever asks."""
    if reach() is None:
        return reached
    kinds = {node.kind for node in reached} & nouns().keys()
    held = {pk for kind in kinds for pk in nouns()[kind].model.objects.filter(
        pk__in=[node.id for node in reached if node.kind == kind]).values_list("pk", flat=True)}
    return [node for node in reached if node.id in held]


def _nodes(process: Process, registered: Registered, reached: list[Reached]) -> tuple[Node, ...]:
    ids = [node.id for node in reached if node.kind == registered.kind][:MOST]
    parents = [field.name for field in registered.model._meta.fields if field.is_relation and not field.null]
    found = registered.model.objects.filter(process=process, pk__in=ids).select_related(*parents)
    rows = {row.pk: row for row in found}
    return tuple(Node(registered.kind, pk, registered.title(rows[pk])) for pk in ids if pk in rows)
