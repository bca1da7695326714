"""What of a file is new, what is here already, what is a newer version, and what was taken back and stays out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tequio.foundation.language.folding import collapsed
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.marks import Marks
from tequio.listening.bringing.models import Imprint

Thing = TypeVar("Thing")
BATCH = 300
MARKS = ("submission", "slot", "version", "words", "row")  # columns of an imprint
# Letters from which on equal words are the same thing said, and not what anybody might say.
TELLING = 24
# Pairing what comes with what came: equal words at the same place, equal words elsewhere, other words at that place.
PASSES = (("slot", "words"), ("words",), ("slot",))


class Standing(StrEnum):
    NEW = "new"
    HERE = "here"
    NEWER = "newer"
    BACK = "back"  # taken back, or destroyed when it was due: it does not come in again


@dataclass(frozen=True, slots=True)
class Coming(Generic[Thing]):
    """One thing said in a file; `slot` is its question and turn, as `problema-2`.

    `named` says whether its submission is known by a name that edits keep, and not by its content. `row` is the whole
    content of the row it stands in, '' where there are no rows.
    """

    thing: Thing
    submission: str
    slot: str
    text: str = field(repr=False)
    told: tuple[str, ...] = ()
    named: bool = True
    row: str = ""


@dataclass(frozen=True, slots=True)
class Sifted(Generic[Thing]):
    """One thing with its standing, and how it came in before."""

    coming: Coming[Thing]
    standing: Standing
    imprint: Imprint | None = None


class Sieve(Generic[Thing]):
    """Knows what came in before; asks the database in batches. To be right it needs the whole process in reach."""

    def __init__(self, process: Process, kind: str, alive: QuerySet[Noun]) -> None:
        """`alive` are the nouns of that kind that nobody took back. Raises TQ-301 while the process is locked."""
        self._alive, self._marks = alive, Marks(process.pk)
        # Things come submission by submission and row by row: the mark of the one before is mostly that of the next.
        self._again = lru_cache(maxsize=16)(self._marks.of)
        self._rows = Imprint.objects.filter(process=process, kind=kind)
        self._gone: set[UUID] = set()
        self._lost: set[str] = set()
        self._alike: set[str] = set()
        self._in_row: dict[str, list[Imprint]] = {}
        # Earlier answers that a newer version of their submission no longer holds.
        self.left: list[Imprint] = []

    def sift(self, coming: Sequence[Coming[Thing]], *, asked: Iterable[str] = ()) -> list[Sifted[Thing]]:
        """Every thing with its standing, in the order it came; `left` is known afterwards.

        `asked` are the questions that the file was read for: what stands under others is not missed.
        """
        if not self._rows.exists():
            return [Sifted(one, Standing.NEW) for one in coming]
        self._gone = self._of_what_is_gone()
        self._lost = self._marks_of_what_is_gone()
        self._alike = self._here_already([one for one in coming if not one.named])
        known = self._known("submission", {one.submission for one in coming})
        questions = sorted(set(asked))
        paired: dict[int, Imprint] = {}
        for submission, places in _by_submission(coming).items():
            if earlier := known.get(submission):
                mine = self._paired([coming[at] for at in places], earlier)
                paired |= {places[at]: row for at, row in mine.items()}
                self.left += [row for row in self._unpaired(mine, earlier)
                              if self._is_one_of(row, submission, questions)]
        self._in_row = self._known("row", {one.row for at, one in enumerate(coming) if one.row and at not in paired})
        back = {name for name, rows in known.items() if any(row.object_id in self._gone for row in rows)}
        return [self._sifted(one, paired.get(at), one.submission in back, known.get(one.submission, ()))
                for at, one in enumerate(coming)]

    def alive(self, submissions: Iterable[str]) -> list[Imprint]:
        """What came in with these submissions and is still there."""
        gone = self._of_what_is_gone()
        return [row for rows in self._known("submission", set(submissions)).values() for row in rows
                if row.object_id not in gone]

    def marked(self, one: Coming[Thing]) -> dict[str, str]:
        """How `one` will be known again: the columns of its imprint."""
        of = self._marks.of
        return {"submission": self._again("submission", one.submission),
                "slot": of("slot", one.submission, one.slot), "version": of("version", one.text, *one.told),
                "words": of("words", collapsed(one.text)), "row": self._again("row", one.row) if one.row else ""}

    def _sifted(self, one: Coming[Thing], row: Imprint | None, taken_back: bool,
                earlier: Sequence[Imprint]) -> Sifted[Thing]:
        """`taken_back`: whoever took something of a submission back is not made to say more by a newer export."""
        if row is not None or taken_back:
            return Sifted(one, self._standing(one, row, taken_back), row)
        return Sifted(one, self._standing_in_row(one, earlier))

    def _standing(self, one: Coming[Thing], row: Imprint | None, taken_back: bool) -> Standing:
        if row is not None and row.object_id not in self._gone:
            same = row.version in self._marks.every("version", one.text, *one.told)
            return Standing.HERE if same else Standing.NEWER
        if row is not None or taken_back or self._said_by_what_is_gone(one):
            return Standing.BACK
        alike = not one.named and len(one.text) >= TELLING and self._alike & self._every(one)["version"]
        return Standing.HERE if alike else Standing.NEW

    def _standing_in_row(self, one: Coming[Thing], earlier: Sequence[Imprint]) -> Standing:
        """Of what no submission is known for: its row may have come in as another kind of file, or otherwise read.

        What it says is then here already, or was taken back with whatever else the row said; it is no newer version.
        """
        mine = [row for row in self._in_row.get(one.row, ()) if row not in earlier]
        if any(row.object_id in self._gone for row in mine):
            return Standing.BACK
        words = self._marks.every("words", collapsed(one.text)) if mine else set()
        return Standing.HERE if any(row.words in words for row in mine) else self._standing(one, None, False)

    def _said_by_what_is_gone(self, one: Coming[Thing]) -> bool:
        """Whether it is word for word something that was taken back, whatever file it stands in now."""
        if not self._lost:
            return False
        column = "words" if len(one.text) >= TELLING else "version" if not one.named else ""
        return bool(column and self._every(one)[column] & self._lost)

    def _paired(self, coming: Sequence[Coming[Thing]], earlier: Sequence[Imprint]) -> dict[int, Imprint]:
        """Which earlier imprint each thing is. Each is used once."""
        paired: dict[int, Imprint] = {}
        free = list(earlier)
        known = [self._every(one) for one in coming] if free else []
        for columns in PASSES:
            for at, every in enumerate(known):
                row = next((row for row in free if at not in paired and all(
                    getattr(row, column) in every[column] for column in columns)), None)
                if row is not None:
                    paired[at] = row
                    free.remove(row)
        return paired

    def _unpaired(self, paired: dict[int, Imprint], earlier: Sequence[Imprint]) -> list[Imprint]:
        used = {row.pk for row in paired.values()}
        return [row for row in earlier if row.pk not in used and row.object_id not in self._gone]

    def _is_one_of(self, row: Imprint, submission: str, asked: Iterable[str]) -> bool:
        """Whether the question of an earlier answer is asked in this file at all; so many turns are looked at."""
        return any(row.slot in self._marks.every("slot", submission, f"{slug}-{turn}")
                   for slug in asked for turn in range(1, 100))

    def _every(self, one: Coming[Thing]) -> dict[str, set[str]]:
        every = self._marks.every
        return {"submission": every("submission", one.submission), "slot": every("slot", one.submission, one.slot),
                "version": every("version", one.text, *one.told), "words": every("words", collapsed(one.text))}

    def _of_what_is_gone(self) -> set[UUID]:
        """What imprints point at and is no longer there."""
        return set(self._rows.exclude(object_id__in=self._alive.values("pk")).values_list("object_id", flat=True))

    def _marks_of_what_is_gone(self) -> set[str]:
        return {mark for part in _parts(list(self._gone))
                for pair in self._rows.filter(object_id__in=part).values_list("words", "version") for mark in pair}

    def _known(self, column: str, names: Iterable[str]) -> dict[str, list[Imprint]]:
        """Earlier imprints by the submission, or the row, that they came in."""
        by_mark = {mark: name for name in names for mark in self._marks.every(column, name)}
        found: dict[str, list[Imprint]] = {}
        for part in _parts(list(by_mark)):
            for row in self._rows.filter(**{f"{column}__in": part}).order_by("pk"):
                found.setdefault(by_mark[getattr(row, column)], []).append(row)
        return found

    def _here_already(self, coming: Iterable[Coming[Thing]]) -> set[str]:
        """Of things whose submission has no name, the versions that are here."""
        asked = [mark for one in coming for mark in self._every(one)["version"]]
        return {version for part in _parts(asked) for version, pk in self._rows.filter(
            version__in=part).values_list("version", "object_id") if pk not in self._gone}


def _by_submission(coming: Sequence[Coming[Thing]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, one in enumerate(coming):
        places.setdefault(one.submission, []).append(at)
    return places


Mark = TypeVar("Mark")


def _parts(marks: list[Mark]) -> Iterator[list[Mark]]:
    """Few enough for the parameters of one query."""
    yield from (marks[at:at + BATCH] for at in range(0, len(marks), BATCH))
