"""The code on a slip, pure: ten signs, 47 bits, typed in any case and with the usual confusions.

The first four signs name the slip among those of its bag, for whoever enters paper ballots by hand; the other six
prove that it is held. No vowels, so that no code spells a word.
"""

import hashlib
import secrets
from collections.abc import Iterable

ALPHABET = "23456789CDFGHJKLMNPQRTVWXY"
# Read from paper, these pairs are mistaken for each other: only one of each is ever printed.
MISTAKEN = str.maketrans("ZSB", "258")
NAME, PROOF = 4, 6


def new_codes(count: int, taken: Iterable[str] = ()) -> list[str]:
    """Codes of which no two, and none of `taken`, share the first four signs."""
    names = set(taken)
    codes: list[str] = []
    while len(codes) < count:
        code = "".join(secrets.choice(ALPHABET) for _ in range(NAME + PROOF))
        if code[:NAME] not in names:
            names.add(code[:NAME])
            codes.append(code)
    return codes


def canonical(typed: str, length: int = NAME + PROOF) -> str:
    """The code as it was printed, without its dashes; nothing for anything else."""
    signs = "".join(typed.upper().split()).replace("-", "").translate(MISTAKEN)
    return signs if len(signs) == length and set(signs) <= set(ALPHABET) else ""


def spelled(code: str) -> str:
    """As it is printed: `C4KW-7FH-M2X`."""
    return f"{code[:NAME]}-{code[NAME:NAME + 3]}-{code[NAME + 3:]}"


def name_of(key: bytes, code: str) -> bytes:
    """What stands for the slip at rest: a keyed hash (BLAKE2b, RFC 7693) of its first four signs."""
    return hashlib.blake2b(code[:NAME].encode(), key=key, digest_size=16, person=b"name").digest()


def proof_of(key: bytes, code: str) -> bytes:
    return hashlib.blake2b(code.encode(), key=key, digest_size=16, person=b"proof").digest()
