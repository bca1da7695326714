"""What other rooms and pages read of protection."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from tequio.foundation.places.models import Process
from tequio.protection.disclosure import Coarse, coarse
from tequio.protection.models import Release, Review, ReviewStatus, Withdrawal


def reviews(process: Process) -> QuerySet[Review]:
    found: QuerySet[Review] = Review.objects.filter(process=process).select_related("voice")
    return found


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
