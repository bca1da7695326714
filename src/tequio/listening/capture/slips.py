"""The secret of one invitation and what is made from it, on the phone and here alike. Pure.

A slip carries 16 random bytes. SHA-512 of `purpose ‖ secret` gives the token, which the phone shows to be let in, and
the key of receipts, which never travels again: an answer with a right receipt was written by who holds that key, and
the phone lets go of a note for nothing less. The first phone that opens the link makes both anew, so that the link,
which its history keeps, is good for nothing any more. `static/listening/nota/slip.js` does the same.

Layout of a slip: version (1 byte) ‖ secret (16) ‖ address of the reader (32) ‖ flags (1) ‖ number of groups (1) ‖
names of groups in UTF-8, one per line (may be empty), in base64url without padding.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from uuid import UUID

SECRET, TOKEN, RECEIPT_KEY, NAME = 16, 16, 32, 8
VERSION = b"\x01"
WITH_AUDIO = 1


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET)


def token_of(secret: bytes) -> bytes:
    """What the phone shows to be let in (16 bytes)."""
    return hashlib.sha512(b"token" + secret).digest()[:TOKEN]


def receipt_key_of(secret: bytes) -> bytes:
    """What receipts are written with (32 bytes)."""
    return hashlib.sha512(b"receipt" + secret).digest()[:RECEIPT_KEY]


def renewed(receipt_key: bytes, fresh: bytes) -> tuple[bytes, bytes]:
    """Token and key of receipts once a phone opened the link with 16 random bytes of its own.

    They are made from what never travelled: whoever overhears the opening, or finds the link, has only half of it.
    """
    token = hashlib.sha512(b"token" + receipt_key + fresh).digest()[:TOKEN]
    return token, hashlib.sha512(b"receipt" + receipt_key + fresh).digest()[:RECEIPT_KEY]


def proof(key: bytes, fresh: bytes) -> bytes:
    """By which the phone knows that the link was opened for it (32 bytes)."""
    return hmac.digest(key, fresh, "sha512")[:32]


def digest_of(token: bytes) -> str:
    """What is kept of a token. It is random in full, so that one hash is enough."""
    return hashlib.sha512(token).hexdigest()


def name_of(digest: str) -> str:
    """How letters and files name the invitation they are for (16 hexadecimal digits); it lets nobody in."""
    return digest[:NAME * 2]


def receipt(key: bytes, item: UUID, letter_fingerprint: str) -> bytes:
    """HMAC-SHA-512/256 (RFC 2104, truncated to 32 bytes) over the item and SHA-512 of its letter."""
    return hmac.digest(key, item.bytes + bytes.fromhex(letter_fingerprint), "sha512")[:32]


def spoken(receipt_bytes: bytes) -> str:
    """Four digits of a receipt, for reading aloud."""
    return f"{int.from_bytes(receipt_bytes[:4], 'big') % 10_000:04d}"


def slip(secret: bytes, address: str, *, audio: bool, groups: int, names: Sequence[str] = ()) -> str:
    """What stands behind the # of the link. `address`: base64 of 32 bytes. Raises ValueError beyond 255 groups."""
    if groups > 255:
        raise ValueError(groups)
    head = VERSION + secret + base64.b64decode(address) + bytes([WITH_AUDIO if audio else 0, groups])
    return base64.urlsafe_b64encode(head + "\n".join(names).encode()).decode().rstrip("=")
