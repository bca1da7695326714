"""What two people let pass, asked by the text itself: the release gate knows nothing else of who read what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.foundation.vault.statements import altered
from tequio.protection.models import ReviewStatus, TextReading
from tequio.protection.reading.texts import AsItLeaves, Text, texts
from tequio.protection.release import Read


class Passed:
    """The readings of a process, by the mark of each text as it would leave.

    A text that stands in several places has passed when two people read it in every one of them; one refusal anywhere
    holds it back.
    """

    def __init__(self, process: Process) -> None:
        self.process, self.leaves = process, AsItLeaves(process)
        self._by_mark: dict[str, list[TextReading]] = defaultdict(list)
        with everywhere():
            rows = list(TextReading.objects.filter(process=process))
            # A row that somebody changed without a key counts as one that nobody read.
            changed = {row.pk for row in altered(rows, nothing=ReviewStatus.MACHINE)}
            for row in rows:
                row.status = ReviewStatus.MACHINE if row.pk in changed else row.status
                self._by_mark[row.mark].append(row)

    @property
    def mask(self) -> Any:
        return self.leaves.mask

    def __call__(self, masked: str) -> Read:
        """For the gate: may this very text leave?"""
        states = {row.status for row in self.rows(masked)}
        if ReviewStatus.REFUSED in states:
            return Read.REFUSED
        return Read.APPROVED if states == {ReviewStatus.APPROVED} else Read.UNREAD

    def rows(self, masked: str) -> list[TextReading]:
        return [row for mark in self.leaves.every_mark(masked) for row in self._by_mark.get(mark, ())]

    def mark(self, masked: str) -> str:
        return self.leaves.mark(masked)

    def as_read(self, text: Text) -> str:
        """A text as two people let it pass, or nothing: here as at the gate, one refusal anywhere holds it back."""
        masked = self.leaves.masked(text)
        mine = any((row.kind, row.object_id, row.field) == text.place for row in self.rows(masked))
        return masked if mine and self(masked) == Read.APPROVED else ""


def where(process: Process, rows: Iterable[TextReading]) -> Iterator[str]:
    """What each row of the queue is about, as the team calls it: «silencio grupo ausente · C-S04»."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.object_id)
    with everywhere():
        for kind, leaves in declared().items():
            for found in leaves.rows(process).filter(pk__in=wanted.get(kind, ())):
                yield f"{leaves.label} {leaves.named(found)}"


def approved_texts(process: Process, passed: Passed) -> dict[tuple[str, UUID, str], str]:
    """Every declared text that two people let pass, by where it stands."""
    with everywhere():
        found = ((text.place, passed.as_read(text)) for text in texts(process))
        return {place: masked for place, masked in found if masked}
