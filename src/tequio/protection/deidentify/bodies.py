"""Public bodies by how they are called, countries, and the short forms of names that a process declares."""

import re
from functools import cache

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.tokens import TOKEN
from tequio.protection.deidentify.found import LONGEST_NAME
from tequio.protection.deidentify.lexicon import classes, phrases, words
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.reading import CAPITAL, LOWER, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ALSO_WORD,
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    HERO,
    KIN,
    NAME,
    NICKNAME,
    SANTO,
    TITLE,
    TOWN,
    UNKNOWN,
)

HEADS = words("bodies", "heads")
# Without a capital these are people or things of every day.
CAPITAL_HEADS = words("bodies", "capital_heads")
OF_THE_PUBLIC = words("bodies", "of_the_public")
JOINING = frozenset(("de", "del", "la", "las", "los", "el", "y", "e", "para", "a", "al", "en", "contra", "por", ","))
NOT_OF_A_BODY = UNKNOWN | TOWN | HERO | SANTO | NICKNAME | TITLE | KIN
GENERIC = words("bodies", "generic")
ACRONYM_OF = 3
IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
CAPITAL_WORD = re.compile(r"\b[A-ZÁÉÍÓÚÑ]\w+")


@cache
def _countries() -> Phrasebook:
    return Phrasebook((" ".join(country), "PUBLIC") for country in phrases("phrases", "countries"))


def mark_bodies(reading: Reading) -> None:
    """`Gobierno Nacional`, `las Fuerzas Militares`, `Ministerio de Minas y Energía`: no later rule masks them."""
    for place, fold in enumerate(reading.folds):
        capital = reading.shapes[place] != LOWER and reading.trusted[place]
        if (fold in HEADS or (fold in CAPITAL_HEADS and capital)) and not _announced(reading, place):
            end = _body_end(reading, place)
            if end > place + 1 or (fold in HEADS and capital):
                reading.public[place:end] = [True] * (end - place)
    for found in _countries().find(reading, "country"):
        if not _somebody(reading, found.first, found.last) and not _announced(reading, found.first):
            reading.public[found.first : found.last] = [True] * (found.last - found.first)


def declared_as_public(reading: Reading, book: Phrasebook) -> None:
    """The municipality itself, the bodies it addresses; a name that people bear too stays one beside other names."""
    for found in book.find(reading, "public"):
        if found.last - found.first > 1 or not _somebody(reading, found.first, found.last):
            reading.public[found.first : found.last] = [True] * (found.last - found.first)


def short_forms(name: str) -> set[str]:
    """What people call it: `Acapulco de Juárez` is Acapulco, `Secretaría de Salud (SSA)` is SSA and Salud."""
    bare = " ".join(IN_BRACKETS.sub(" ", name).split())
    forms = {bare, *(inside.strip() for inside in IN_BRACKETS.findall(name))}
    parts = bare.split()
    while len(parts) > 1 and fold_word(parts[-1]) in OF_THE_PUBLIC:
        parts = parts[:-1]
        forms.add(" ".join(parts))
    while len(parts) > 1 and fold_word(parts[0].strip(".")) in GENERIC:
        parts = parts[1:]
        forms.add(" ".join(parts))
    forms |= _without_of(parts)
    capitals = CAPITAL_WORD.findall(bare)
    if len(capitals) >= ACRONYM_OF:
        forms.add("".join(word[0] for word in capitals))
    return {form for form in forms if _tells(form)}


def without_kind(name: str) -> str:
    """`Colonia Las Pozas` is Las Pozas."""
    parts = name.split()
    while len(parts) > 1 and fold_word(parts[0].strip(".")) in GENERIC and not classes(parts[0]) & DEFINITE:
        parts = parts[1:]
    return " ".join(parts)


def _without_of(parts: list[str]) -> set[str]:
    """`Limonar de la Cuesta` is Limonar, `Bahía Bermeja` Bahía: a first word that is no name of people."""
    first = classes(parts[0]) if parts else NAME
    short = len(parts) > 1 and parts[0][0].isupper() and not first & (NAME | SANTO | FUNCTION | DEFINITE | TITLE)
    town = len(parts) > 1 and bool(first & TOWN) and fold_word(parts[1]) in ("de", "del")
    return {parts[0]} if (short and len(parts[0]) > ACRONYM_OF) or town else set()


def _tells(form: str) -> bool:
    return any(not classes(word) & (FUNCTION | DEFINITE) for word in TOKEN.findall(form) if word[0].isalpha())


def _body_end(reading: Reading, place: int) -> int:
    end = here = place + 1
    while here < min(reading.size, place + LONGEST_NAME):
        if reading.folds[here] in OF_THE_PUBLIC:
            end = here + 1
        elif reading.shapes[here] in (CAPITAL, UPPER) and reading.trusted[here]:
            bits = reading.bits[here]
            announces = bits & CUE_BITS and reading.shape(here + 1) in (CAPITAL, UPPER)
            if announces or (bits & NOT_OF_A_BODY and not bits & COMMON) or (bits & NAME and not bits & ALSO_WORD):
                break
            end = here + 1
        elif reading.folds[here] not in JOINING or not reading.joined(here):
            break
        here += 1
    return end


def _announced(reading: Reading, place: int) -> bool:
    """`calle Constitución`, `Av. México`, `Primera y Sierra Leona`: a street or a school called so."""
    before = place - 1 - (reading.word(place - 1) in (".", "de", "del"))
    return reading.has(before, CUE_BITS) or (reading.word(before) == "y" and reading.has(before - 1, CUE_BITS | HERO))


def _somebody(reading: Reading, first: int, last: int) -> bool:
    """`doña Guadalupe`, `Guadalupe Pérez`, `la China`: a person, though a place is called so."""
    if reading.has(first - 1, TITLE | KIN) or (last == first + 1 and reading.word(first - 1) in ("el", "la")):
        return True
    beside = reading.has(last, NAME) and reading.shape(last) in (CAPITAL, UPPER)
    return beside or (reading.has(first - 1, NAME) and reading.shape(first - 1) in (CAPITAL, UPPER))
