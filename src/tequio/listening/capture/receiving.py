"""Taking in letters while the vault is locked: nothing is opened, nothing is kept of who sent them."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import kept_here
from tequio.foundation.vault.letters import AT_BOX
from tequio.listening.capture import slips
from tequio.listening.capture.models import Letter, Phone
from tequio.listening.capture.notes import LARGEST, SMALLEST
from tequio.listening.capture.pace import invited, strangers

# The bytes by which a box is longer than what it holds.
SEAL = AT_BOX + 16
HEAVIEST = LARGEST + SEAL
MOST_LETTERS, MOST_BYTES = 3000, 96 * 1024 * 1024


def _phones() -> "QuerySet[Phone]":
    """Of the processes of this installation: a server may hold those of other teams."""
    return Phone.objects.filter(process__in=kept_here(settings.HOME))


def receive(*, token: bytes, item: UUID, letter: bytes) -> bytes:
    """Keep one letter and answer with its receipt; the same letter again gets the same receipt.

    Needs no account: the token is the permission. Raises TQ-403 to TQ-407 and TQ-409.
    """
    found = _let_in(_phones().filter(digest=slips.digest_of(token)).first())
    return kept(phone=found, item=item, letter=letter)[0]


@transaction.atomic
def open_link(*, token: bytes, fresh: bytes) -> bytes:
    """Bind a link to the phone that opens it, which adds 16 random bytes; the same phone may ask again.

    Answers with the proof. Raises TQ-403 when another phone opened it before, TQ-404, TQ-407.
    """
    digest = slips.digest_of(token)
    row = _let_in(_phones().select_for_update().filter(name=slips.name_of(digest)).first())
    if len(fresh) != slips.SECRET or bytes(row.opened) not in (b"", fresh):
        raise TequioError("TQ-403")
    if not row.opened:
        if row.digest != digest:
            raise TequioError("TQ-403")
        renewed, row.receipt_key = slips.renewed(bytes(row.receipt_key), fresh)
        row.digest, row.opened = slips.digest_of(renewed), fresh
        row.save(update_fields=["digest", "receipt_key", "opened"])
    return slips.proof(bytes(row.receipt_key), fresh)


def _let_in(found: Phone | None) -> Phone:
    """The phone, if it may still send and not too fast. Raises TQ-403, TQ-404, TQ-407."""
    if not (invited.take(found.name) if found else strangers.take("")):
        raise TequioError("TQ-407")
    if found is None or found.revoked:
        raise TequioError("TQ-403")
    if found.ends < today():
        raise TequioError("TQ-404")
    return found


@transaction.atomic
def kept(*, phone: Phone, item: UUID, letter: bytes) -> tuple[bytes, bool]:
    """The receipt of the letter, and whether it is new. On disk before this returns. Raises TQ-405, TQ-406, TQ-409."""
    if not SMALLEST + SEAL <= len(letter) <= HEAVIEST:
        raise TequioError("TQ-405", most=LARGEST // 1024)
    # Locked, so that the same letter sent twice at once is still one arrival.
    row = Phone.objects.select_for_update().get(pk=phone.pk)
    fingerprint = hashlib.sha512(letter).hexdigest()
    earlier = Letter.objects.filter(phone=row, item=item).first()
    if earlier is None:
        _check_room(row, len(letter))
        Letter.objects.create(process_id=row.process_id, phone=row, item=item, sealed=letter, size=len(letter),
                               fingerprint=fingerprint)
    elif earlier.fingerprint != fingerprint:
        raise TequioError("TQ-409")
    return slips.receipt(bytes(row.receipt_key), item, fingerprint), earlier is None


def _check_room(row: Phone, size: int) -> None:
    so_far = Letter.objects.filter(phone=row)
    if so_far.count() >= MOST_LETTERS or (so_far.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_BYTES:
        raise TequioError("TQ-406")
