"""Masked words for pages. What was masked once is kept in memory while the vault is open, and goes when it locks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Page, Wording
from tequio.foundation.vault.keyring import keyring
from tequio.protection.deidentify import Detector, Span, masked
from tequio.protection.masking import detector, masker
from tequio.protection.models import Review, Tap
from tequio.protection.reading.models import Lift
from tequio.protection.reading.remask import Place, standing
from tequio.protection.release import Words

# Texts of one process that are kept masked; a process of a hundred thousand voices is not held in memory twice.
MOST = 20_000
Stamp = tuple[Any, ...]


@dataclass
class Kept:
    """What one process masks with just now, and what was masked with it."""

    stamp: Stamp
    mask: Callable[[Words], str]
    detector: Detector
    texts: dict[tuple[bool, str], str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def text(self, said: str, *, drafted: bool) -> str:
        key = (drafted, said)
        if key not in self.texts:
            self._room(self.texts)
            self.texts[key] = self.mask(Words(said, drafted)) if said.strip() else said
        return self.texts[key]

    def hidden(self, said: str) -> list[Span]:
        if said not in self.spans:
            self._room(self.spans)
            self.spans[said] = self.detector.spans(said)
        return self.spans[said]

    def _room(self, held: dict[Any, Any]) -> None:
        if len(held) >= MOST:
            held.clear()


_kept: dict[UUID, Kept] = {}


def forget(process_id: UUID) -> None:
    _kept.pop(process_id, None)


def kept(process: Process) -> Kept:
    """Made anew as soon as people marked other words, or a place or an office came or went.

    Raises TQ-301 while the vault is closed.
    """
    keyring.of(process.pk)
    stamp, found = _stamp(process), _kept.get(process.pk)
    if found is None or found.stamp != stamp:
        found = _kept[process.pk] = Kept(stamp, masker(process), detector(process))
    return found


def _stamp(process: Process) -> Stamp:
    with everywhere():
        marked = tuple(Tap.objects.filter(process=process).order_by("pk").values_list("pk", "label"))
    return (marked, tuple(process.territories.values_list("pk", "name", "level")),
            tuple(process.institutions.values_list("pk", "name")))


class Shown:
    """The wording of one process for one page. Masks that two people's reading left or lifted are those of the review.

    A voice that nobody put through the detector yet is masked here and now.
    """

    def __init__(self, process: Process, page: Page) -> None:
        self._page, self._kept = page, kept(process)
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

    def passage(self, voice: Any, start: int, end: int, quote: str) -> str:
        said = voice.text
        if said[start:end] != quote:
            # Of an earlier wording of the voice.
            return self.own(quote)
        self.expect([voice])
        spans = standing(self._kept.hidden(said), self._lifts[voice.pk], said)
        return self._page.showing(masked(quote, clipped(spans, start, end)).text, quote)

    def own(self, text: str) -> str:
        return self._page.showing(self._kept.text(text, drafted=False), text)

    def drafted(self, text: str) -> str:
        return self._page.showing(self._kept.text(text, drafted=True), text)


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

    def passage(self, voice: Any, start: int, end: int, quote: str) -> str:
        return quote

    def own(self, text: str) -> str:
        return text

    def drafted(self, text: str) -> str:
        return text


def shown(process: Process, page: Page) -> Wording:
    return AsSaid() if page.plain else Shown(process, page)
