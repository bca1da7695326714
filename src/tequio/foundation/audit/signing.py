"""The end of an audit chain, signed with Ed25519 by the installation that wrote it.

The key lies in the installation's `keys` folder, for its owner only. Whoever can write the database and not that
folder cannot make a chain whose end still carries a good signature.
"""

import os
from functools import cache
from pathlib import Path
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

PURPOSE = b"tequio audit head 1"
STATEMENT = b"tequio statement 1"


def sign(folder: Path, process_id: UUID, sequence: int, digest: str) -> tuple[str, str]:
    """The signature and the public key it can be checked with, both hexadecimal."""
    key = _key(folder)
    return key.sign(_message(process_id, sequence, digest)).signature.hex(), key.verify_key.encode().hex()


def public_key(folder: Path) -> str:
    """The public key of the installation in `folder`, hexadecimal."""
    return _key(folder).verify_key.encode().hex()


def sign_message(folder: Path, purpose: bytes, message: bytes) -> bytes:
    """The installation's signature (64 bytes) on something else than an audit; `purpose` keeps the two apart."""
    return bytes(_key(folder).sign(purpose + b"\0" + message).signature)


def is_signed_message(public: str, signature: bytes, purpose: bytes, message: bytes) -> bool:
    """Whether the installation whose public key is `public` signed exactly this, for this purpose."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(purpose + b"\0" + message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def is_signed(public: str, signature: str, process_id: UUID, sequence: int, digest: str) -> bool:
    """Whether `signature` was made for exactly this end of a chain with the key that `public` belongs to."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(_message(process_id, sequence, digest), bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def sign_statement(folder: Path, statement: bytes) -> tuple[str, str]:
    """A signature under something that the installation states, and its public key, both hexadecimal."""
    key = _key(folder)
    return key.sign(STATEMENT + statement).signature.hex(), key.verify_key.encode().hex()


def stated(public: str, signature: str, statement: bytes) -> bool:
    """Whether the installation with this public key signed exactly this statement."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(STATEMENT + statement, bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def _message(process_id: UUID, sequence: int, digest: str) -> bytes:
    return PURPOSE + process_id.bytes + sequence.to_bytes(8, "big") + digest.encode()


@cache
def _in_memory() -> SigningKey:
    """While no folder exists nothing is signed for longer than this program runs."""
    return SigningKey.generate()


def _key(folder: Path) -> SigningKey:
    path = folder / "keys" / "audit.key"
    if not folder.is_dir():
        return _in_memory()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        _write_new(path)
    return SigningKey(path.read_bytes())


def _write_new(path: Path) -> None:
    """Whole from the first moment it exists: two programs starting at once agree on one key."""
    own = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(SigningKey.generate().encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
