"""Letters: what a phone seals for one reader, so that neither the phone nor the air between can read it back.

Layout: version (1 byte) ‖ one-time public key (32) ‖ nonce (24) ‖ box. The box is X25519 with XSalsa20-Poly1305
(Bernstein, «Cryptography in NaCl», 2009), as `nacl.box` of TweetNaCl makes it; `web/static/tequio/js/letters.js` seals.
"""

import base64

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey
from nacl.utils import random

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.sealing import derived

VERSION = b"\x01"
AT_NONCE, AT_BOX = 1 + PublicKey.SIZE, 1 + PublicKey.SIZE + Box.NONCE_SIZE


def new_reader() -> bytes:
    """The private half (32 bytes) of a reader of letters."""
    return bytes(PrivateKey.generate())


def address(private: bytes) -> str:
    """The public half of a reader, in base64, for pages."""
    return base64.b64encode(bytes(PrivateKey(private).public_key)).decode()


def sealed(to: str, words: bytes) -> bytes:
    """A letter to the reader at the address `to`. Raises TQ-307 for what is no address."""
    try:
        reader = PublicKey(base64.b64decode(to, validate=True))
    except (ValueError, CryptoError, TypeError) as fault:
        raise TequioError("TQ-307") from fault
    once, nonce = PrivateKey.generate(), random(Box.NONCE_SIZE)
    return VERSION + bytes(once.public_key) + nonce + Box(once, reader).encrypt(words, nonce).ciphertext


def opened(private: bytes, letter: bytes) -> bytes:
    """What the letter says. Raises TQ-307 when it was changed, cut or sealed for another reader."""
    if letter[:1] != VERSION or len(letter) <= AT_BOX:
        raise TequioError("TQ-307")
    try:
        sender = PublicKey(letter[1:AT_NONCE])
        return Box(PrivateKey(private), sender).decrypt(letter[AT_BOX:], letter[AT_NONCE:AT_BOX])
    except (CryptoError, ValueError) as fault:
        raise TequioError("TQ-307") from fault


def readers_of(process: OpenProcess) -> list[bytes]:
    """Who reads letters to a process, the present reader first; letters from before a renewal find an earlier one."""
    return [derived(key, "letters") for key in (process.field_key, *process.earlier_keys().values())]


def opened_for(process: OpenProcess, letter: bytes) -> bytes:
    """What a letter to this process says. Raises TQ-307 when no reader of it can open the letter."""
    for private in readers_of(process):
        try:
            return opened(private, letter)
        except TequioError:
            continue
    raise TequioError("TQ-307")
