"""The wording of pages: masked words, or words as they were said where somebody asked for that page."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Page, Stretch, Wording
from tequio.protection.deidentify import Span, masked
from tequio.protection.deidentify.placeholders import kind
from tequio.protection.models import Review
from tequio.protection.reading.models import Lift
from tequio.protection.reading.remask import Place, standing
from tequio.protection.release import Words
from tequio.protection.remembered import remembered


class Shown:
    """The wording of one process for one page. Masks that two people's reading left or lifted are those of the review.

    A voice that nobody put through the detector yet is masked here and now.
    """

    def __init__(self, process: Process, page: Page) -> None:
        self._page, self._kept = page, remembered(process)
        self._reviews: dict[UUID, Review | None] = {}
        self._lifts: dict[UUID, dict[Place, str]] = {}

    def expect(self, voices: Iterable[Any]) -> None:
        ids = [voice.pk for voice in voices if voice.pk not in self._reviews]
        if not ids:
            return
        self._reviews |= dict.fromkeys(ids)
        self._lifts |= {pk: {} for pk in ids}
        for review in Review.objects.filter(voice__in=ids):
            self._reviews[review.voice_id] = review
        for lift in Lift.objects.filter(voice__in=ids):
            self._lifts[lift.voice_id][lift.start, lift.end] = lift.words

    def voice(self, row: Any) -> str:
        self.expect([row])
        review = self._reviews[row.pk]
        if review is None or not (text := review.masked):
            return self.own(row.text)
        self._page.masked = self._page.masked or bool(review.masked_spans)
        return text

    def stretches(self, row: Any) -> list[Stretch]:
        self.expect([row])
        said, here, found = row.text, 0, []
        for span in standing(self._kept.hidden(said), self._lifts[row.pk], said):
            found += [Stretch(here, span.start, said[here:span.start]),
                      Stretch(span.start, span.end, f"[{kind(span.label)}]", hidden=True)]
            here = span.end
        self._page.masked = self._page.masked or bool(found)
        return [*found, Stretch(here, len(said), said[here:])]

    def passage(self, voice: Any, start: int, end: int, quote: str) -> str:
        said = voice.text
        if said[start:end] != quote:
            # Of an earlier wording of the voice.
            return self.own(quote)
        self.expect([voice])
        spans = standing(self._kept.hidden(said), self._lifts[voice.pk], said)
        return self._page.showing(masked(quote, clipped(spans, start, end)).text, quote)

    def own(self, text: str) -> str:
        return self._page.showing(self._kept.masked(Words(text)), text)

    def drafted(self, text: str) -> str:
        return self._page.showing(self._kept.masked(Words(text, drafted=True)), text)

    def heading(self, text: str) -> str:
        return self._page.showing(self._kept.masked(Words(text, heading=True)), text)


def clipped(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What is hidden of a passage, counted from where the passage begins."""
    return [replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in spans if span.start < end and start < span.end]


class AsSaid:
    """Nothing is masked on this page: somebody asked for it, and it is written down."""

    def expect(self, voices: Iterable[Any]) -> None:
        return

    def voice(self, row: Any) -> str:
        return str(row.text)

    def stretches(self, row: Any) -> list[Stretch]:
        return [Stretch(0, len(row.text), row.text)]

    def passage(self, voice: Any, start: int, end: int, quote: str) -> str:
        return quote

    def own(self, text: str) -> str:
        return text

    def drafted(self, text: str) -> str:
        return text

    def heading(self, text: str) -> str:
        return text


def shown(process: Process, page: Page) -> Wording:
    return AsSaid() if page.plain else Shown(process, page)
