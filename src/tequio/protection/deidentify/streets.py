"""Addresses, whole or in part: street and number, `andador 6 casa 22`, `a dos casas de la tortillería`."""

from tequio.protection.deidentify.found import Found, name_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
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
    STREET_HEAD,
    STREET_PART,
    TITLE,
    TOPONYM,
    UNIT,
    VERB,
    WEEKDAY,
)

AMBIGUOUS_HEADS = words("streets", "ambiguous_heads")
NUMBER_MARKS = words("streets", "number_marks")
BETWEEN = frozenset(("entre", "esquina", "esq"))
DISTANCES = words("streets", "distances")
TAIL_REACH = 2


def streets(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & STREET_HEAD or _lone_c(reading, place):
            found += _street(reading, place)
        elif bits & STREET_PART:
            found += _part(reading, place)
        elif reading.shapes[place] == DIGITS:
            found += _name_and_number(reading, place)
        if reading.folds[place] in DISTANCES:
            found += _distance(reading, place)
        if bits & ORDINAL:
            found += _ordinal_corner(reading, place)
        if reading.folds[place] in ("ruta", "cañada", "canada", "camino", "kilometro", "km", "salida"):
            found += _capital_street(reading, place)
    return found


def _lone_c(reading: Reading, place: int) -> bool:
    return reading.folds[place] == "c" and reading.word(place + 1) == "." and reading.shape(place + 2) != MARK


def _street(reading: Reading, place: int) -> list[Found]:
    first = _name_start(reading, place + 1)
    end = _name_or_number(reading, first)
    if end == first:
        return []
    if reading.folds[place] in AMBIGUOUS_HEADS and not _certain(reading, place, first):
        return []
    return [Found(place, _tail(reading, end), "STREET", "street")]


def _certain(reading: Reading, place: int, first: int) -> bool:
    return (
        reading.word(place + 1) == "."
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
        and reading.has(here - 1, STREET_HEAD)
        and not reading.has(here + 1, DEFINITE | POSSESSIVE)
    ):
        return here + 1
    if reading.word(here) in ("de", "del") and _named_after_of(reading, here + 1):
        here += 1
    return here


def _named_after_of(reading: Reading, place: int) -> bool:
    if reading.trusted[place - 1]:
        return LOWER < reading.shape(place) < DIGITS or reading.is_proper(place)
    return not reading.has(place, FUNCTION | POSSESSIVE | PLAIN)


def _name_or_number(reading: Reading, place: int) -> int:
    """The end of a street's name or number; `place` when neither is there."""
    here = place
    while reading.word(here) in NUMBER_MARKS or (reading.word(here) == "." and here > place):
        here += 1
    if reading.has(here, ORDINAL):
        return _crossed(reading, here + 1)
    if reading.shape(here) == DIGITS or reading.has(here, NUMBER):
        return _crossed(reading, _numbers_end(reading, here)) if not _counts(reading, here) else place
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


def _numbers_end(reading: Reading, place: int) -> int:
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


def _tail(reading: Reading, end: int) -> int:
    """Numbers, lots, flats and corners after a street's name."""
    while (longer := _one_more(reading, end)) > end:
        end = longer
    return end


def _one_more(reading: Reading, end: int) -> int:
    here = end
    if reading.word(end) == "s" and reading.word(end + 1) == "/" and reading.word(end + 2) == "n":
        return end + 3
    if reading.word(end) == "de" and (reading.shape(end + 1) == DIGITS or reading.has(end + 1, LARGE)):
        return _numbers_end(reading, end + 1)
    while reading.word(here) in (",", ".", "-") and here - end < TAIL_REACH:
        here += 1
    if reading.word(here) in NUMBER_MARKS or reading.shape(here) == DIGITS:
        return max(end, _name_or_number(reading, here)) if not _counts(reading, here) else end
    if reading.word(here) in BETWEEN:
        return _corner(reading, here, end)
    if reading.has(here, STREET_PART | STREET_HEAD):
        first = here + 1 + (reading.word(here + 1) in (".", "#"))
        if reading.shape(first) == DIGITS or reading.has(first, NUMBER) or _single_letter(reading, first):
            return _numbers_end(reading, first)
    if (
        here == end
        and reading.has(here, NUMBER)
        and reading.word(here) not in ("un", "una", "uno")
        and not _counts(reading, here)
    ):
        return _numbers_end(reading, here)
    return end


def _single_letter(reading: Reading, place: int) -> bool:
    return len(reading.word(place)) == 1 and reading.shape(place) == CAPITAL


def _corner(reading: Reading, here: int, end: int) -> int:
    """`entre roble y encino`, `esquina con Reforma`."""
    first = here + 1
    while reading.word(first) in ("con", "calle", "de", ".", "calles", "av", "y"):
        first += 1
    last = _corner_name(reading, first)
    if last == first:
        return end
    if reading.word(last) == "y":
        second = _corner_name(reading, last + 1)
        return second if second > last + 1 else last
    return last


def _corner_name(reading: Reading, place: int) -> int:
    """A street's name beside another street: any word will do, `primera` and `constitución` too."""
    if reading.word(place) in ("calle", "av", "avenida"):
        place += 1
    last = name_end(reading, place, 1)
    if last == place and reading.shape(place) == DIGITS:
        return place + 1
    if last == place and reading.has(place, PLAIN | NUMBER) and not reading.has(place, ARTICLE):
        return place + 1
    return last


def _part(reading: Reading, place: int) -> list[Found]:
    """`mz 3 lt 8`, `casa 22` without a street."""
    if reading.folds[place] in BETWEEN:
        return _crossing(reading, place)
    first = place + 1 + (reading.word(place + 1) in (".", "#", "numero", "num"))
    if reading.folds[place] == "casa" and reading.has(place - 1, POSSESSIVE):
        return []
    if reading.folds[place] in NUMBER_MARKS or not (reading.shape(first) == DIGITS or _single_letter(reading, first)):
        return []
    if reading.has(first + 1, UNIT) and reading.word(first + 1) != "casa":
        return []
    return [Found(place, _tail(reading, _numbers_end(reading, first)), "STREET", "address part")]


def _crossing(reading: Reading, place: int) -> list[Found]:
    end = _corner(reading, place, place)
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


def _name_and_number(reading: Reading, place: int) -> list[Found]:
    """`Alhelí 229`, `morelos 45`: a name and a house number."""
    if not 1 < len(reading.folds[place]) < 6 or reading.has(place + 1, UNIT | LARGE):
        return []
    before = place - 1
    if reading.word(before) in NUMBER_MARKS | {"."}:
        before -= 1 + (reading.word(before - 1) in NUMBER_MARKS)
    if not _street_like(reading, before):
        return []
    first = before
    while first > 0 and _street_like(reading, first - 1):
        first -= 1
    return [Found(first, _tail(reading, _numbers_end(reading, place)), "STREET", "name and number")]


def _ordinal_corner(reading: Reading, place: int) -> list[Found]:
    """`en segunda y niños héroes`."""
    if reading.word(place - 1) != "en" or reading.word(place + 1) != "y":
        return []
    end = _corner_name(reading, place + 2)
    return [Found(place, end, "STREET", "corner")] if end > place + 2 else []


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
    return [Found(place - 2, last + 1, "STREET", "distance")]


def _capital_street(reading: Reading, place: int) -> list[Found]:
    """`Ruta Independencia`, `Cañada Verde`, `km 30`."""
    after = place + 1
    if reading.folds[place] == "salida" and reading.word(after) == "a" and name_end(reading, after + 1) > after + 1:
        return [Found(place, name_end(reading, after + 1), "STREET", "way out")]
    if reading.folds[place] in ("kilometro", "km") and (reading.shape(after) == DIGITS or reading.has(after, NUMBER)):
        return [Found(place, _numbers_end(reading, after), "STREET", "kilometre")]
    if reading.trusted[place] and reading.shape(place) == CAPITAL and reading.is_proper(after):
        return [Found(place, name_end(reading, after), "STREET", "street")]
    return []
