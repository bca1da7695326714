"""The hash chain of the audit, pure: entries in, digests and faults out."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from uuid import UUID

START = "0" * 64


@dataclass(frozen=True)
class Act:
    """What an entry says, in the order in which it is hashed."""

    process_id: UUID
    sequence: int
    day: str
    actor: str
    verb: str
    kind: str
    object_id: UUID
    count: int


def digest(act: Act, previous: str) -> str:
    """SHA-256 over the length-prefixed parts of `act` and the digest before it (hex, 64 characters)."""
    hasher = hashlib.sha256(previous.encode())
    for part in astuple(act):
        data = str(part).encode()
        # Length prefixes keep («ab», «c») apart from («a», «bc»).
        hasher.update(len(data).to_bytes(4, "big") + data)
    return hasher.hexdigest()


def first_fault(entries: Iterable[tuple[Act, str]]) -> int | None:
    """The sequence number at which the chain breaks, or None when it holds."""
    previous, expected = START, 1
    for act, stored in entries:
        if act.sequence != expected or digest(act, previous) != stored:
            return expected
        previous, expected = stored, expected + 1
    return None
