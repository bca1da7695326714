"""What other rooms and pages read of protection."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from tequio.foundation.places.models import Process
from tequio.foundation.places.tree import municipalities
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.statements import attested
from tequio.listening.models import Use
from tequio.listening.queries import allowing
from tequio.protection.disclosure import Coarse, coarse
from tequio.protection.models import (
    Covers,
    Receipt,
    Reissue,
    Release,
    Review,
    ReviewStatus,
    Revisit,
    Tap,
    TextLift,
    TextReading,
    Withdrawal,
)

# Sealed bytes of a text long enough to say something.
READABLE = 180


def reviews(process: Process) -> QuerySet[Review]:
    found: QuerySet[Review] = Review.objects.filter(process=process).select_related("voice")
    return found


def reading_list(process: Process) -> QuerySet[Review]:
    """Voices with who has read them."""
    found: QuerySet[Review] = Review.objects.filter(process=process).select_related(
        "process", "voice__group", "voice__territory", "voice__encounter", "voice__process")
    return found.order_by("voice__key")


def text_readings(process: Process) -> QuerySet[TextReading]:
    found: QuerySet[TextReading] = TextReading.objects.filter(process=process).select_related("process", "territory")
    return found


def asked_lifts(process: Process) -> list[TextLift]:
    """Masks of texts of the team that somebody asked to lift and nobody else agreed to yet."""
    return list(TextLift.objects.filter(process=process, agreed_by=""))


def readable_outside(process: Process) -> set[UUID]:
    """Voices whose masked text two different people let pass; while the process is open, as it is stated under seal."""
    rows = Review.objects.filter(process=process, status=ReviewStatus.APPROVED)
    if not keyring.is_open(process.pk):
        return set(rows.values_list("voice_id", flat=True))
    found = list(rows)
    good = attested(found)
    return {row.voice_id for row in found if row.pk in good}


def taps(process: Process) -> QuerySet[Tap]:
    found: QuerySet[Tap] = Tap.objects.filter(process=process)
    return found


def revisits(process: Process) -> QuerySet[Revisit]:
    """What is still to be looked at again."""
    found: QuerySet[Revisit] = Revisit.objects.filter(process=process, done=None)
    return found


def to_revisit(process: Process, kind: str) -> set[UUID]:
    """Nouns of one kind that rested, among others, on something taken back, and that nobody has looked at since."""
    return set(revisits(process).filter(kind=kind).values_list("object_id", flat=True))


def reissues(process: Process) -> QuerySet[Reissue]:
    """Files that still have to be issued again."""
    found: QuerySet[Reissue] = Reissue.objects.filter(process=process, done=None)
    return found


def receipt_counts(process: Process) -> Counter[str]:
    """Slips by what they cover; those that were used stand under `used`."""
    rows = Receipt.objects.filter(process=process).values_list("covers", "used")
    return Counter("used" if used else covers or Covers.NOTHING.value for covers, used in rows)


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
    """One voice per municipality that may be quoted and that two people let pass, the shortest."""
    allowed = allowing(process, Use.QUOTE)
    passed = readable_outside(process)
    rows = reviews(process).filter(status=ReviewStatus.APPROVED).select_related("voice__group", "voice__territory")
    places, chosen = municipalities(process.pk), dict[UUID, Review]()
    for review in sorted(rows, key=lambda row: len(row.__dict__["masked"])):
        if review.voice_id in allowed and review.voice_id in passed and len(review.__dict__["masked"]) > READABLE:
            chosen.setdefault(places[review.voice.territory_id], review)
    return list(chosen.values())
