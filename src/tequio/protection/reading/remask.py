"""Masking kept texts anew. A voice that now hides something else has been read by nobody."""

from collections.abc import Iterable
from uuid import UUID

from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tequio.protection.deidentify import Detector, Span, masked
from tequio.protection.masking import detector
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.models import Lift

Place = tuple[int, int]


def remask(process: Process, encounter_id: UUID | None = None) -> int:
    """Mask every voice of the process (or of one encounter) again; how many now hide something else."""
    rows = Review.objects.filter(process=process).select_related("voice").order_by("voice__encounter_id", "voice__key")
    rows = rows.filter(voice__encounter_id=encounter_id) if encounter_id else rows
    found, lifted, changed = detector(process), _lifts(process), 0
    for review in rows.select_for_update(of=("self",)):
        changed += _mask(review, found, lifted.get(review.voice_id, {}))
    return changed


def hidden(voice: Voice, found: Detector) -> list[Span]:
    """What the detector and the marked words hide in a voice, lifted or not."""
    return found.spans(voice.text)


def standing(spans: Iterable[Span], lifts: dict[Place, str], text: str) -> list[Span]:
    """The masks that nobody lifted. A lift holds for exactly its place and its words; anything else stays masked."""
    return [span for span in spans if lifts.get((span.start, span.end)) != text[span.start:span.end]]


def lifts_of(voice: Voice) -> dict[Place, str]:
    return {(row.start, row.end): row.words for row in Lift.objects.filter(voice=voice)}


def _mask(review: Review, found: Detector, lifts: dict[Place, str]) -> bool:
    text = review.voice.text
    after = masked(text, standing(hidden(review.voice, found), lifts, text))
    if after.text == review.masked:
        return False
    review.masked, review.masked_spans = after.text, len(after.spans)
    if review.status != ReviewStatus.REFUSED:
        review.status, review.first_reviewer, review.second_reviewer = ReviewStatus.MACHINE, "", ""
    review.save(update_fields=["masked", "masked_spans", "status", "first_reviewer", "second_reviewer"])
    return True


def _lifts(process: Process) -> dict[UUID, dict[Place, str]]:
    found: dict[UUID, dict[Place, str]] = {}
    for row in Lift.objects.filter(process=process):
        found.setdefault(row.voice_id, {})[row.start, row.end] = row.words
    return found
