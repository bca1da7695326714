"""One bundle, closed: signed by the machine that sends it, and inside age for the one that may open it.

Inside age: length of the statement (4 bytes, big-endian) ‖ statement (JSON) ‖ signature (64) ‖ rows, compressed. The
signature covers the statement, which names the receiver, and the rows: nobody can pass a bundle on as if it were for
somebody else. Outside nothing says who sends, to whom, or which process it is of. Source: age-encryption.org/v1.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyrage

from tequio.exchange.bech32 import encoded
from tequio.foundation.audit.signing import is_signed_message, sign_message
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.sealing import derived

PURPOSE = b"tequio bundle 1"
SIGNATURE = 64
# What a bundle may be once it is opened, so that a small file cannot fill the memory.
MOST_OPENED = 1 << 29
LEVEL = 6


def identities(opened: OpenProcess) -> list[pyrage.x25519.Identity]:
    """What opens bundles to this machine, the present one first; one of before a renewal finds an earlier one."""
    return [pyrage.x25519.Identity.from_str(encoded("age-secret-key-", derived(key, "bundles")).upper())
            for key in (opened.field_key, *opened.earlier_keys().values())]


def recipient(opened: OpenProcess) -> str:
    return str(identities(opened)[0].to_public())


def recipients(opened: OpenProcess) -> list[str]:
    return [str(identity.to_public()) for identity in identities(opened)]


def is_recipient(text: str) -> bool:
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def packed(lines: Iterable[bytes]) -> bytes:
    """Raises TQ-347 for more than a receiver would open."""
    maker, found, size = zlib.compressobj(LEVEL), [], 0
    for line in lines:
        size += len(line) + 1
        found.append(maker.compress(line + b"\n"))
    if size > MOST_OPENED:
        raise TequioError("TQ-347", most=MOST_OPENED >> 20)
    return b"".join([*found, maker.flush()])


def unpacked(rows: bytes) -> list[bytes]:
    """The lines. Raises TQ-346 for what is not compressed rows, TQ-347 for more than fits."""
    taker = zlib.decompressobj()
    try:
        text = taker.decompress(rows, MOST_OPENED)
    except zlib.error as fault:
        raise TequioError("TQ-346") from fault
    if taker.unconsumed_tail:
        raise TequioError("TQ-347", most=MOST_OPENED >> 20)
    if not taker.eof or taker.unused_data:
        raise TequioError("TQ-346")
    return text.splitlines()


def closed(statement: dict[str, Any], rows: bytes, *, folder: Path) -> bytes:
    """The statement names its receiver under `to`."""
    head = json.dumps(statement, ensure_ascii=False, sort_keys=True).encode()
    signature = sign_message(folder, PURPOSE, _signed(head, rows))
    inside = len(head).to_bytes(4, "big") + head + signature + rows
    return bytes(pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(statement["to"])]))


def opened_with(own: list[pyrage.x25519.Identity], content: bytes) -> tuple[dict[str, Any], bytes, bytes, bytes]:
    """Statement, its bytes, signature, rows: not yet believed. Raises TQ-344."""
    try:
        inside = bytes(pyrage.decrypt(content, own))
    except pyrage.DecryptError as fault:
        raise TequioError("TQ-344") from fault
    length = int.from_bytes(inside[:4], "big")
    head, rest = inside[4:4 + length], inside[4 + length:]
    try:
        statement = json.loads(head)
        if not isinstance(statement, dict) or len(rest) < SIGNATURE:
            raise ValueError(length)
    except (ValueError, RecursionError) as fault:
        raise TequioError("TQ-346") from fault
    return statement, head, rest[:SIGNATURE], rest[SIGNATURE:]


def is_by(signer: str, head: bytes, signature: bytes, rows: bytes) -> bool:
    return is_signed_message(signer, signature, PURPOSE, _signed(head, rows))


def _signed(head: bytes, rows: bytes) -> bytes:
    return hashlib.sha256(head).digest() + hashlib.sha256(rows).digest()
