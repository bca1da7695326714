"""Making slips, binding one to what it covers, and finding the one that somebody holds."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import models
from nacl import pwhash

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import kept_here
from tequio.listening.models import Encounter, Voice
from tequio.protection.receipts.codes import canonical, new_code, new_number, read_number
from tequio.protection.receipts.models import Covers, Receipt, ReceiptSalt, Unbound
from tequio.protection.receipts.throttle import line, tries

MOST_SLIPS = 60
SALT = pwhash.argon2id.SALTBYTES
# Hashed with while no receipt exists, so that the answer takes as long.
NO_SALT = "00" * SALT


@dataclass(frozen=True)
class Slip:
    """What is printed, and is nowhere once the paper is."""

    number: str
    words: str


def make_slips(*, actor: User, process: Process, count: int) -> list[Slip]:
    """Slips for a sheet, bound to nothing yet. Raises TQ-480 for none or too many at once."""
    if not 1 <= count <= MOST_SLIPS:
        raise TequioError("TQ-480", value=count, most=MOST_SLIPS)
    with acting(actor, "record_consent", on=process, process_id=process.pk) as deed:
        taken = set(Receipt.objects.filter(process=process).values_list("number", flat=True))
        salt, slips = _salt_of(process), []
        for _ in range(count):
            slips.append(Slip(new_number(taken), new_code()))
            taken.add(slips[-1].number)
        deed.count = add([Receipt(process=process, number=slip.number, digest=hashed(canonical(slip.words), salt))
                          for slip in slips])
    return slips


def bind_slip(*, actor: User, process: Process, number: str, voice: Voice | None = None,
              encounter: Encounter | None = None) -> Receipt:
    """Enter what a slip covers, by the number on its stub.

    Raises TQ-482 for a mistyped number, TQ-483 for one that was never printed here, TQ-484 for one that covers
    something already.
    """
    read = read_number(number)
    if read is None:
        raise TequioError("TQ-482")
    about = voice or encounter
    territory = about.territory_id if about else None
    with acting(actor, "record_consent", on=about or process, process_id=process.pk, territory_id=territory):
        receipt: Receipt | None = Receipt.objects.select_for_update().filter(process=process, number=read).first()
        if receipt is None:
            raise TequioError("TQ-483", value=read)
        if receipt.covers != Covers.NOTHING or about is None or about.process_id != process.pk:
            raise TequioError("TQ-484", value=read)
        receipt.covers = Covers.VOICE if voice else Covers.ENCOUNTER
        receipt.voice, receipt.encounter = voice, None if voice else encounter
        receipt.save(update_fields=["covers", "voice", "encounter"])
    return receipt


def unbind_slip(*, actor: User, receipt: Receipt, why: str) -> Receipt:
    """What was entered for a slip was wrong: it covers nothing again, and can be entered where it belongs.

    Raises TQ-489 without one of the reasons, TQ-488 for a slip that covers nothing or that took something back already.
    """
    if why not in Unbound.values:
        raise TequioError("TQ-489")
    about = receipt.voice or receipt.encounter
    territory = about.territory_id if about else None
    with acting(actor, "unbind_receipt", on=receipt, process_id=receipt.process_id, territory_id=territory) as deed:
        row: Receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
        if row.used or row.covers == Covers.NOTHING:
            raise TequioError("TQ-488")
        row.covers, row.voice, row.encounter = Covers.NOTHING, None, None
        row.save(update_fields=["covers", "voice", "encounter"])
        deed.because = why
    return row


def look_up(typed: str) -> Receipt | None:
    """The slip with these words. Anything else takes as long and says as little.

    Raises TQ-481 for wrong words once too many were tried, and unlooked where too many wait.
    """
    if tries.take():
        found = _found(typed)
        if found is not None:
            tries.give_back()
        return found
    with line.turn() as here:
        found = _found(typed) if here else None
    if found is None:
        raise TequioError("TQ-481")
    return found


def _found(typed: str) -> Receipt | None:
    words = canonical(typed)
    digests = [hashed(words, salt) for salt in _salts()]
    found: Receipt | None = Receipt.objects.filter(process__in=kept_here(settings.HOME), digest__in=digests).first()
    return found


def hashed(words: str, salt: str) -> str:
    """Argon2id (RFC 9106), 64 MB: about a twentieth of a second per try, on top of 66 bits."""
    return pwhash.argon2id.kdf(
        32, words.encode(), bytes.fromhex(salt), opslimit=pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE).hex()


def share_salt(process_id: UUID) -> None:
    """Before anything goes to another machine: two machines that print slips must not each draw a salt."""
    _salt_of(Process.objects.get(pk=process_id))


def _salts_here() -> "models.QuerySet[ReceiptSalt]":
    """Of the processes of this installation: a server may hold those of other teams."""
    return ReceiptSalt.objects.filter(process__in=kept_here(settings.HOME))


def _salts() -> list[str]:
    """One, unless a process came here from another installation."""
    return sorted(set(_salts_here().values_list("salt", flat=True))) or [NO_SALT]


def _salt_of(process: Process) -> str:
    known = ReceiptSalt.objects.filter(process=process).first()
    if known is None:
        shared = _salts_here().order_by("pk").first()
        known = ReceiptSalt.objects.create(process=process, salt=shared.salt if shared else os.urandom(SALT).hex())
    return str(known.salt)


def bound_to(process: Process, voices: Sequence[UUID], encounters: Sequence[UUID]) -> list[Receipt]:
    """The slips that cover any of these."""
    return [row for row in Receipt.objects.filter(process=process).exclude(covers=Covers.NOTHING)
            if row.voice_id in voices or row.encounter_id in encounters]
