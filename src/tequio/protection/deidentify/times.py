"""Days, months, years, hours and school years."""

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    FUNCTION,
    MONTH,
    NAME,
    NUMBER,
    ORDINAL,
    PART_OF_DAY,
    SCHOOL_CUE,
    UNIT,
    VERB,
    WEEKDAY,
)

NEED_NUMBER = words("times", "need_number")
GRADES = words("times", "grades")
HOUR_WORDS = frozenset(("las", "la"))
BEFORE_HOUR = words("times", "before_hour")
AFTER_HOUR = words("times", "after_hour")
SHORT_DAYS = frozenset(("lun", "mar", "mie", "mierc", "jue", "vie", "sab", "dom"))
DECADES = frozenset(("setenta", "ochenta", "noventa"))
YEARS = range(1940, 2036)
LAST_HOUR, LAST_DAY = 24, 31


def times(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & WEEKDAY:
            found.append(Found(place, _with_number(reading, place), "DATE", "weekday"))
        elif bits & MONTH:
            found += _month(reading, place)
        elif bits & PART_OF_DAY:
            found += _part_of_day(reading, place)
        elif bits & ORDINAL:
            found += _grade(reading, place)
        elif reading.shapes[place] == DIGITS:
            found += _digits(reading, place)
        if reading.folds[place] == "mil":
            found += _year_in_words(reading, place)
        if reading.folds[place] in DECADES:
            found += _short_year(reading, place)
        if reading.folds[place] in HOUR_WORDS:
            found += _hour(reading, place)
    return found


def _with_number(reading: Reading, place: int) -> int:
    numbered = reading.shape(place + 1) == DIGITS and int(reading.folds[place + 1]) <= LAST_DAY
    return place + 2 if numbered and reading.word(place + 2) not in (":", "h") else place + 1


def _month(reading: Reading, place: int) -> list[Found]:
    first, last = place, place + 1
    if reading.word(place - 1) == "de" and _small_number(reading, place - 2):
        first = place - 2
    elif _small_number(reading, place - 1):
        first = place - 1
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


def _part_of_day(reading: Reading, place: int) -> list[Found]:
    """`tres de la mañana`, `8 de la noche`."""
    if reading.folds[place] in ("medianoche", "mediodia"):
        return [Found(place, place + 1, "DATE", "hour")]
    if reading.word(place - 1) in ("la", "el") and reading.word(place - 2) in ("de", "del"):
        first = _hour_start(reading, place - 3)
        if first is not None:
            return [Found(first, place + 1, "DATE", "hour")]
    return []


def _hour_start(reading: Reading, last: int) -> int | None:
    """Back over `tres y media`, `cuatro y cuarto`, `8 : 30` to its first number."""
    here, first = last, None
    while here >= 0 and last - here < 4:
        if _small_number(reading, here):
            first = here
        elif reading.folds[here] not in ("y", "media", "cuarto", ":", "pico"):
            break
        here -= 1
    return first


def _hour(reading: Reading, place: int) -> list[Found]:
    """`a las ocho`, `como a las 9 y media`."""
    first = place + 1
    if reading.word(place - 1) not in BEFORE_HOUR or not _clock(reading, first):
        return []
    last = first + 1
    while reading.word(last) in AFTER_HOUR or (reading.word(last - 1) == "y" and _small_number(reading, last)):
        last += 1
    while reading.word(last - 1) in ("y", "en"):
        last -= 1
    return [Found(first, last, "DATE", "hour")] if _free_after(reading, last) else []


def _clock(reading: Reading, place: int) -> bool:
    if reading.shape(place) == DIGITS:
        return int(reading.folds[place]) <= LAST_HOUR
    return reading.has(place, NUMBER) and reading.word(place) not in ("un", "cero")


def _free_after(reading: Reading, place: int) -> bool:
    """`a las dos hermanas` is no hour."""
    if reading.word(place - 1) == "horas" and reading.has(place - 2, NUMBER):
        return False
    word_after = reading.shape(place) == LOWER and not reading.has(place, FUNCTION | ARTICLE | VERB | WEEKDAY)
    return not word_after


def _grade(reading: Reading, place: int) -> list[Found]:
    if (
        len(reading.word(place + 1)) == 1
        and reading.shape(place + 1) == CAPITAL
        and reading.word(place + 1) in "abcdefgh"
    ):
        return [Found(place, place + 2, "DATE", "school year")]
    if reading.word(place + 1) == "de" and reading.has(place + 2, SCHOOL_CUE):
        return [Found(place, place + 3, "DATE", "school year")]
    if reading.word(place + 1) in GRADES:
        return [Found(place, _year_end(reading, place + 2), "DATE", "school year")]
    return []


def _decade(reading: Reading, place: int) -> bool:
    """`desde el 85`."""
    if reading.word(place - 1) != "el" or reading.word(place - 2) not in ("en", "desde", "hasta"):
        return False
    return len(reading.folds[place]) == 2 and reading.folds[place] >= "60" and not reading.has(place + 1, UNIT)


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
    if _decade(reading, place):
        return [Found(place, place + 1, "DATE", "year")]
    if reading.word(place - 1) == "dia" and int(reading.folds[place]) <= LAST_DAY:
        return [Found(place - 1, place + 1, "DATE", "day")]
    return []
