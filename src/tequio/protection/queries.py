"""What other rooms and pages read of protection."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from tequio.foundation.places.models import Process
from tequio.foundation.trail.queries import counts, downstream
from tequio.listening.models import Use, Voice
from tequio.listening.queries import allowing
from tequio.protection.disclosure import Coarse, coarse
from tequio.protection.models import Release, Review, ReviewStatus, Withdrawal

# Sealed bytes of a text long enough to say something.
READABLE = 180


def reviews(process: Process) -> QuerySet[Review]:
    found: QuerySet[Review] = Review.objects.filter(process=process).select_related("voice")
    return found


def reading_list(process: Process, status: str = "") -> QuerySet[Review]:
    """Voices with who has read them; all of them, or those of one status."""
    found: QuerySet[Review] = Review.objects.filter(process=process).select_related(
        "voice__group", "voice__territory", "voice__encounter", "voice__process")
    return (found.filter(status=status) if status else found).order_by("voice__key")


def resting_on(voice: Voice) -> Counter[str]:
    """How many nouns of each kind stand on a voice, near or far: what a withdrawal reaches."""
    return counts(downstream(voice.process_id, voice.pk))


def review_counts(process: Process) -> Counter[str]:
    return Counter(Review.objects.filter(process=process).values_list("status", flat=True))


def readable_outside(process: Process) -> set[UUID]:
    """Voices whose masked text two different people let pass."""
    return set(Review.objects.filter(process=process, status=ReviewStatus.APPROVED).values_list("voice_id", flat=True))


def withdrawals(process: Process) -> QuerySet[Withdrawal]:
    found: QuerySet[Withdrawal] = Withdrawal.objects.filter(process=process)
    return found


def releases(process: Process) -> QuerySet[Release]:
    found: QuerySet[Release] = Release.objects.filter(process=process)
    return found


def shown(process: Process, count: int) -> Coarse:
    """`count` under the process's own disclosure rule."""
    return coarse(count, threshold=process.threshold, rounding=process.rounding)


def quotable(process: Process) -> list[Review]:
    """One voice per territory that may be quoted and that two people let pass, the shortest first to be read aloud."""
    allowed = allowing(process, Use.QUOTE)
    rows = reviews(process).filter(status=ReviewStatus.APPROVED).select_related("voice__group", "voice__territory")
    chosen: dict[UUID, Review] = {}
    for review in sorted(rows, key=lambda row: len(row.__dict__["masked"])):
        if review.voice_id in allowed and len(review.__dict__["masked"]) > READABLE:
            chosen.setdefault(review.voice.territory_id, review)
    return list(chosen.values())
