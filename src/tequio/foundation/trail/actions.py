"""Adding nouns and laying edges. Called inside other rooms' actions, which check permission and write the audit."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction

from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun, kind_of
from tequio.foundation.trail.widths import check_widths
from tequio.foundation.vault.search import forget

BATCH = 500


def add(rows: Sequence[Noun]) -> int:
    """Save new rows of one model together. Returns how many. Raises TQ-247, TQ-248 before any is saved."""
    if rows:
        check_widths(rows)
        type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)
        # What the index was built from is no longer all there is: the next search builds it anew.
        transaction.on_commit(partial(forget, rows[0].process_id))
    return len(rows)


def join(pairs: Iterable[tuple[Noun, Noun]]) -> int:
    """Lay an edge from each source to its target; the same edge twice is one edge. Returns how many were asked."""
    edges = [Edge(process_id=source.process_id, source_kind=kind_of(source), source_id=source.pk,
                  target_kind=kind_of(target), target_id=target.pk) for source, target in pairs]
    Edge.objects.bulk_create(edges, ignore_conflicts=True, batch_size=BATCH)
    return len(edges)
