"""The declared texts of a process as they stand now, each as it would leave."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import reach
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import Leaves, declared
from tequio.foundation.vault.marks import Marks
from tequio.protection.deidentify import Span
from tequio.protection.masking import of_the_team
from tequio.protection.release import Words
from tequio.protection.remembered import remembered

Place = tuple[str, UUID, str]


@dataclass(frozen=True)
class Text:
    """One text: whose it is, where it lies, and its words, opened when they are asked for."""

    leaves: Leaves
    row: Any
    field: str
    own: bool
    say: Callable[[Any, str], str]

    @property
    def place(self) -> Place:
        return self.leaves.kind, self.row.pk, self.field

    @cached_property
    def kept(self) -> str:
        return kept_digest(self.row, self.field)

    @cached_property
    def words(self) -> Words:
        text = self.say(self.row, self.field)
        # A title that somebody else wrote, as the theme in a sheet is, is read like any words of theirs.
        return Words(text, heading=True) if self.field in self.leaves.headings and not self.own else Words(
            text, drafted=not self.own)

    @property
    def liftable(self) -> bool:
        """Two people can lift a mask where the team wrote the text; somebody's own words are theirs."""
        return of_the_team(self.words)

    def __str__(self) -> str:
        return f"{self.leaves.label} {self.leaves.named(self.row)}"


class AsItLeaves:
    """Masks texts as the gate does, and marks what is left of them."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._kept, self.marks = remembered(process), Marks(process.pk)

    def mask(self, words: Words) -> str:
        return self._kept.masked(words)

    def found(self, text: Text) -> list[Span]:
        """Everything that is masked in a text, lifted or not."""
        return self._kept.mask.spans(text.words)

    def lifted(self, text: Text) -> set[tuple[int, int]]:
        """The masks of it that two people lifted."""
        return self._kept.mask.lifted.places(text.words.text) if text.liftable else set()

    def masked(self, text: Text) -> str:
        return self.mask(text.words)

    def mark(self, masked: str) -> str:
        return self.marks.of("text", masked)

    def every_mark(self, masked: str) -> set[str]:
        """Also as keys before the present one marked it."""
        return self.marks.every("text", masked)


def texts(process: Process, *, kind: str = "", among: Collection[UUID] | None = None) -> Iterator[Text]:
    """Every declared text that is not empty; of one kind, or of some of its rows, where they are named."""
    for leaves in declared().values():
        if kind in ("", leaves.kind):
            rows = leaves.rows(process)
            yield from _of(process, leaves, list(rows if among is None else rows.filter(pk__in=among)))


def _of(process: Process, leaves: Leaves, rows: list[Any]) -> Iterator[Text]:
    own, say = leaves.own(rows), leaves.said(process)
    for row in rows:
        for field in leaves.fields:
            # The column as it stands: to see that there is none, nothing has to be opened.
            if row.__dict__[field]:
                yield Text(leaves, row, field, row.pk in own, say)


def kept_digest(row: Any, field: str) -> str:
    """Of the column as it is kept: of the sealed bytes where it is sealed."""
    return _digest(row.__dict__[field])


def _digest(value: str | bytes) -> str:
    data = value.encode() if isinstance(value, str) else bytes(value)
    return hashlib.sha256(data).hexdigest()[:32]


def kept_digests(process: Process) -> dict[Place, str]:
    """Every declared text within reach that is not empty, by where it stands: to count what is unread, unopened."""
    found: dict[Place, str] = {}
    within = reach()
    for leaves in declared().values():
        path = leaves.path_to_territory
        if within is not None and path is None:
            continue
        rows = leaves.rows(process)
        rows = rows if within is None else rows.filter(**{f"{path}__in": within})
        # Not the rows themselves: there may be thousands, and nothing of them is shown.
        for row_id, *cells in rows.select_related(None).values_list("pk", *leaves.fields):
            found |= {(leaves.kind, row_id, field): _digest(cell)
                      for field, cell in zip(leaves.fields, cells, strict=True) if cell}
    return found
