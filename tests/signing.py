"""Signing what stands in the list just now, for tests of what comes of it."""

from collections.abc import Collection

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.protection.reading.standing import Passed
from tequio.publication.models import Signing
from tequio.publication.outgoing.actions import sign_list
from tequio.publication.outgoing.queries import list_digest, outgoing
from tequio.publication.outgoing.states import chosen


def sign_now(*, actor: User, process: Process, names: Collection[str]) -> Signing:
    passed = Passed(process)
    return sign_list(actor=actor, process=process, names=names,
                     seen=list_digest(passed, chosen(outgoing(process, passed), names)))
