"""Reading a voice as it would leave: approve, refuse, put back, lift one mask."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.second_person import check_counts
from tequio.foundation.vault.statements import altered
from tequio.listening.models import Voice
from tequio.protection.masking import detector
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.models import Lift, RefusalReason
from tequio.protection.reading.remask import hidden, remask

WAITING = (ReviewStatus.MACHINE, ReviewStatus.FIRST)


def seen(review: Review) -> str:
    """Names the masked text as it stands now, without a word of it: what somebody read is what they approve."""
    return hashlib.sha256(bytes(review.__dict__["masked"])).hexdigest()[:16]


def approve_review(*, actor: User, review: Review, as_seen: str) -> Review:
    """A person read the masked text and lets it pass; the second must be somebody else.

    Raises TQ-442 when the same person reads twice, TQ-443 when two have read it, TQ-444 when it was refused, TQ-445
    when it is no longer what was `as_seen`, TQ-515 where what an earlier reader decided was changed without a key.
    """
    with _read_by(actor, review) as row:
        check_counts(actor, row.process)
        _check_waiting(row)
        if as_seen != seen(row):
            raise TequioError("TQ-445")
        if not row.first_reviewer:
            row.first_reviewer, row.status = actor.pseudonym, ReviewStatus.FIRST
        elif row.first_reviewer == actor.pseudonym:
            raise TequioError("TQ-442")
        else:
            row.second_reviewer, row.status = actor.pseudonym, ReviewStatus.APPROVED
        row.save(update_fields=["first_reviewer", "second_reviewer", "status"])
    return row


def refuse_review(*, actor: User, review: Review, reason: RefusalReason) -> Review:
    """It does not leave, and coarsely why; also after two people let it pass. Raises TQ-444 when it was refused."""
    with _read_by(actor, review) as row:
        if row.status == ReviewStatus.REFUSED:
            raise TequioError("TQ-444")
        row.status, row.refused_because = ReviewStatus.REFUSED, reason
        row.save(update_fields=["status", "refused_because"])
    return row


def put_back(*, actor: User, review: Review) -> Review:
    """To be read again by two people, as if nobody had."""
    with _read_by(actor, review) as row:
        unread(row)
        row.save(update_fields=["status", "first_reviewer", "second_reviewer", "refused_because"])
    return row


def lift_mask(*, actor: User, review: Review, start: int, end: int, reason: str) -> Review:
    """Show what one mask hides, once two people have read it so; the reason stays for the second.

    Raises TQ-448 without a reason, TQ-449 when no mask stands there.
    """
    if not reason.strip():
        raise TequioError("TQ-448")
    with _read_by(actor, review) as row:
        if (start, end) not in {(span.start, span.end) for span in hidden(row.voice, detector(row.process))}:
            raise TequioError("TQ-449")
        words = row.voice.text[start:end]
        Lift.objects.filter(voice=row.voice_id, start=start, end=end).delete()
        add([Lift(process_id=row.process_id, voice=row.voice, start=start, end=end, words=words,
                  reason=reason.strip(), by=actor.pseudonym)])
        remask(row.process, row.voice.encounter_id)
        row.refresh_from_db()
    return row


def cover_again(*, actor: User, lift: Lift) -> None:
    """Take back that a mask was lifted."""
    review = Review.objects.get(voice=lift.voice_id)
    with _read_by(actor, review) as row:
        lift.delete()
        remask(row.process, row.voice.encounter_id)


@contextmanager
def _read_by(actor: User, review: Review) -> Iterator[Review]:
    """The row as it stands now and locked: two people who decide at once decide one after the other."""
    with acting(actor, "review_voice", on=review, process_id=review.process_id,
                territory_id=review.voice.territory_id):
        rows = Review.objects.select_related("voice", "process")
        row: Review = rows.select_for_update(of=("self",)).get(pk=review.pk)
        changed = altered([row], nothing=ReviewStatus.MACHINE)
        yield row
        if not changed:
            # Every act on a row is stated, also one that left its status as it was.
            Review.objects.get(pk=row.pk).save(update_fields=["status"])


def _check_waiting(row: Review) -> None:
    if altered([row], nothing=ReviewStatus.MACHINE):
        raise TequioError("TQ-515")
    if row.status == ReviewStatus.APPROVED:
        raise TequioError("TQ-443")
    if row.status == ReviewStatus.REFUSED:
        raise TequioError("TQ-444")


def unread(row: Review) -> None:
    row.status, row.first_reviewer, row.second_reviewer = ReviewStatus.MACHINE, "", ""
    row.refused_because = ""


def mask_new(*, actor: User, process: Process) -> int:
    """Put voices that were entered since through the detector, each with the rest of its encounter."""
    rows = list(Voice.objects.filter(process=process, review=None).select_related("encounter"))
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        deed.count = add([Review(process=process, voice=voice) for voice in rows])
        for encounter_id in {voice.encounter_id for voice in rows}:
            remask(process, encounter_id)
    return len(rows)
