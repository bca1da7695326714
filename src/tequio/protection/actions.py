"""Entering voices to be read, and letting documents through the gate. The other verbs have folders of their own."""

from collections.abc import Sequence

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.audit.queries import head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.listening.fieldwork.suspensions import declare_due
from tequio.protection.models import Release, Review


def prepare_reviews(*, actor: User, process: Process, reviews: Sequence[Review]) -> int:
    """Enter what the detector masked; nobody has read it yet."""
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        deed.count = add(reviews)
    return len(reviews)


def tell_gaps_due(*, actor: User, process: Process) -> int:
    """A gap in the field work that was to be told from today on is told by what leaves today."""
    return declare_due(actor=actor, process=process, day=today())


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
