"""Schools by number or by name."""

from tequio.protection.deidentify.addresses import numbers_end
from tequio.protection.deidentify.announced import NEARBY, each, name_after
from tequio.protection.deidentify.found import LONGEST_NAME, Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, QUOTES, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    DEFINITE,
    FUNCTION,
    KIN,
    LARGE,
    NUMBER,
    PART_OF_DAY,
    POSSESSIVE,
    SCHOOL_CUE,
    TITLE,
    UNIT,
    VERB,
)

SCHOOL_WORDS = words("schools", "school_words")
UNSURE_SCHOOL = words("schools", "unsure_school")
KINDS = frozenset(("abierta", "privada", "nueva", "vieja", "grande", "publica"))
WHERE = frozenset(("arriba", "abajo", "enfrente", "atras"))
NOT_WHOSE = KIN | FUNCTION | POSSESSIVE | UNIT | VERB | PART_OF_DAY
SCHOOL_SYSTEMS = words("schools", "school_systems")


def schools(reading: Reading) -> list[Found]:
    return each(reading, SCHOOL_CUE, _school)


def _school(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == ".")
    while first - place < LONGEST_NAME and (reading.has(first, SCHOOL_CUE) or reading.word(first) in SCHOOL_WORDS):
        first += 1
    if reading.shape(first) == DIGITS or (reading.has(first, NUMBER | LARGE) and not reading.has(first, ARTICLE)):
        last = _school_name(reading, numbers_end(reading, first))
        return Found(place, last, "SCHOOL", "school") if not reading.has(first + 1, UNIT) else None
    named = name_after(reading, place, first, "SCHOOL", unsure=reading.folds[place] in UNSURE_SCHOOL)
    if reading.folds[place] in SCHOOL_SYSTEMS and not named:
        return Found(place, max(place + 1, proper_end(reading, first)), "SCHOOL", "school")
    return named or _where_or_whose(reading, place, first)


def _where_or_whose(reading: Reading, place: int, first: int) -> Found | None:
    """`la telesecundaria de arriba`, `la universidad de los jesuitas`: one school for those who know it."""
    first -= reading.word(first - 1) == "de"
    first += reading.word(first) in KINDS
    noun = first + 1 + reading.has(first + 1, DEFINITE)
    if reading.word(place - 1) not in ("la", "el", "del", "al") or reading.word(first) not in ("de", "del"):
        return None
    if reading.word(noun) in WHERE:
        return Found(place - reading.has(place - 1, DEFINITE), noun + 1, "SCHOOL", "where")
    whose = noun > first + 1 or reading.word(first) == "del"
    if not whose or reading.shape(noun) >= DIGITS or reading.public[noun]:
        return None
    if reading.has(noun, NOT_WHOSE) or reading.word(noun) in NEARBY:
        return None
    return Found(place - reading.has(place - 1, DEFINITE), noun + 1, "SCHOOL", "whose")


def _school_name(reading: Reading, end: int) -> int:
    """Past a name after the school's number: `No. 4 Profr. Oziel Hinojosa`."""
    here = end
    while reading.has(here, TITLE) or (here > end and reading.word(here) == "."):
        here += 1
    named = reading.word(here) in QUOTES or reading.is_proper(here)
    return max(end, name_end(reading, here)) if named else end
