"""Both questions of the chain, each one recursive query on the table of edges.

«Who stands behind this line?» walks from target to source, «what became of what we said?» from source to target.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.stands import Edge as Laid

# UNION (not UNION ALL) ends the walk where a cycle would close.
WALK = """
WITH RECURSIVE reached(kind, id, depth) AS (
    SELECT {to}_kind, {to}_id, 1 FROM {table} WHERE process_id = %s AND {origin}_id = %s
    UNION
    SELECT e.{to}_kind, e.{to}_id, r.depth + 1
    FROM {table} e JOIN reached r ON e.{origin}_id = r.id
    WHERE e.process_id = %s AND r.depth < {deepest}
)
SELECT kind, id, MIN(depth) FROM reached GROUP BY kind, id ORDER BY MIN(depth), kind, id
"""
# The same walk, with every edge on it.
EDGES = """
WITH RECURSIVE reached(id, depth) AS (
    SELECT {start}, 0
    UNION
    SELECT e.{to}_id, r.depth + 1
    FROM {table} e JOIN reached r ON e.{origin}_id = r.id
    WHERE e.process_id = %s AND r.depth < {deepest}
)
SELECT DISTINCT e.source_kind, e.source_id, e.target_kind, e.target_id
FROM {table} e JOIN reached r ON e.{origin}_id = r.id WHERE e.process_id = %s
ORDER BY e.source_kind, e.source_id, e.target_kind, e.target_id
"""
DEEPEST = 40


@dataclass(frozen=True)
class Reached:
    """A node of the walk and its shortest distance from where the walk began."""

    kind: str
    id: UUID
    depth: int


def upstream(process_id: UUID, node_id: UUID) -> list[Reached]:
    """Everything that stands behind the node, nearest first."""
    return _walk(process_id, node_id, origin="target", to="source")


def downstream(process_id: UUID, node_id: UUID) -> list[Reached]:
    """Everything that came of the node, nearest first."""
    return _walk(process_id, node_id, origin="source", to="target")


def edges_behind(process_id: UUID, node_id: UUID) -> list[Laid]:
    """Every edge on the way back from the node."""
    return _edges(process_id, node_id, origin="target", to="source")


def edges_after(process_id: UUID, node_id: UUID) -> list[Laid]:
    """Every edge on the way on from the node."""
    return _edges(process_id, node_id, origin="source", to="target")


def counts(reached: list[Reached]) -> Counter[str]:
    return Counter(node.kind for node in reached)


def behind_each(process_id: UUID, node_ids: Iterable[UUID]) -> dict[UUID, dict[str, set[UUID]]]:
    """For many nodes at once: everything that stands behind each, by kind. One query, walked in memory."""
    sources: dict[UUID, list[tuple[str, UUID]]] = {}
    rows = Edge.objects.filter(process_id=process_id).values_list("target_id", "source_kind", "source_id")
    for target, kind, source in rows.iterator(chunk_size=5000):
        sources.setdefault(target, []).append((kind, source))
    return {node: _reach(node, sources) for node in node_ids}


def _reach(node: UUID, sources: dict[UUID, list[tuple[str, UUID]]]) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    waiting, seen = [node], {node}
    while waiting:
        for kind, source in sources.get(waiting.pop(), ()):
            if source not in seen:
                seen.add(source)
                found.setdefault(kind, set()).add(source)
                waiting.append(source)
    return found


def sources_of(target_ids: list[UUID], kind: str) -> dict[UUID, list[UUID]]:
    """Direct sources of one kind, by target."""
    rows = Edge.objects.filter(target_id__in=target_ids, source_kind=kind).values_list("target_id", "source_id")
    found: dict[UUID, list[UUID]] = {target: [] for target in target_ids}
    for target, source in rows:
        found[target].append(source)
    return found


def targets_of(source_ids: list[UUID], kind: str) -> dict[UUID, list[UUID]]:
    """Direct targets of one kind, by source."""
    rows = Edge.objects.filter(source_id__in=source_ids, target_kind=kind).values_list("source_id", "target_id")
    found: dict[UUID, list[UUID]] = {source: [] for source in source_ids}
    for source, target in rows:
        found[source].append(target)
    return found


def _edges(process_id: UUID, node_id: UUID, *, origin: str, to: str) -> list[Laid]:
    native = connection.features.has_native_uuid_field
    start = "CAST(%s AS uuid)" if native else "%s"
    statement = EDGES.format(table=Edge._meta.db_table, origin=origin, to=to, deepest=DEEPEST, start=start)
    process, node = (process_id, node_id) if native else (process_id.hex, node_id.hex)
    with connection.cursor() as cursor:
        cursor.execute(statement, [node, process, process])
        return [Laid(kind, _uuid(source), other, _uuid(target)) for kind, source, other, target in cursor.fetchall()]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)


def _walk(process_id: UUID, node_id: UUID, *, origin: str, to: str) -> list[Reached]:
    statement = WALK.format(table=Edge._meta.db_table, origin=origin, to=to, deepest=DEEPEST)
    native = connection.features.has_native_uuid_field
    process, node = (process_id, node_id) if native else (process_id.hex, node_id.hex)
    with connection.cursor() as cursor:
        cursor.execute(statement, [process, node, process])
        return [Reached(kind, _uuid(row_id), depth)
                for kind, row_id, depth in cursor.fetchall()]
