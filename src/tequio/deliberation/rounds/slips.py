"""What follows from the six words of an invitation, pure: its hash, the number of its ballot, the key of the wording.

Each comes from the words and from a secret of the installation that is not in the database, by HMAC-SHA256 (RFC 2104)
with a purpose of its own. Without the words none of them leads to another: who was invited cannot be joined to who
answered what, not even by whoever holds the whole database.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from tequio.foundation.errors import TequioError
from tequio.protection.receipts.codes import canonical

KEY = SecretBox.KEY_SIZE


@dataclass(frozen=True)
class Slip:
    """One invitation as its holder knows it. Printing it says nothing."""

    root: bytes

    def __repr__(self) -> str:
        return "<invitación>"

    @classmethod
    def of(cls, typed: str, secret: bytes) -> "Slip | None":
        """The slip with these words; None for what are not six words of the list."""
        words = canonical(typed)
        return cls(hmac.digest(secret, b"ronda:" + words.encode(), hashlib.sha256)) if words else None

    @classmethod
    def from_token(cls, token: str) -> "Slip":
        return cls(base64.urlsafe_b64decode(token))

    @property
    def token(self) -> str:
        return base64.urlsafe_b64encode(self.root).decode()

    @property
    def digest(self) -> str:
        """What the system keeps of the slip."""
        return self._for(b"huella").hex()

    @property
    def ballot(self) -> UUID:
        """The number of its ballot while the vote is open."""
        return UUID(bytes=self._for(b"boleta")[:16], version=4)

    def sealing(self, key: bytes) -> bytes:
        """The key of the wording, for this slip alone."""
        return bytes(SecretBox(self._for(b"texto")).encrypt(key))

    def opening(self, sealed: bytes) -> bytes:
        """Raises TQ-648 when it was sealed for another slip."""
        return opened(self._for(b"texto"), sealed)

    def _for(self, purpose: bytes) -> bytes:
        return hmac.digest(self.root, purpose, hashlib.sha256)


def new_key() -> bytes:
    return random(KEY)


def sealed(key: bytes, words: bytes) -> bytes:
    return bytes(SecretBox(key).encrypt(words))


def opened(key: bytes, envelope: bytes) -> bytes:
    """Raises TQ-648 for another key, or for an envelope that was changed."""
    try:
        return SecretBox(key).decrypt(envelope)
    except (CryptoError, ValueError) as fault:
        raise TequioError("TQ-648") from fault
