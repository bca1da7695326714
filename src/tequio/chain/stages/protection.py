"""Stage 2: the glossary kept as marked words, every voice through the detector, and readings where two people read."""

from tequio.chain.context import Build
from tequio.listening.models import Voice
from tequio.protection.actions import prepare_reviews
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.taps import keep_glossary


def protect(build: Build) -> dict[str, int]:
    """A review for each voice, masked and read by nobody, or by the readers of a demonstration."""
    reviews = [_review(build, voice) for voice in build.voices.values()]
    keep_glossary(actor=build.actor, process=build.process, entries=build.glossary)
    prepare_reviews(actor=build.actor, process=build.process, reviews=reviews)
    return {"reviews": len(reviews), "masked": sum(review.masked_spans for review in reviews)}


def _review(build: Build, voice: Voice) -> Review:
    masked = build.detector.mask(voice.text)
    review = Review(process=build.process, voice=voice, masked=masked.text, masked_spans=len(masked.spans))
    readers = [reader.pseudonym for reader in build.readers]
    if len(readers) > 1:
        review.status, review.first_reviewer, review.second_reviewer = ReviewStatus.APPROVED, *readers[:2]
    return review
