"""A process key wrapped for each person: passphrase → Argon2id → X25519 → sealed box."""

import os
import unicodedata
from dataclasses import dataclass, replace

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from tequio.foundation.errors import TequioError

SALT = pwhash.argon2id.SALTBYTES


@dataclass(frozen=True)
class Wrap:
    """What the key file keeps of one person: nothing that opens anything without the passphrase."""

    pseudonym: str
    salt: str
    public: str
    sealed: str


@dataclass(frozen=True)
class Recovery:
    """What the key file keeps of the trustees: how many shares there are, how many it takes, and what they open."""

    trustees: int
    needed: int
    public: str
    sealed: str


def wrap(process_key: bytes, *, pseudonym: str, passphrase: str) -> Wrap:
    salt = os.urandom(SALT)
    public = _private(passphrase, salt).public_key
    return Wrap(pseudonym, salt.hex(), bytes(public).hex(), sealed_for(bytes(public).hex(), process_key))


def rewrapped(wrapped: Wrap, process_key: bytes) -> Wrap:
    """Another process key for the same person; it takes their public half only."""
    return replace(wrapped, sealed=sealed_for(wrapped.public, process_key))


def unwrap(wrapped: Wrap, passphrase: str) -> bytes:
    """The process key. Raises TQ-303 for a wrong passphrase."""
    return opened_by(_private(passphrase, bytes.fromhex(wrapped.salt)), wrapped)


def sealed_for(public: str, process_key: bytes) -> str:
    return SealedBox(PublicKey(bytes.fromhex(public))).encrypt(process_key).hex()


def opened_by(private: PrivateKey, wrapped: Wrap | Recovery) -> bytes:
    """The process key that was sealed for the public half of `private`. Raises TQ-303 for another one's."""
    if bytes(private.public_key) != bytes.fromhex(wrapped.public):
        raise TequioError("TQ-303")
    try:
        return SealedBox(private).decrypt(bytes.fromhex(wrapped.sealed))
    except CryptoError as fault:
        raise TequioError("TQ-303") from fault


def _private(passphrase: str, salt: bytes) -> PrivateKey:
    return PrivateKey(pwhash.argon2id.kdf(
        PrivateKey.SIZE, as_typed_anywhere(passphrase).encode(), salt,
        opslimit=pwhash.argon2id.OPSLIMIT_MODERATE, memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE))


def as_typed_anywhere(passphrase: str) -> str:
    """Accents, capitals and double blanks do not count: the same words must open on any keyboard."""
    letters = unicodedata.normalize("NFKD", passphrase).casefold()
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
