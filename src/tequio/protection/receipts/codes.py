"""The words and numbers of a slip, pure.

A code is six words of the Spanish list of BIP-39: 66 bits (65.8 without the words that a person searched at a
checkpoint should not have to explain). The first four letters of each word tell it apart
from all others, so accents, capitals, blanks and endings do not count when it is typed.
"""

import re
import secrets
import unicodedata
from functools import cache

from mnemonic import Mnemonic

WORDS, LETTERS = 6, 4
DIGITS = 5
NEVER_PRINTED = frozenset([
    "mafia", "policía", "matar", "morir", "muerte", "sangre", "cadáver", "aborto", "ladrón", "cárcel", "preso",
    "delito", "crimen", "droga", "banda", "jefe", "rehén", "víctima", "golpe", "herir", "guerra", "militar",
    "soldado", "bomba", "puñal", "veneno", "tumba", "fosa", "odio", "odiar", "miedo", "terror", "pánico",
    "enemigo", "juez", "fraude", "huir", "huida", "fuga", "ataque", "asalto", "sexo", "desnudo", "fusil",
    "plomo", "prisión", "rapto", "reja", "maldad", "vil",
])


def new_code() -> str:
    """Six words drawn by the operating system's generator, as they are printed."""
    return " ".join(secrets.choice(_printed()) for _ in range(WORDS))


def canonical(typed: str) -> str:
    """What is hashed: the place of each of the six words in the list; nothing for anything else."""
    places = [_places().get(word[:LETTERS]) for word in re.findall(r"[a-z]+", _bare(typed))]
    known = [place for place in places if place is not None]
    return " ".join(map(str, known)) if len(known) == len(places) == WORDS else ""


def new_number(taken: set[str]) -> str:
    """A number for the stub that is not in `taken`, with a check digit: `48213-7`. Drawn, so it tells no order."""
    while (number := _checked(f"{secrets.randbelow(10 ** DIGITS):0{DIGITS}d}")) in taken:
        pass
    return number


def read_number(typed: str) -> str | None:
    """The number as it is kept, or None where a digit was mistyped."""
    digits = re.sub(r"[\s.\-]", "", typed)
    if not re.fullmatch(rf"[0-9]{{{DIGITS + 1}}}", digits):
        return None
    number = _checked(digits[:DIGITS])
    return number if number[-1] == digits[-1] else None


def _checked(digits: str) -> str:
    """With Luhn's check digit (ISO/IEC 7812-1, annex B): every single wrong digit shows."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{digits}-{-total % 10}"


@cache
def _words() -> list[str]:
    return [unicodedata.normalize("NFC", word) for word in Mnemonic("spanish").wordlist]


@cache
def _printed() -> list[str]:
    return [word for word in _words() if word not in NEVER_PRINTED]


@cache
def _places() -> dict[str, int]:
    return {_bare(word)[:LETTERS]: place for place, word in enumerate(_words())}


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
