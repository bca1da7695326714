"""Laying edges. Called inside other rooms' actions, which check permission and write the audit."""

from collections.abc import Iterable

from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun, kind_of


def join(pairs: Iterable[tuple[Noun, Noun]]) -> int:
    """Lay an edge from each source to its target; the same edge twice is one edge. Returns how many were asked."""
    edges = [Edge(process_id=source.process_id, source_kind=kind_of(source), source_id=source.pk,
                  target_kind=kind_of(target), target_id=target.pk) for source, target in pairs]
    Edge.objects.bulk_create(edges, ignore_conflicts=True, batch_size=2000)
    return len(edges)
