"""Marks by which something is known again: keyed, so that nobody without the process key can try guesses on them.

HMAC-SHA-256 (RFC 2104, FIPS 180-4) under a key derived from the process's field key, cut to 128 bits. A bare hash of a
short answer could be guessed by whoever holds a copy of the database.
"""

import hmac
from uuid import UUID

from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.sealing import derived

DIGITS = 32  # hexadecimal


class Marks:
    """The marks of one open process. After its key was renewed, those made before are still known."""

    def __init__(self, process_id: UUID) -> None:
        """Raises TQ-301 while the process is locked."""
        opened = keyring.of(process_id)
        self._keys = [derived(key, "marks") for key in (opened.field_key, *opened.earlier_keys().values())]

    def of(self, *parts: str) -> str:
        """The mark of `parts`, each led by its length: 32 hexadecimal digits."""
        return _mark(self._keys[0], parts)

    def every(self, *parts: str) -> set[str]:
        """That mark as any key so far would have made it."""
        return {_mark(key, parts) for key in self._keys}


def _mark(key: bytes, parts: tuple[str, ...]) -> str:
    led = b"".join(len(data).to_bytes(8, "big") + data for data in map(str.encode, parts))
    return hmac.digest(key, led, "sha256").hex()[:DIGITS]
