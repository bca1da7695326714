"""What is hidden in one voice, as the page of its reading shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tequio.protection.deidentify.placeholders import kind
from tequio.protection.deidentify.spans import MARKED
from tequio.protection.masking import detector
from tequio.protection.models import Review
from tequio.protection.reading.models import Lift
from tequio.protection.reading.remask import hidden


@dataclass(frozen=True)
class Mask:
    """One stretch: the words, what stands instead of them, whether people marked it, and who lifted it and why."""

    start: int
    end: int
    words: str
    kind: str
    marked: bool
    lift: Lift | None


@dataclass(frozen=True)
class Stretch:
    """A part of what was said: hidden, shown although it was found, or plain."""

    words: str
    state: str


def masks(review: Review) -> list[Mask]:
    """In the order of the text."""
    voice = review.voice
    text = voice.text
    lifted = {(row.start, row.end): row for row in Lift.objects.filter(voice=voice)}
    found = []
    for span in hidden(voice, detector(review.process)):
        words, lift = text[span.start:span.end], lifted.get((span.start, span.end))
        found.append(Mask(span.start, span.end, words, kind(span.label), span.reason == MARKED,
                          lift if lift and lift.words == words else None))
    return found


def stretches(review: Review, found: Sequence[Mask]) -> Iterator[Stretch]:
    """The whole text in order, cut where masks begin and end."""
    text, here = review.voice.text, 0
    for mask in found:
        yield Stretch(text[here:mask.start], "")
        yield Stretch(mask.words, "lifted" if mask.lift else "hidden")
        here = mask.end
    yield Stretch(text[here:], "")
