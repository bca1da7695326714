"""Giving a phone a slip, taking the slip back, and ending it for good."""

import datetime
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import Deed, acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.vault import letters
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.sealing import derived
from tequio.listening.capture import slips
from tequio.listening.capture.models import Letter, LetterState, Phone
from tequio.listening.models import Encounter, Recording

LONGEST_DAYS = 60


@dataclass(frozen=True)
class Slip:
    """What is handed over once: `fragment` goes behind the # of the link and is written down nowhere."""

    phone: Phone
    fragment: str


def reader_of(phone: Phone) -> bytes:
    """The private key that opens this phone's letters. Raises TQ-301, and TQ-305 once it was destroyed.

    Its public half was handed out on paper: it stays the same for as long as the phone is invited.
    """
    return derived(keyring.of(phone.process_id).secret_of(phone.pk), "letters")


def invite(*, actor: User, encounter: Encounter, label: str, ends: datetime.date, audio: bool = False,
           named: bool = False) -> Slip:
    """Let one phone send to an encounter until `ends`; `named` writes the groups' names on it instead of numbers.

    Raises TQ-404 for a day that has passed or is too far, TQ-417 for audio where nothing is recorded, TQ-466.
    """
    if encounter.closed:
        raise TequioError("TQ-466")
    if not today() <= ends <= today() + datetime.timedelta(days=LONGEST_DAYS):
        raise TequioError("TQ-404")
    if audio and encounter.recording == Recording.NONE:
        raise TequioError("TQ-417")
    secret, groups = slips.new_secret(), list(Group.objects.filter(process_id=encounter.process_id))
    digest = slips.digest_of(slips.token_of(secret))
    row = Phone(
        process_id=encounter.process_id, encounter=encounter, name=slips.name_of(digest), digest=digest,
        receipt_key=slips.receipt_key_of(secret), ends=ends, audio=audio, groups=[group.key for group in groups],
        label=label.strip())
    with acting(actor, "invite_phone", on=row, process_id=row.process_id, territory_id=encounter.territory_id):
        keyring.of(row.process_id).make_keys([row.pk])
        row.save(force_insert=True)
    return Slip(row, slips.slip(secret, letters.address(reader_of(row)), audio=audio, groups=len(groups),
                                names=[str(group) for group in groups] if named else ()))


def revoke(*, actor: User, phone: Phone) -> None:
    """From here on it takes nothing in; what came can still be opened, and so can a file from that phone."""
    with _about(actor, "revoke_phone", phone):
        phone.revoked = True
        phone.save(update_fields=["revoked"])


def finish(*, actor: User, phone: Phone) -> None:
    """The key of this phone goes: every copy of its letters is closed for ever. Raises TQ-419 while some wait here."""
    if waiting(phone):
        raise TequioError("TQ-419")
    process_id, key = phone.process_id, phone.pk
    with _about(actor, "finish_phone", phone):
        # By query: deleting the instance would take its identity before the audit has written it down.
        Phone.objects.filter(pk=key).delete()
        transaction.on_commit(partial(keyring.of(process_id).destroy_keys, [key]))


def waiting(phone: Phone) -> int:
    """How many letters nobody has decided on."""
    return Letter.objects.filter(phone=phone, state=LetterState.WAITING).count()


def _about(actor: User, verb: str, phone: Phone) -> AbstractContextManager[Deed]:
    return acting(actor, verb, on=phone, process_id=phone.process_id,
                  territory_id=phone.encounter.territory_id)
