"""What every noun of the chain has in common, and how a room presents one to the verbs that cross rooms."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models

from tequio.foundation.accounts.reach import Reached, ReachManager
from tequio.foundation.places.models import Process
from tequio.foundation.register import Table, tables
from tequio.foundation.trail.wording import Wording
from tequio.foundation.vault.fields import SealedQuerySet


class NounManager(ReachManager.from_queryset(SealedQuerySet)):  # type: ignore[misc]
    """Rows within the reach of whoever asks, with sealed columns guarded."""


class Noun(Reached):
    """A row with a UUID made before it is saved, its process, and a manager that guards reach and sealed columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")

    objects = NounManager()  # type: ignore[misc]

    class Meta:
        abstract = True


class Withdrawing(StrEnum):
    """What becomes of a noun when something behind it is taken back."""

    # It is nothing without it, and goes with it.
    DELETE = "delete"
    # It is looked at again while anything else stands behind it; when nothing does, it is withdrawn as well.
    REVIEW = "review"
    # What others did stays.
    KEEP = "keep"


@dataclass(frozen=True, kw_only=True, eq=False)
class TrailNoun(Table):
    """A table whose rows stand on the trail, as its room presents them to the verbs that cross rooms."""

    model: type[Noun]
    # In the reader's language, for headings.
    label: Any
    plural: Any
    # Words for the protected team; outside it only kinds and coarse counts are ever shown.
    title: Callable[[Any], str]
    # The place along the chain, counted from 1.
    step: int
    # Sealed columns that the search index reads.
    words: tuple[str, ...] = ()
    withdraw: Withdrawing = Withdrawing.KEEP
    # For a noun on which others' acts hang (votes, answers): its row stays, its words go, and this writes into the row
    # what stands there instead. Without it a noun that nothing stands behind is deleted.
    emptied: Callable[[Any, str], None] | None = None
    # The title as pages show it, where its words are somebody's own or where it holds none. Without it the whole title
    # is masked as the team's.
    worded: Callable[[Any, Wording], str] | None = None

    def shown(self, row: Any, words: Wording) -> str:
        return self.worded(row, words) if self.worded else words.drafted(self.title(row))


def nouns() -> dict[str, TrailNoun]:
    """By kind, in the order in which rooms start."""
    return {table.kind: table for table in tables().values() if isinstance(table, TrailNoun)}


def kind_of(row: Noun) -> str:
    return row._meta.model_name or ""
