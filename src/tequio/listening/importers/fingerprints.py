"""Marks by which the same submission is known again, without keeping what the server that collected it calls it."""

import hashlib
from collections import Counter
from collections.abc import Iterable

UNSAID = frozenset({"", "NA", "n/a", "#NULL!"})  # how servers and programs write what was not answered
SIZE = 16  # bytes: two of a million submissions share one with a chance of 10^-27


def fingerprint(kind: str, *parts: str) -> str:
    """`kind:` and 32 hexadecimal digits of BLAKE2b over the parts, each led by its length (RFC 7693).

    The same parts give the same fingerprint on every machine.
    """
    digest = hashlib.blake2b(digest_size=SIZE, person=b"tequio.import")
    for part in (kind, *parts):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return f"{kind}:{digest.hexdigest()}"


class Contents:
    """The rows of one table by what stands in them and above them, whatever kind of file they are read as.

    Equal rows are told apart by their order: two people may well answer the same.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self._headings = fingerprint("headings", *sorted(columns))
        self._alike: Counter[str] = Counter()

    def of(self, cells: Iterable[str]) -> str:
        # No cell holds a NUL: the readers take control characters out.
        content = fingerprint("row", self._headings, "\0".join(sorted(cell for cell in cells if cell not in UNSAID)))
        self._alike[content] += 1
        return f"{content}:{self._alike[content]}"
