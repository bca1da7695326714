"""Adding nouns and laying edges. Called inside other rooms' actions, which check permission and write the audit."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tequio.foundation.errors import TequioError
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun, kind_of
from tequio.foundation.trail.once import check_once
from tequio.foundation.trail.widths import check_widths
from tequio.foundation.trail.writing import BATCH, write_cells, write_rows
from tequio.foundation.vault.search import forget

__all__ = ["BATCH", "add", "check_process", "join"]

EDGE = ("id", "process_id", "source_kind", "source_id", "target_kind", "target_id")


class OfProcess(Protocol):
    """Anything that belongs to one process."""

    @property
    def process_id(self) -> UUID: ...


def check_process(process_id: UUID, parts: Iterable[OfProcess | None]) -> None:
    """Raises TQ-768 for a part of another process: nothing of one is ever tied to the other."""
    if any(part is not None and part.process_id != process_id for part in parts):
        raise TequioError("TQ-768")


def add(rows: Sequence[Noun]) -> int:
    """Save new rows of one model together. Returns how many.

    Raises TQ-247, TQ-248 before any is saved, and TQ-767 where one repeats another: then none is.
    """
    if rows:
        check_widths(rows)
        try:
            with transaction.atomic():
                write_rows(rows)
        except IntegrityError:
            # Only now is it looked for: rows that repeat nothing, which is nearly all, are not asked about.
            check_once(rows)
            raise
        # What the index was built from is no longer all there is: the next search builds it anew.
        transaction.on_commit(partial(forget, rows[0].process_id))
    return len(rows)


def join(pairs: Iterable[tuple[Noun, Noun]]) -> int:
    """Lay an edge from each source to its target; the same edge twice is one edge. Returns how many were asked."""
    edges = [(uuid4(), source.process_id, kind_of(source), source.pk, kind_of(target), target.pk)
             for source, target in pairs]
    write_cells(Edge, EDGE, edges, once=True)
    return len(edges)
