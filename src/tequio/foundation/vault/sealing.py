"""AES-256-GCM envelopes, bound to process, row and field.

Layout: version (1 byte) ‖ nonce (12) ‖ ciphertext and tag. Source: NIST SP 800-38D; the additional data makes a
ciphertext that was moved to another row, field or process fail to open.
"""

import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tequio.foundation.errors import TequioError

VERSION = b"\x01"
NONCE = 12
KEY = 32


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=KEY * 8)


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that wrapping keys and sealing words never share one (HKDF, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY, salt=None, info=purpose.encode()).derive(key)


def row_key(field_key: bytes, secret: bytes) -> bytes:
    """What seals a row that has a secret of its own (HMAC as in HKDF-Extract, RFC 5869).

    It takes both: without the row's secret the words are gone for everybody, and whoever knows the secret from before
    a renewal cannot make the key of after it.
    """
    return hmac.digest(field_key, b"row" + secret, "sha256")


def bound_to(process_id: UUID, row_id: UUID, field: str) -> bytes:
    return process_id.bytes + row_id.bytes + field.encode()


def seal(key: bytes, words: bytes, binding: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, words, binding)


def unseal(key: bytes, envelope: bytes, binding: bytes) -> bytes:
    """The words in `envelope`.

    Raises TQ-302 when it was made with another key, for another row or field, or was changed.
    """
    if envelope[:1] != VERSION:
        raise TequioError("TQ-302")
    nonce, body = envelope[1:1 + NONCE], envelope[1 + NONCE:]
    try:
        return AESGCM(key).decrypt(nonce, body, binding)
    except (InvalidTag, ValueError) as fault:
        raise TequioError("TQ-302") from fault
