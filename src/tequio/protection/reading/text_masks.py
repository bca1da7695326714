"""What is hidden in one text of the team, as the page where masks are lifted shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from tequio.foundation.trail.leaves import declared
from tequio.protection.deidentify.placeholders import kind
from tequio.protection.deidentify.spans import MARKED
from tequio.protection.models import TextLift, TextReading
from tequio.protection.reading.entering import text_of
from tequio.protection.reading.lifted import marks_of
from tequio.protection.reading.masks import Stretch
from tequio.protection.reading.texts import AsItLeaves, Text


@dataclass(frozen=True)
class TextMask:
    """One mask: the words, what they are, and who asked that they may stand. `mine` is for whoever asked."""

    start: int
    end: int
    words: str
    kind: str
    marked: bool
    lift: TextLift | None
    mine: bool


@dataclass(frozen=True)
class LookedAt:
    """A text as it would leave and as it was written, and its masks. `seen` names the text as it was looked at."""

    label: str
    masked: str
    stretches: tuple[Stretch, ...]
    masks: tuple[TextMask, ...]
    liftable: bool
    seen: str


def looked_at(row: TextReading, pseudonym: str) -> LookedAt | None:
    """None where the text is no longer there."""
    text = text_of(row)
    if text is None:
        return None
    there = AsItLeaves(row.process)
    found = text_masks(text, there, pseudonym)
    return LookedAt(capfirst(f"{declared()[row.kind].label} {text.leaves.named(text.row)}"), there.masked(text),
                    tuple(_stretches(text.words.text, found)), found, text.liftable, row.mark)


def text_masks(text: Text, there: AsItLeaves, pseudonym: str) -> tuple[TextMask, ...]:
    """In the order of the text."""
    said = text.words.text
    asked = {(row.start, row.end): row for row in TextLift.objects.filter(
        process=there.process, mark__in=marks_of(there.marks, said))} if text.liftable else {}
    made = []
    for span in there.found(text):
        lift = asked.get((span.start, span.end))
        made.append(TextMask(span.start, span.end, said[span.start:span.end], kind(span.label), span.reason == MARKED,
                             lift, lift is not None and lift.asked_by == pseudonym))
    return tuple(made)


def _stretches(said: str, found: Sequence[TextMask]) -> Iterator[Stretch]:
    here = 0
    for mask in found:
        yield Stretch(said[here:mask.start], "")
        yield Stretch(mask.words, "lifted" if mask.lift and mask.lift.agreed_by else "hidden")
        here = mask.end
    yield Stretch(said[here:], "")


@dataclass(frozen=True)
class Waiting:
    """A mask that somebody asked to lift: where it is looked at, and what kind of text it is."""

    reading: TextReading
    label: str
    by: str


def waiting_for(rows: Sequence[TextLift], readings: Sequence[TextReading], pseudonym: str) -> list[Waiting]:
    """What others asked and nobody agreed to yet, where the text still stands in the queue."""
    by_place = {(one.kind, one.object_id, one.field): one for one in readings}
    found = [(row, by_place.get((row.kind, row.object_id, row.field))) for row in rows if row.asked_by != pseudonym]
    return [Waiting(reading, capfirst(str(declared()[reading.kind].label)), row.asked_by)
            for row, reading in found if reading is not None]
