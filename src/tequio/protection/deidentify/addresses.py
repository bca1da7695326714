"""How far an address reaches: names, numbers, lots, flats and corners."""

from tequio.protection.deidentify.found import name_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    LARGE,
    MONTH,
    NUMBER,
    ORDINAL,
    PLAIN,
    STREET_HEAD,
    STREET_PART,
    UNIT,
)

NUMBER_MARKS = words("addresses", "number_marks")
BETWEEN = frozenset(("entre", "esquina", "esq"))
CARDINAL = frozenset(("ote", "pte", "nte", "sur", "norte", "oriente", "poniente", "bis", "interior", "int"))
TAIL_REACH = 2
MOST_PARTS = 8


def name_or_number(reading: Reading, place: int) -> int:
    """The end of a street's name or number; `place` when neither is there."""
    here = place
    while reading.word(here) in NUMBER_MARKS or (reading.word(here) == "." and here > place):
        here += 1
    if reading.has(here, ORDINAL):
        return _crossed(reading, here + 1)
    if reading.shape(here) == DIGITS or (reading.has(here, NUMBER) and not reading.has(here, ARTICLE)):
        return _crossed(reading, numbers_end(reading, here)) if not _counts(reading, here) else place
    if here > place or here >= reading.size:
        return place
    end = name_end(reading, place)
    return _crossed(reading, end) if end > place else place


def _crossed(reading: Reading, end: int) -> int:
    """`calle 6 y Michoacán`."""
    if reading.word(end) == "de" and reading.has(end + 1, MONTH):
        return end + 2
    if reading.word(end) == "y" and reading.shape(end + 1) == DIGITS:
        return end + 2 + (reading.word(end + 2) in ("ta", "da", "ra", "a"))
    if reading.word(end) == "y" and (LOWER < reading.shape(end + 1) < DIGITS or reading.is_proper(end + 1)):
        return name_end(reading, end + 1)
    return end


def _counts(reading: Reading, place: int) -> bool:
    """`calle dos hermanos` may be a street, `en la calle tres años` is not."""
    return reading.has(place + 1, UNIT | LARGE) and reading.word(place + 1) not in ("casas", "casa")


def numbers_end(reading: Reading, place: int) -> int:
    here = place + 1
    while reading.has(here, NUMBER | LARGE) or (
        reading.word(here) == "y" and reading.has(here + 1, NUMBER) and reading.has(here - 1, NUMBER)
    ):
        here += 1
    if reading.word(here) in ("-", "/") and (reading.shape(here + 1) == DIGITS or len(reading.word(here + 1)) == 1):
        here += 2
    if (
        reading.shape(here) in (CAPITAL, LOWER)
        and len(reading.word(here)) == 1
        and reading.starts[here] <= reading.ends[here - 1] + 1
        and reading.word(here) not in ("y", "a", "e", "o", "q", "x")
    ):
        here += 1
    return here


def tail(reading: Reading, end: int) -> int:
    """Numbers, lots, flats and corners after a street's name."""
    for _ in range(MOST_PARTS):
        longer = _one_more(reading, end)
        if longer <= end:
            break
        end = longer
    return end


def _one_more(reading: Reading, end: int) -> int:
    here = end
    if reading.word(end) == "s" and reading.word(end + 1) == "/" and reading.word(end + 2) == "n":
        return end + 3
    if reading.word(end - 1) == "s" and reading.word(end) == "/" and reading.word(end + 1) == "n":
        return end + 2
    if reading.word(end) in CARDINAL and reading.shape(end - 1) == DIGITS:
        return end + 1
    if reading.word(end) == "de" and (reading.shape(end + 1) == DIGITS or reading.has(end + 1, LARGE)):
        return numbers_end(reading, end + 1)
    numbered = reading.shape(here + 1) == DIGITS or reading.has(here + 1, NUMBER)
    if reading.word(here) in ("km", "kilometro") and numbered:
        return numbers_end(reading, here + 1)
    if reading.word(here) == "." and reading.shape(here - 1) == reading.shape(here + 1) == DIGITS:
        return here + 2 if reading.starts[here + 1] == reading.ends[here] else end
    while reading.word(here) in (",", ".", "-") and here - end < TAIL_REACH:
        here += 1
    if reading.word(here) in NUMBER_MARKS or reading.shape(here) == DIGITS:
        return max(end, name_or_number(reading, here)) if not _counts(reading, here) else end
    if reading.word(here) in BETWEEN:
        return corner(reading, here, end)
    if reading.word(here) == "x" and (reading.is_proper(here + 1) or reading.shape(here + 1) == DIGITS):
        return max(end, name_or_number(reading, here + 1))
    if reading.has(here, STREET_PART | STREET_HEAD):
        first = here + 1 + (reading.word(here + 1) in (".", "#"))
        if reading.shape(first) == DIGITS or reading.has(first, NUMBER) or single_letter(reading, first):
            return numbers_end(reading, first)
    if (
        here == end
        and reading.has(here, NUMBER)
        and reading.word(here) not in ("un", "una", "uno")
        and not _counts(reading, here)
    ):
        return numbers_end(reading, here)
    return end


def single_letter(reading: Reading, place: int) -> bool:
    if len(reading.word(place)) != 1 or reading.shape(place) >= DIGITS:
        return False
    return reading.shape(place) == CAPITAL or (reading.shape(place + 1) == MARK and not reading.trusted[place])


def corner(reading: Reading, here: int, end: int) -> int:
    """`entre roble y encino`, `esquina con Reforma`."""
    first = here + 1
    while reading.word(first) in ("con", "calle", "de", ".", "calles", "av", "y"):
        first += 1
    last = corner_name(reading, first)
    if last == first:
        return end
    if reading.word(last) == "y":
        second = corner_name(reading, last + 1)
        return second if second > last + 1 else last
    return last


def corner_name(reading: Reading, place: int) -> int:
    """A street's name beside another street: any word will do, `primera` and `constitución` too."""
    if reading.word(place) in ("calle", "av", "avenida"):
        place += 1
    last = name_end(reading, place, 1)
    if last == place and reading.shape(place) == DIGITS:
        return place + 1
    if last == place and reading.has(place, PLAIN | NUMBER) and not reading.has(place, ARTICLE):
        return place + 1
    return last
