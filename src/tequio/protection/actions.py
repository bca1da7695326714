"""Reading voices before anything of them leaves, and taking them back."""

from collections import Counter
from collections.abc import Sequence

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.audit.queries import head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.queries import counts, downstream
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.search import forget
from tequio.listening.models import Voice
from tequio.protection.models import Release, Review, ReviewStatus, Withdrawal


def prepare_reviews(*, actor: User, process: Process, reviews: Sequence[Review]) -> int:
    """Enter what the detector masked; nobody has read it yet."""
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        deed.count = add(reviews)
    return len(reviews)


def approve_review(*, actor: User, review: Review) -> Review:
    """A person read the masked text and lets it pass; the second must be somebody else.

    Raises TQ-442 when the same person reads twice.
    """
    with acting(actor, "review_voice", on=review, process_id=review.process_id,
                territory_id=review.voice.territory_id):
        if not review.first_reviewer:
            review.first_reviewer, review.status = actor.pseudonym, ReviewStatus.FIRST
        elif review.first_reviewer == actor.pseudonym:
            raise TequioError("TQ-442")
        else:
            review.second_reviewer, review.status = actor.pseudonym, ReviewStatus.APPROVED
        review.save(update_fields=["first_reviewer", "second_reviewer", "status"])
    return review


def withdraw_voice(*, actor: User, voice: Voice) -> Counter[str]:
    """Take a voice back: its words become unreadable everywhere, its codings go, what rested on it is counted.

    Returns how many nouns of each kind stood on it, so that they can be reviewed without it.
    """
    with acting(actor, "withdraw", on=voice, process_id=voice.process_id, territory_id=voice.territory_id):
        reach = counts(downstream(voice.process_id, voice.pk))
        add([Withdrawal(process_id=voice.process_id, kind="voice", object_id=voice.pk, day=today(),
                        reach=dict(reach))])
        derived = list(voice.codings.values_list("pk", flat=True)) + list(voice.links.values_list("pk", flat=True))
        gone = [voice.pk, *derived]
        Edge.objects.filter(source_id__in=gone).delete()
        Edge.objects.filter(target_id__in=gone).delete()
        # By query: deleting the instance would take its identity before the audit has written it down.
        Voice.objects.filter(pk=voice.pk).delete()
        # Destroyed last and inside the transaction: if this fails, the row is still there to be tried again.
        keyring.of(voice.process_id).destroy_keys([voice.pk])
        forget(voice.process_id)
    return reach


def record_release(*, actor: User, second: User, process: Process, title: str) -> Release:
    """Let a document through the gate with two different people's names. Raises TQ-441 for one person twice."""
    if actor.pk == second.pk:
        raise TequioError("TQ-441")
    chain = head(process.pk)
    release = Release(process=process, day=today(), title=title, first_approval=actor.pseudonym,
                      second_approval=second.pseudonym, audit_head=chain.digest if chain else "")
    with acting(second, "release", on=release, process_id=process.pk), \
            acting(actor, "release", on=release, process_id=process.pk):
        release.save(force_insert=True)
    return release
