"""The masks of texts of the team that two people lifted, found again by the text itself."""

from collections import defaultdict
from collections.abc import Iterable

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process
from tequio.foundation.vault.marks import Marks
from tequio.protection.deidentify import Span
from tequio.protection.reading.models import TextLift

Place = tuple[int, int]


class Lifted:
    """What stands unmasked in which text: asked by one person and agreed to by another."""

    def __init__(self, process: Process) -> None:
        self._places: dict[str, set[Place]] = defaultdict(set)
        with everywhere():
            agreed = TextLift.objects.filter(process=process).exclude(agreed_by="")
            for mark, start, end in agreed.values_list("mark", "start", "end"):
                self._places[mark].add((start, end))
        # Where nothing was lifted, nothing has to be open.
        self._marks = Marks(process.pk) if self._places else None

    def places(self, text: str) -> set[Place]:
        if self._marks is None:
            return set()
        return {place for mark in marks_of(self._marks, text) for place in self._places.get(mark, ())}

    def standing(self, text: str, spans: Iterable[Span]) -> list[Span]:
        """The masks that stay. One that now hides more or less than what was lifted is another mask."""
        gone = self.places(text)
        return [span for span in spans if (span.start, span.end) not in gone]


def mark_of(marks: Marks, text: str) -> str:
    return marks.of("lift", text)


def marks_of(marks: Marks, text: str) -> set[str]:
    """Also as keys before the present one made it."""
    return marks.every("lift", text)
