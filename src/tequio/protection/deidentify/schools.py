"""Schools by number or by name."""

from tequio.protection.deidentify.addresses import numbers_end
from tequio.protection.deidentify.announced import each, name_after
from tequio.protection.deidentify.found import LONGEST_NAME, Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, QUOTES, Reading
from tequio.protection.deidentify.wordclasses import ARTICLE, LARGE, NUMBER, SCHOOL_CUE, TITLE, UNIT

SCHOOL_WORDS = words("schools", "school_words")
UNSURE_SCHOOL = words("schools", "unsure_school")
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
    return named


def _school_name(reading: Reading, end: int) -> int:
    """Past a name after the school's number: `No. 4 Profr. Oziel Hinojosa`."""
    here = end
    while reading.has(here, TITLE) or (here > end and reading.word(here) == "."):
        here += 1
    named = reading.word(here) in QUOTES or reading.is_proper(here)
    return max(end, name_end(reading, here)) if named else end
