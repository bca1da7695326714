"""A process key wrapped for each person: passphrase → Argon2id → X25519 → sealed box."""

import hashlib
import os
import unicodedata
from dataclasses import dataclass, replace

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.sealing import KEY

# Fewer can be tried one after the other, however slowly each is tried. Six words of the list have thirty or more.
LEAST_LETTERS, LEAST_DIFFERENT = 12, 6
SALT = pwhash.argon2id.SALTBYTES
# Stands before the process key inside a sealed box: the head of the file that it lies in has a seal.
IN_A_SEALED_HEAD = b"\x02"


@dataclass(frozen=True)
class Wrap:
    """What the key file keeps of one person: nothing that opens anything without the passphrase."""

    pseudonym: str
    salt: str
    public: str
    sealed: str
    # False: it stood in a file without a seal, and nobody has opened with it since.
    confirmed: bool = True
    # The words were made by whoever let this person in, who may still know them.
    given: bool = False
    # The day on which this person was let in, by whom, and who of the others vouched for them; empty for the first.
    since: str = ""
    by: str = ""
    vouched: str = ""


@dataclass(frozen=True)
class Recovery:
    """What the key file keeps of the trustees: how many shares there are, how many it takes, and what they open."""

    trustees: int
    needed: int
    public: str
    sealed: str
    confirmed: bool = True


def shown(public: str) -> str:
    """The fingerprint of a public key, in groups that two people can read to each other (80 bits)."""
    digits = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:20]
    return " ".join(digits[at:at + 4] for at in range(0, len(digits), 4))


def wrap(process_key: bytes, *, pseudonym: str, passphrase: str) -> Wrap:
    salt = os.urandom(SALT)
    public = _private(passphrase, salt).public_key
    return Wrap(pseudonym, salt.hex(), bytes(public).hex(), sealed_for(bytes(public).hex(), process_key))


def check_strength(passphrase: str, pseudonym: str) -> None:
    """Raises TQ-517 for words that are soon guessed: too few letters, the same ones over and over, or the pseudonym."""
    letters = as_typed_anywhere(passphrase).replace(" ", "")
    own = as_typed_anywhere(pseudonym).replace(" ", "")
    left = letters.replace(own, "") if own else letters
    if len(left) < LEAST_LETTERS or len(set(left)) < LEAST_DIFFERENT or left in left[1:] + left[:-1]:
        raise TequioError("TQ-517", least=LEAST_LETTERS)


def rewrapped(wrapped: Wrap, process_key: bytes) -> Wrap:
    """Another process key for the same person; it takes their public half only."""
    return replace(wrapped, sealed=sealed_for(wrapped.public, process_key))


def unwrap(wrapped: Wrap, passphrase: str, *, head_has_seal: bool) -> bytes:
    """The process key. Raises TQ-303 for a wrong passphrase, TQ-513 where the seal of the head was taken off."""
    return opened_by(_private(passphrase, bytes.fromhex(wrapped.salt)), wrapped, head_has_seal=head_has_seal)


def sealed_for(public: str, process_key: bytes) -> str:
    return SealedBox(PublicKey(bytes.fromhex(public))).encrypt(IN_A_SEALED_HEAD + process_key).hex()


def opened_by(private: PrivateKey, wrapped: Wrap | Recovery, *, head_has_seal: bool) -> bytes:
    """The process key that was sealed for the public half of `private`.

    Raises TQ-303 for another one's, TQ-513 where it was sealed into a head with a seal and the seal is not there.
    """
    if bytes(private.public_key) != bytes.fromhex(wrapped.public):
        raise TequioError("TQ-303")
    try:
        found = SealedBox(private).decrypt(bytes.fromhex(wrapped.sealed))
    except (CryptoError, ValueError) as fault:
        raise TequioError("TQ-303") from fault
    if found[:-KEY] == IN_A_SEALED_HEAD and not head_has_seal:
        raise TequioError("TQ-513")
    return found[-KEY:]


def _private(passphrase: str, salt: bytes) -> PrivateKey:
    return PrivateKey(pwhash.argon2id.kdf(
        PrivateKey.SIZE, as_typed_anywhere(passphrase).encode(), salt,
        opslimit=pwhash.argon2id.OPSLIMIT_MODERATE, memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE))


def as_typed_anywhere(passphrase: str) -> str:
    """Accents, capitals and double blanks do not count: the same words must open on any keyboard."""
    letters = unicodedata.normalize("NFKD", passphrase).casefold()
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
