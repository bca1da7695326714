"""Days, months, years and school years. Hours stay: they say what is feared and when, and point at nobody."""

from tequio.protection.deidentify.addresses import corner_name, tail
from tequio.protection.deidentify.beside import beside_end
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, Reading
from tequio.protection.deidentify.spans import WEEKDAY_ALONE
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    COMMON,
    MONTH,
    NAME,
    NUMBER,
    ORDINAL,
    PART_OF_DAY,
    SCHOOL_CUE,
    UNIT,
    WEEKDAY,
)

NEED_NUMBER = words("times", "need_number")
GRADES = words("times", "grades")
ON_A_STREET = frozenset(("en", "por", "sobre", "de", "hasta"))
SHORT_DAYS = frozenset(("lun", "mar", "mie", "mierc", "jue", "vie", "sab", "dom"))
DECADES = frozenset(("setenta", "ochenta", "noventa"))
YEARS = range(1940, 2036)
LAST_DAY = 31


def times(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & WEEKDAY:
            found.append(_weekday(reading, place))
        elif bits & MONTH:
            found += _month(reading, place)
        elif bits & ORDINAL:
            found += _grade(reading, place)
        elif reading.shapes[place] == DIGITS:
            found += _digits(reading, place)
        if reading.folds[place] == "mil":
            found += _year_in_words(reading, place)
        if reading.folds[place] in DECADES:
            found += _short_year(reading, place)
    return found


def _weekday(reading: Reading, place: int) -> Found:
    """A weekday with its number is a date; alone it is every week's, and counts only as part of a date beside it."""
    numbered = reading.shape(place + 1) == DIGITS and int(reading.folds[place + 1]) <= LAST_DAY
    if numbered and reading.word(place + 2) not in (":", "h", "am", "pm", "a", "hrs"):
        return Found(place, place + 2, "DATE", "day")
    return Found(place, place + 1, "DATE", WEEKDAY_ALONE)


def _month(reading: Reading, place: int) -> list[Found]:
    first, last = place, place + 1
    if reading.word(place - 1) == "de" and _small_number(reading, place - 2):
        first = place - 2
    elif _small_number(reading, place - 1):
        first = place - 1
    if first == place - 2 and reading.word(first - 1) == "la" and reading.word(first - 2) in ON_A_STREET:
        # `en la 5 de mayo`: nobody says a day so.
        end = tail(reading, last)
        crossed = corner_name(reading, end + 1) if reading.word(end) == "y" else end
        return [Found(first - 1, beside_end(reading, max(end, crossed)), "STREET", "called after a day")]
    last = _year_end(reading, last)
    if first == place and last == place + 1 and (reading.folds[place] in NEED_NUMBER or _a_name(reading, place)):
        return [] if not _in_month(reading, place) else [Found(place, last, "DATE", "month")]
    return [Found(first, last, "DATE", "month")]


def _in_month(reading: Reading, place: int) -> bool:
    return reading.folds[place] in ("mayo", "abril") and reading.word(place - 1) in (
        "en",
        "de",
        "desde",
        "hasta",
        "por",
    )


def _a_name(reading: Reading, place: int) -> bool:
    return reading.has(place, NAME) and reading.word(place - 1) not in ("en", "de", "desde", "hasta", "del", "a", "por")


def _small_number(reading: Reading, place: int) -> bool:
    if reading.shape(place) == DIGITS:
        return int(reading.folds[place]) <= LAST_DAY
    return reading.has(place, NUMBER | ORDINAL)


def _year_end(reading: Reading, place: int) -> int:
    """Past `de 2017`, `del 2017`, `, 2017`, `de dos mil diecisiete`."""
    here = place + 1 if reading.word(place) in ("de", "del", ",") else place
    if reading.word(here) == "hace" and reading.has(here + 1, NUMBER | ARTICLE) and reading.has(here + 2, UNIT):
        # `de hace dos años`.
        return here + 3
    if reading.word(here) == "ano" and reading.word(here + 1) in ("pasado", "antepasado"):
        return here + 2
    if reading.word(here) in ("este", "ese") and reading.word(here + 1) == "ano":
        return here + 2
    here = here + 1 if reading.word(here) == "año" else here
    if _year(reading, here):
        return here + 1
    if reading.word(here) == "dos" and reading.word(here + 1) == "mil":
        return here + 3 if reading.has(here + 2, NUMBER) else here + 2
    return place


def _year(reading: Reading, place: int) -> bool:
    return reading.shape(place) == DIGITS and len(reading.folds[place]) == 4 and int(reading.folds[place]) in YEARS


def _year_in_words(reading: Reading, place: int) -> list[Found]:
    """`en el dos mil trece`, `mil novecientos noventa y cuatro`."""
    first = place - (reading.word(place - 1) == "dos")
    if reading.word(first - 1) not in ("en", "el", "del", "desde", "de", "hasta", "año") or (
        first == place and reading.word(place + 1) != "novecientos"
    ):
        return []
    last = place + 1
    while reading.has(last, NUMBER) or (reading.word(last) == "y" and reading.has(last + 1, NUMBER)):
        last += 1
    return [] if reading.has(last, UNIT) else [Found(first, last, "DATE", "year")]


def _short_year(reading: Reading, place: int) -> list[Found]:
    """`en el noventa y nueve`."""
    if reading.word(place - 1) != "el" or reading.word(place - 2) not in ("en", "desde", "hasta", "por"):
        return []
    last = place + 1
    if reading.word(last) == "y" and reading.has(last + 1, NUMBER):
        last += 2
    return [] if reading.has(last, UNIT) else [Found(place, last, "DATE", "year")]


def _grade(reading: Reading, place: int) -> list[Found]:
    if (
        len(reading.word(place + 1)) == 1
        and reading.shape(place + 1) == CAPITAL
        and reading.word(place + 1) in "abcdefgh"
    ):
        return [Found(place, place + 2, "DATE", "school year")]
    if reading.word(place + 1) == "de" and reading.has(place + 2, SCHOOL_CUE):
        return [Found(place, place + 3, "DATE", "school year")]
    if reading.word(place + 1) == "ano" and reading.word(place + 2) == "de" and reading.has(place + 3, SCHOOL_CUE):
        # `segundo año de prepa`.
        return [Found(place, place + 4, "DATE", "school year")]
    if reading.word(place + 1) in GRADES:
        end = _year_end(reading, place + 2)
        subject = end == place + 2 and reading.word(end) == "de" and reading.has(end + 1, COMMON)
        return [Found(place, end + 2 * subject, "DATE", "school year")]
    return []


def _decade(reading: Reading, place: int) -> bool:
    """`desde el 85`."""
    if reading.word(place - 1) != "el" or reading.word(place - 2) not in ("en", "desde", "hasta"):
        return False
    return len(reading.folds[place]) == 2 and reading.folds[place] >= "60" and not reading.has(place + 1, UNIT)


def _part_of_day(reading: Reading, place: int) -> bool:
    """`el 24 en la noche`."""
    said = reading.word(place) in ("en", "por") and reading.word(place + 1) == "la"
    return said and reading.has(place + 2, PART_OF_DAY)


def _more_days(reading: Reading, last: int) -> int:
    """`los días 15 y 30`, `los días 5, 6 y 7`."""
    while (
        reading.word(last) in ("y", ",", "al", "o")
        and reading.shape(last + 1) == DIGITS
        and len(reading.folds[last + 1]) < 3
        and not reading.has(last + 2, UNIT)
    ):
        last += 2
    return last


def _digits(reading: Reading, place: int) -> list[Found]:
    if (
        _year(reading, place)
        and not reading.has(place + 1, UNIT)
        and reading.word(place - 1) not in ("$", "#", "num", "numero")
    ):
        return [Found(place, place + 1, "DATE", "year")]
    day = place - 1 - (reading.word(place - 1) == ".")
    if reading.word(day) in SHORT_DAYS and len(reading.folds[place]) < 3:
        return [Found(day, place + 1, "DATE", "day")]
    if reading.word(place - 1) == "el" and int(reading.folds[place]) <= LAST_DAY and _part_of_day(reading, place + 1):
        return [Found(place - 1, place + 1, "DATE", "day")]
    if _decade(reading, place):
        return [Found(place, place + 1, "DATE", "year")]
    if reading.word(place - 1) in ("dia", "dias") and int(reading.folds[place]) <= LAST_DAY:
        return [Found(place - 1, _more_days(reading, place + 1), "DATE", "day")]
    return []
