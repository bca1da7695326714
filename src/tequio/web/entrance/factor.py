"""The second factor: a code that changes every half minute on somebody's telephone, and ten codes on paper.

The codes are those of django-allauth. Its pages, its mails and its limits by address are not used.
"""

import base64
import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.sealing import derived, seal, unseal
from tequio.web.entrance.throttle import Tries

PURPOSE = "second factor"
# What the telephone shows beside the code: somebody who takes it learns neither the account nor what it opens.
NEUTRAL = "notas"
# Longer than the ninety seconds for which a code is good: none works twice.
USED = 180
codes = Tries(most=5)


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie sealed with a key drawn from the installation's own secret, which is not in the database."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return NEUTRAL

    def get_totp_issuer(self) -> str:
        return NEUTRAL

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(_key(), text.encode(), PURPOSE.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return unseal(_key(), base64.b64decode(encrypted_text), PURPOSE.encode()).decode()
        except TequioError as fault:
            raise TequioError("TQ-318") from fault

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody has an address here."""


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def demanded(user: User) -> bool:
    """Whether the process of the account asks for it."""
    return Process.objects.filter(pk=user.process_id, second_factor=True).exists()


def new_secret() -> str:
    return str(generate_totp_secret())


def address(user: User, secret: str) -> str:
    """What an application for codes reads from the drawing. It names neither the account nor the process."""
    return str(Adapter().build_totp_url(user, secret))


def drawing(user: User, secret: str) -> str:
    """The address as a QR code (ISO/IEC 18004): the path of an SVG without colours, drawn here."""
    return segno.make(address(user, secret), error="m").svg_inline(scale=5, border=4, omitsize=True, svgclass="qr")


def set_up(user: User, secret: str, code: str) -> list[str]:
    """Keep the factor once a code shows that the telephone has it; its recovery codes. Raises TQ-315, TQ-313."""
    with _trying(user):
        if not validate_totp_code(secret, code):
            raise TequioError("TQ-315")
    _use(user, code)
    with transaction.atomic():
        take_away(user)
        _keep(user, Authenticator.Type.TOTP, {"secret": Adapter().encrypt(secret)})
    return new_codes(user)


def new_codes(user: User) -> list[str]:
    """Ten codes on paper, each good once; earlier ones stop working."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    seed = Adapter().encrypt(RecoveryCodes.generate_seed())
    kept = _keep(user, Authenticator.Type.RECOVERY_CODES, {"seed": seed, "used_mask": 0})
    return list(RecoveryCodes(kept).generate_codes())


def codes_left(user: User) -> int:
    row = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


def prove(user: User, code: str) -> None:
    """Raises TQ-315 unless `code` is one of this account's and was not used, TQ-313 after too many tries."""
    with _trying(user):
        rows = {row.type: row for row in Authenticator.objects.filter(user_id=user.pk)}
        totp, paper = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
        if totp and TOTP(totp).validate_code(code) and _use(user, code):
            return
        if paper and RecoveryCodes(paper).validate_code(code):
            return
        raise TequioError("TQ-315")


def take_away(user: User) -> None:
    Authenticator.objects.filter(user_id=user.pk).delete()


@contextmanager
def _trying(user: User) -> Iterator[None]:
    """Refused after too many tries, counted when it fails."""
    codes.check(str(user.pk))
    try:
        yield
    except TequioError:
        codes.failed(str(user.pk))
        raise


def _use(user: User, code: str) -> bool:
    """True the first time; in the memory of this program only."""
    digits = "".join(letter for letter in code if letter.isdigit())
    return bool(cache.add(f"code:{user.pk}:{digits}", True, USED))


def _keep(user: User, kind: str, data: dict[str, Any]) -> Authenticator:
    """With the day and without the hour: the table has room for more than may be kept."""
    row = Authenticator(user=user, type=kind, data=data, created_at=_today(), last_used_at=None)
    row.save()
    return row


def _today() -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time()))


def _key() -> bytes:
    return derived(hashlib.sha256(settings.SECRET_KEY.encode()).digest(), PURPOSE)
