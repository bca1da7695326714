"""Parts of addresses without a street: lot and block, corners, so many houses from somewhere."""

from tequio.protection.deidentify.addresses import (
    BETWEEN,
    NUMBER_MARKS,
    corner,
    corner_name,
    numbers_end,
    single_letter,
    tail,
)
from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    DEFINITE,
    FUNCTION,
    HERO,
    KIN,
    NUMBER,
    ORDINAL,
    PLAIN,
    POSSESSIVE,
    STREET_HEAD,
    STREET_PART,
    TOPONYM,
    UNIT,
    VERB,
)

QUARTERS = words("directions", "quarters")
STREETS = HERO | TOPONYM
DISTANCES = words("directions", "distances")


def directions(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & STREET_PART and not bits & STREET_HEAD:
            found += _part(reading, place)
        if bits & ORDINAL or (bits & NUMBER and reading.shapes[place] == CAPITAL):
            found += _ordinal_corner(reading, place)
        elif reading.folds[place] == "y":
            found += _corner_of_two(reading, place)
        if reading.folds[place] in DISTANCES:
            found += _distance(reading, place)
    return found


def _part(reading: Reading, place: int) -> list[Found]:
    """`mz 3 lt 8`, `casa 22` without a street."""
    if reading.folds[place] in BETWEEN:
        return _crossing(reading, place)
    first = place + 1 + (reading.word(place + 1) in (".", "#", "numero", "num"))
    if reading.folds[place] == "casa" and reading.has(place - 1, POSSESSIVE):
        return []
    if reading.folds[place] in NUMBER_MARKS or not (reading.shape(first) == DIGITS or single_letter(reading, first)):
        return []
    if reading.has(first + 1, UNIT) and reading.word(first + 1) != "casa":
        return []
    before = place - 2 if reading.word(place - 2) in QUARTERS and reading.shape(place - 1) == DIGITS else place
    return [Found(before, tail(reading, numbers_end(reading, first)), "STREET", "address part")]


def _crossing(reading: Reading, place: int) -> list[Found]:
    end = corner(reading, place, place)
    if end == place or (
        reading.folds[place] == "entre" and not any(reading.word(here) == "y" for here in range(place, end))
    ):
        return []
    if (
        reading.folds[place] == "entre"
        and not reading.has(place + 1, STREET_HEAD)
        and reading.word(place + 1) not in ("calle", "calles", "la", "av")
    ):
        return []
    return [Found(place, end, "STREET", "corner")]


def _ordinal_corner(reading: Reading, place: int) -> list[Found]:
    """`en segunda y niños héroes`."""
    if reading.word(place - 1) != "en" or reading.word(place + 1) != "y":
        return []
    end = corner_name(reading, place + 2)
    return [Found(place, end, "STREET", "corner")] if end > place + 2 else []


def _corner_of_two(reading: Reading, place: int) -> list[Found]:
    """`en insurgentes y jacarandas`, without capitals: two words that streets are called, and the phrase ends."""
    first = place - 1
    if reading.word(first - 1) != "en" or reading.trusted[place] or not reading.has(first, STREETS):
        return []
    after = place + 1
    street = reading.shape(after) == LOWER and not reading.has(after, FUNCTION | POSSESSIVE | VERB | KIN)
    ends = reading.shape(place + 2) == MARK or reading.has(place + 2, FUNCTION | VERB) or place + 2 >= reading.size
    return [Found(first, after + 1, "STREET", "corner")] if street and ends else []


def _distance(reading: Reading, place: int) -> list[Found]:
    """`a dos casas de la tortillería`: where somebody lives, without a name."""
    counted = reading.has(place - 1, NUMBER) or reading.shape(place - 1) == DIGITS
    if not counted or reading.word(place - 2) != "a":
        return []
    if reading.word(place + 1) not in ("de", "del"):
        return [Found(place - 2, place + 1, "STREET", "distance")] if reading.folds[place] in ("casa", "casas") else []
    last = place + 2
    while reading.has(last, DEFINITE | POSSESSIVE):
        last += 1
    if reading.shape(last) >= DIGITS or reading.has(last, FUNCTION):
        return []
    return [Found(place - 2, thing_end(reading, last) + reading.has(last + 1, PLAIN), "STREET", "distance")]
