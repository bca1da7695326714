"""The reading queue: voices and texts of the team in one list, with what waits for whoever asks first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

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
    every: int

    @property
    def nobody(self) -> int:
        """Read by nobody: those that the detector has not seen as well."""
        return self.by_status[ReviewStatus.MACHINE] + self.new

    @property
    def total(self) -> int:
        return self.every + self.new


def leavable(process: Process) -> set[UUID]:
    """Voices of which anything may be seen outside; of the others there is nothing to read."""
    return {voice for use in OUTWARD for voice in allowing(process, use)}


@dataclass(frozen=True)
class Row:
    """A reading whose text stands as it was read; `same` is one for the same text of the same place."""

    kind: str
    pk: UUID
    same: object
    status: str
    first: str


@dataclass(frozen=True)
class Queue:
    """What stands in the queue, in its order: voices as they were said, then the texts of each room along the chain.

    `new` is how many texts and voices the detector has not seen as they stand now: they are in no list yet.
    """

    rows: tuple[Row, ...]
    new: int

    def listed(self, pseudonym: str, show: Show, kind: str = "") -> list[Ref]:
        """A text that stands in several rows of one place is listed once."""
        found: dict[object, Ref] = {}
        for row in self.rows:
            if kind in ("", row.kind) and _wanted(row, show, pseudonym):
                found.setdefault(row.same, Ref(row.kind, row.pk))
        return list(found.values())

    def counts(self, pseudonym: str, kind: str = "") -> Counts:
        """As many as are listed."""
        def many(show: Show) -> int:
            return len(self.listed(pseudonym, show, kind))

        statuses = (Show.MACHINE, Show.FIRST, Show.APPROVED, Show.REFUSED)
        return Counts(mine=many(Show.MINE), by_status=Counter({show.value: many(show) for show in statuses}),
                      new=self.new, every=many(Show.ALL))


def queue_of(process: Process) -> Queue:
    outward, there = leavable(process), kept_digests(process)
    reviews = Review.objects.filter(process=process).order_by("voice__key")
    voices = list(reviews.values_list("pk", "voice_id", "status", "first_reviewer"))
    texts = list(TextReading.objects.filter(process=process).values_list(
        "kind", "object_id", "field", "kept", "pk", "territory_id", "mark", "status", "first_reviewer"))
    order = {name: number for number, name in enumerate(declared())}
    stands = [row for row in texts if there.get(row[:3]) == row[3]]
    stands.sort(key=lambda row: (order.get(row[0], len(order)), str(row[5]), str(row[4])))
    rows = [Row(VOICE, pk, pk, status, first) for pk, voice, status, first in voices if voice in outward]
    rows += [Row(kind, pk, (territory, mark), status, first)
             for kind, _, _, _, pk, territory, mark, status, first in stands]
    seen = {voice for _, voice, _, _ in voices}
    unseen = sum(voice not in seen for voice in outward & set(
        Voice.objects.filter(process=process).values_list("pk", flat=True)))
    return Queue(tuple(rows), unseen + len(there) - len(stands))


def counts(process: Process, pseudonym: str) -> Counts:
    return queue_of(process).counts(pseudonym)


def listed(process: Process, pseudonym: str, show: Show, kind: str = "") -> list[Ref]:
    return queue_of(process).listed(pseudonym, show, kind)


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


def _wanted(row: Row, show: Show, pseudonym: str) -> bool:
    if show is Show.MINE:
        return row.status == ReviewStatus.MACHINE or (row.status == ReviewStatus.FIRST and row.first != pseudonym)
    return show is Show.ALL or row.status == show.value
