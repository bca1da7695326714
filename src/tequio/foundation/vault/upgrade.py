"""A key file of a version without seals gets its seal when it is first opened, and the record says so.

Until then anybody who could write the file could put a public key of their own there. So only those who show their
passphrase from here on are handed a new process key; the others, and shares of trustees, are left out at the next
renewal unless they were confirmed before. Fingerprints can be compared at once.
"""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from tequio.foundation.audit.actions import append
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.people import sealed_for

VERB = "seal_keys"
NOBODY = "tequio"


def seal_file(process_id: UUID, pseudonym: str) -> None:
    """Raises TQ-513 when the file of this process had a seal before: an old one was put in its place."""
    opened = keyring.of(process_id)
    if was_sealed(process_id):
        raise TequioError("TQ-513")
    key = opened.key

    def alter(kept: Kept) -> Kept:
        people = tuple(replace(person, sealed=sealed_for(person.public, key),
                               confirmed=person.pseudonym == pseudonym) for person in kept.people)
        recovery = kept.recovery and replace(kept.recovery, sealed=sealed_for(kept.recovery.public, key),
                                             confirmed=False)
        # Rows sealed by the version before are sealed anew like those of a renewal.
        return replace(kept, people=people, recovery=recovery, renewing=True)

    with transaction.atomic():
        append(process_id=process_id, actor=pseudonym or NOBODY, verb=VERB, on=Process(pk=process_id), count=1)
        opened.change(alter)
    opened.just_sealed = True


def was_sealed(process_id: UUID) -> bool:
    """Whether the record says that an older file got its seal."""
    return Entry.objects.filter(process_id=process_id, verb=VERB).exists()
