"""The reading queue: voices and texts of the team in one list, with what waits for whoever asks first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.listening.models import Use, Voice
from tequio.listening.queries import allowing
from tequio.protection.models import Review, ReviewStatus, TextReading
from tequio.protection.reading.texts import kept_digests

WAITING = (ReviewStatus.MACHINE, ReviewStatus.FIRST)
VOICE = "listening.voice"
# Diagnosis stays within the team; these let something of a voice be seen outside it.
OUTWARD = (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE)


class Show(StrEnum):
    """Which part of the queue: what waits for me, one status, or all."""

    MINE = "mine"
    MACHINE = "machine"
    FIRST = "first"
    APPROVED = "approved"
    REFUSED = "refused"
    ALL = "all"


@dataclass(frozen=True)
class Ref:
    """One entry of the queue, before anything of it is opened."""

    kind: str
    pk: UUID


@dataclass(frozen=True)
class Counts:
    """How many wait for me, and how many stand at each status; `new` of the unread never went through the detector."""

    mine: int
    by_status: Counter[str]
    new: int

    @property
    def nobody(self) -> int:
        """Read by nobody: those that the detector has not seen as well."""
        return self.by_status[ReviewStatus.MACHINE] + self.new

    @property
    def total(self) -> int:
        return self.by_status.total() + self.new


def leavable(process: Process) -> set[UUID]:
    """Voices of which anything may be seen outside; of the others there is nothing to read."""
    return {voice for use in OUTWARD for voice in allowing(process, use)}


def counts(process: Process, pseudonym: str) -> Counts:
    voices = list(Review.objects.filter(process=process).values_list("voice_id", "status", "first_reviewer"))
    outward = leavable(process)
    there = kept_digests(process)
    rows = {(kind, pk, field): (status, first, kept) for kind, pk, field, status, first, kept in
            TextReading.objects.filter(process=process).values_list(
                "kind", "object_id", "field", "status", "first_reviewer", "kept")}
    states = [(status, first) for voice, status, first in voices if voice in outward]
    states += [(status, first) for place, (status, first, kept) in rows.items() if there.get(place) == kept]
    seen = {voice for voice, _, _ in voices}
    unseen = sum(voice not in seen for voice in outward & set(
        Voice.objects.filter(process=process).values_list("pk", flat=True)))
    changed = sum(place not in rows or rows[place][2] != kept for place, kept in there.items())
    return Counts(mine=sum(status in WAITING and first != pseudonym for status, first in states),
                  by_status=Counter(status for status, _ in states), new=unseen + changed)


def listed(process: Process, pseudonym: str, show: Show, kind: str = "") -> list[Ref]:
    """The queue in its order: voices as they were said, then the texts of each room along the chain.

    A text that stands in several rows of one place is listed once.
    """
    found: list[Ref] = []
    if kind in ("", VOICE):
        voices = _shown(Review.objects.filter(process=process), show, pseudonym).order_by("voice__key")
        outward = leavable(process)
        found += [Ref(VOICE, pk) for pk, voice in voices.values_list("pk", "voice_id") if voice in outward]
    order = {name: number for number, name in enumerate(declared())}
    every: QuerySet[TextReading] = TextReading.objects.filter(process=process)
    rows = _shown(every.filter(kind=kind) if kind else every, show, pseudonym)
    seen: set[tuple[UUID | None, str]] = set()
    texts = sorted(rows.values_list("kind", "pk", "territory_id", "mark"),
                   key=lambda row: (order.get(row[0], len(order)), str(row[2]), str(row[1])))
    for name, pk, territory_id, mark in texts:
        if (territory_id, mark) not in seen:
            seen.add((territory_id, mark))
            found.append(Ref(name, pk))
    return found


def kinds_waiting(process: Process) -> list[str]:
    """The kinds of which something is in the queue, along the chain."""
    there = set(TextReading.objects.filter(process=process).values_list("kind", flat=True).distinct())
    voices = [VOICE] if Review.objects.filter(process=process).exists() else []
    return voices + [kind for kind in declared() if kind in there]


def alike(rows: Sequence[TextReading]) -> dict[UUID, int]:
    """In how many other rows of the same place the very same text stands."""
    if not rows:
        return {}
    same = TextReading.objects.filter(process=rows[0].process_id, mark__in={row.mark for row in rows})
    every = Counter(same.values_list("territory_id", "mark"))
    return {row.pk: every[row.territory_id, row.mark] - 1 for row in rows}


def _shown(rows: QuerySet[Any], show: Show, pseudonym: str) -> QuerySet[Any]:
    if show is Show.MINE:
        wanted = Q(status=ReviewStatus.MACHINE) | Q(status=ReviewStatus.FIRST) & ~Q(first_reviewer=pseudonym)
    elif show is Show.ALL:
        wanted = Q()
    else:
        wanted = Q(status=show.value)
    return rows.filter(wanted)
