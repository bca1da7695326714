"""Stage 2: the glossary kept as marked words, every voice through the detector, and readings where two people read."""

from tequio.chain.context import Build
from tequio.listening.models import Encounter, Voice
from tequio.protection.actions import prepare_reviews
from tequio.protection.deidentify import Placeholders
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.taps import keep_glossary


def protect(build: Build) -> dict[str, int]:
    """Masks stay consistent within an encounter: the same name is the same placeholder."""
    counters: dict[Encounter, Placeholders] = {}
    reviews = []
    for voice in build.voices.values():
        placeholders = counters.setdefault(voice.encounter, Placeholders())
        reviews.append(_review(build, voice, placeholders))
    keep_glossary(actor=build.actor, process=build.process, entries=build.glossary)
    prepare_reviews(actor=build.actor, process=build.process, reviews=reviews)
    return {"reviews": len(reviews), "masked": sum(review.masked_spans for review in reviews)}


def _review(build: Build, voice: Voice, placeholders: Placeholders) -> Review:
    masked = build.detector.mask(voice.text, counters=placeholders)
    review = Review(process=build.process, voice=voice, masked=masked.text, masked_spans=len(masked.spans))
    readers = [reader.pseudonym for reader in build.readers]
    if len(readers) > 1:
        review.status, review.first_reviewer, review.second_reviewer = ReviewStatus.APPROVED, *readers[:2]
    return review
