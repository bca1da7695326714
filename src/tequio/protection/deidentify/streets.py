"""Streets with their numbers."""

import re

from tequio.protection.deidentify.addresses import NUMBER_MARKS, name_or_number, numbers_end, tail
from tequio.protection.deidentify.beside import beside_end
from tequio.protection.deidentify.found import DASHES, JOINTS, Found, name_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    HERO,
    LARGE,
    LOCATIVE,
    MONTH,
    NAME_LIKE,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PLAIN,
    POSSESSIVE,
    SCHOOL_CUE,
    STREET_HEAD,
    STREET_PART,
    TITLE,
    TOPONYM,
    UNIT,
    VERB,
    WEEKDAY,
)

NO_STREET = SCHOOL_CUE | STREET_HEAD | STREET_PART | WEEKDAY | MONTH | FUNCTION | VERB | LARGE
LONGEST_STREET = 4
QUARTERS = words("directions", "quarters")
NUMBERED = re.compile(r"\d{1,2}(?:a|da|ra|ta|o|er)")
AMBIGUOUS_HEADS = words("streets", "ambiguous_heads")
ALSO_STREETS = frozenset(("ruta", "cañada", "canada", "camino", "kilometro", "km", "salida"))


def streets(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & STREET_HEAD or _lone_c(reading, place):
            found += _street(reading, place)
        elif reading.shapes[place] == DIGITS:
            found += _name_and_number(reading, place)
        if reading.folds[place] in ALSO_STREETS:
            found += _capital_street(reading, place)
    return found


def _lone_c(reading: Reading, place: int) -> bool:
    stopped = reading.folds[place] == "c" and reading.word(place + 1) == "." and reading.shape(place + 2) != MARK
    return stopped and not (reading.has(place + 2, FUNCTION) and not reading.has(place + 2, NUMBER | DEFINITE))


def _street(reading: Reading, place: int) -> list[Found]:
    first = _name_start(reading, place + 1)
    end = name_or_number(reading, first)
    if end == first:
        return []
    if reading.folds[place] in AMBIGUOUS_HEADS and not _certain(reading, place, first):
        return []
    return [Found(_ordinal_start(reading, place), beside_end(reading, tail(reading, end)), "STREET", "street")]


def _ordinal_start(reading: Reading, place: int) -> int:
    """`cuarta cerrada de tepozanes`, `2a privada de allende`."""
    if reading.has(place - 1, ORDINAL) or reading.word(place - 1) in ("ultima", "segunda"):
        return place - 1
    if reading.shape(place - 1) == DIGITS and reading.word(place - 2) in QUARTERS:
        return place - 2
    if NUMBERED.fullmatch(reading.word(place - 1)):
        return place - 1
    lettered = reading.word(place - 1) in ("a", "da", "ra", "ta") and reading.shape(place - 2) == DIGITS
    return place - 2 if lettered and reading.starts[place - 1] <= reading.ends[place - 2] + 1 else place


def _certain(reading: Reading, place: int, first: int) -> bool:
    return (
        reading.word(place + 1) == "."
        or (reading.has(first, DEFINITE) and reading.word(place - 1) in ("en", "por", "sobre", "del"))
        or reading.shape(first) in (CAPITAL, UPPER, DIGITS)
        or reading.has(first, NAME_LIKE)
    )


def _name_start(reading: Reading, place: int) -> int:
    here = place
    if reading.word(here) == ".":
        here += 1
    while reading.has(here, STREET_HEAD) and here - place < 3 and reading.word(here) not in ("paseo",):
        here += 1
        here += reading.word(here) == "."
    if (
        reading.word(here) in ("a", "al")
        and (reading.has(here - 1, STREET_HEAD) or reading.word(here - 1) == ".")
        and not reading.has(here + 1, DEFINITE | POSSESSIVE)
    ):
        return here + 1
    if reading.word(here) in ("de", "del") and _named_after_of(reading, here + 1):
        here += 1
    return here


def _named_after_of(reading: Reading, place: int) -> bool:
    if reading.trusted[place - 1]:
        return LOWER < reading.shape(place) < DIGITS or reading.is_proper(place)
    here = place + (reading.has(place, DEFINITE) and reading.word(place - 2) not in AMBIGUOUS_HEADS - {"paseo"})
    return not reading.has(here, FUNCTION | POSSESSIVE | PLAIN)


def _capital_street(reading: Reading, place: int) -> list[Found]:
    """`Ruta Independencia`, `Cañada Verde`, `km 30`."""
    after = place + 1
    if reading.folds[place] == "salida" and reading.word(after) == "a" and name_end(reading, after + 1) > after + 1:
        return [Found(place, name_end(reading, after + 1), "STREET", "way out")]
    if reading.folds[place] in ("kilometro", "km") and (reading.shape(after) == DIGITS or reading.has(after, NUMBER)):
        return [Found(place, numbers_end(reading, after), "STREET", "kilometre")]
    if reading.folds[place] == "ruta" and reading.word(after + 1) in DASHES:
        return [Found(place, max(name_end(reading, after), name_end(reading, after + 2)), "STREET", "route")]
    if reading.trusted[place] and reading.shape(place) == CAPITAL and reading.is_proper(after):
        return [Found(place, name_end(reading, after), "STREET", "street")]
    return []


def _name_and_number(reading: Reading, place: int) -> list[Found]:
    """`Alhelí 229`, `morelos 45`: a name and a house number."""
    if not 1 < len(reading.folds[place]) < 6 or reading.has(place + 1, UNIT | LARGE):
        return []
    before = place - 1
    if reading.word(before) in NUMBER_MARKS | {"."}:
        before -= 1 + (reading.word(before - 1) in NUMBER_MARKS)
    first = _behind_in(reading, before)
    if first < 0 and _street_like(reading, before):
        first = before
        while first > 0 and _street_like(reading, first - 1):
            first -= 1
    if first < 0:
        return []
    return [Found(first, beside_end(reading, tail(reading, numbers_end(reading, place))), "STREET", "name and number")]


def _behind_in(reading: Reading, last: int) -> int:
    """`en flor de nochebuena 1122`, `vivo en mina 717`: where the words between `en` and a number begin, or -1."""
    here = last
    while here > 0 and last - here < LONGEST_STREET and reading.joined(here) and _between(reading, here):
        here -= 1
    return here + 1 if here < last and reading.word(here) == "en" and not reading.has(last, FUNCTION | PLAIN) else -1


def _between(reading: Reading, place: int) -> bool:
    if reading.word(place) in JOINTS:
        return True
    return reading.shape(place) < DIGITS and not reading.has(place, NO_STREET)


def _street_like(reading: Reading, place: int) -> bool:
    if reading.has(place, CUE_BITS | WEEKDAY | MONTH | FUNCTION | ORDINARY):
        return False
    if reading.is_proper(place) or (len(reading.word(place)) == 1 and reading.is_proper(place - 1)):
        return True
    if not 0 <= place < reading.size or reading.trusted[place]:
        return False
    if reading.has(place, HERO | TOPONYM):
        return True
    starts = reading.shape(place - 1) == MARK or reading.has(place - 1, LOCATIVE)
    return starts and reading.shapes[place] < DIGITS and not reading.has(place, COMMON | VERB | NUMBER | PLAIN | TITLE)
