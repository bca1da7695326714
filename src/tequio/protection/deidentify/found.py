"""A stretch of tokens that a rule found, and how far a name reaches."""

import re
from typing import NamedTuple

from tequio.foundation.language.sentences import ABBREVIATIONS
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, QUOTES, UPPER, Reading
from tequio.protection.deidentify.spans import Span
from tequio.protection.deidentify.wordclasses import (
    ALSO_WORD,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    HERO,
    KIN,
    NAME,
    NAME_LIKE,
    PLAIN,
    POSSESSIVE,
    SANTO,
    TITLE,
    TOPONYM,
    TOWN,
    UNIT,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

STOP_WORDS = FUNCTION | POSSESSIVE | PLAIN | WEEKDAY | UNIT
JOINTS = words("found", "joints")
OVER = frozenset(("por", "para", "con", "en", "sin", "contra"))
BLANKS_IN_NAME = 3
# A longer run of capitals is a list or a shout; without a bound, hostile text would cost the square of its length.
LONGEST_NAME = 12
WITH_ARTICLE = frozenset(("PLACE", "ALIAS", "BUSINESS", "STREET", "SCHOOL", "RELATION"))
SOMEBODY = frozenset(("PERSON", "ALIAS"))
ARTICLES = frozenset(("el", "la", "los", "las"))
GENITIVE = re.compile(r"['’]s\b")
BEFORE_DATE = words("found", "before_date")
AFTER_DATE = words("found", "after_date")
DASHES = frozenset("-–")
COMPANIES = frozenset(("BUSINESS", "PERSON", "PLACE"))
COMPANY = re.compile(r",? ?(?:A\.? ?C\b|S\.? ?A\b(?:\.? de C\.? ?V\b)?|S\.? ?C\b)\.?", re.IGNORECASE)


class Found(NamedTuple):
    """Tokens `first` to `last`, the last one not included."""

    first: int
    last: int
    label: str
    reason: str


def as_span(reading: Reading, found: Found) -> Span:
    """Its place in code points, with the quotation marks around it when both are there."""
    # A rule that looks ahead may point past the end of the text.
    first, last = found.first, min(found.last, reading.size)
    if reading.word(first - 1) in QUOTES and reading.word(last) in QUOTES:
        first, last = first - 1, last + 1
    if found.label in WITH_ARTICLE and reading.word(first - 1) in ARTICLES:
        first -= 1
    if found.label in SOMEBODY and reading.word(first - 1) == "tal" and reading.word(first - 2) in ("un", "una"):
        first -= 2
    if found.label == "DATE":
        first, last = _with_edges(reading, first, last)
    end = reading.ends[last - 1]
    company = COMPANY.match(reading.text, end) if found.label in COMPANIES else None
    end = company.end() if company else end
    return Span(reading.starts[first], end + len(_genitive(reading.text, end)), found.label, found.reason)


def _with_edges(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """`el lunes pasado`, `como a las ocho`: what stands around a date belongs to it."""
    while reading.word(first - 1) in BEFORE_DATE and reading.joined(first):
        first -= 1
    while reading.word(last) in AFTER_DATE:
        last += 1
    return first, last


def _genitive(text: str, end: int) -> str:
    """`Waldo's`, `Domino’s`."""
    found = GENITIVE.match(text, end)
    return found[0] if found else ""


def name_end(reading: Reading, place: int, most: int = 2) -> int:
    """Where the name that starts at `place` ends; `place` itself when none starts there."""
    if reading.word(place) in QUOTES:
        closing = _closing(reading, place)
        return closing or place
    if reading.shape(place) == MARK or not reading.joined(place):
        return place
    trusted = reading.trusted[place]
    return cased_end(reading, place) if trusted else loose_end(reading, place, most)


def cased_end(reading: Reading, place: int) -> int:
    """The end of a run of capitals and sure names, over `de`, `del`, `la` when a name follows, and over initials."""
    end, here = place, place
    while here < min(reading.size, place + LONGEST_NAME) and (here == place or reading.joined(here)):
        if _named(reading, here):
            end = here + 1
        elif not (_bridges(reading, here) and here - end < BLANKS_IN_NAME):
            break
        here += 1
    return end


def loose_end(reading: Reading, place: int, most: int) -> int:
    """Without capitals: an article, then up to `most` words that are neither grammar nor a verb; sure names go on."""
    here = place + 1 if reading.has(place, DEFINITE) or _mine(reading, place) else place
    taken = 0
    while (
        reading.shape(here) < DIGITS
        and here - place < LONGEST_NAME
        and reading.joined(here)
        and not _stops(reading, here)
    ):
        if taken >= most and not reading.is_proper(here):
            break
        here, taken = here + 1, taken + 1
        if reading.has(here - 1, SANTO):
            taken -= 1
        here = _over_joint(reading, here)
    return here if taken else place


def _mine(reading: Reading, place: int) -> bool:
    """`guardería mi mundo feliz`; not `la tienda mi hermano`."""
    return (
        reading.word(place) in ("mi", "mis")
        and reading.has(place - 1, CUE_BITS)
        and not reading.has(place + 1, KIN | VERB)
    )


def proper_end(reading: Reading, place: int) -> int:
    """The end of a run of proper tokens, over joints and initials."""
    end, here = place, place
    while here < min(reading.size, place + LONGEST_NAME) and (here == place or reading.joined(here)):
        if reading.proper[here] or _initial(reading, here) or (here > place and _after_of(reading, here)):
            end = here + 1
        elif not (_bridges(reading, here) and here - end < BLANKS_IN_NAME):
            break
        here += 1
    return end


def _after_of(reading: Reading, place: int) -> bool:
    """`Tornillos y Birlos del Norte`: grammar and all, a capital behind `del` goes on with the name."""
    capital = reading.shapes[place] == CAPITAL and reading.trusted[place] and not reading.public[place]
    before = reading.folds[place - 1]
    over = before in ("del", "de") or (before in OVER and _one_name_over_preposition(reading, place - 1))
    return capital and over and not reading.opening[place]


def _named(reading: Reading, place: int) -> bool:
    if reading.public[place]:
        return False
    capital = reading.shapes[place] in (CAPITAL, UPPER) and not reading.has(place, WEEKDAY)
    return capital or reading.proper[place] or _ordinal_number(reading, place)


def _ordinal_number(reading: Reading, place: int) -> bool:
    return (
        reading.shapes[place] == DIGITS
        and place > 0
        and reading.shapes[place - 1] in (CAPITAL, UPPER)
        and len(reading.folds[place]) < 4
    )


def _bridges(reading: Reading, place: int) -> bool:
    fold = reading.folds[place]
    if fold in ("y", "e"):
        return _one_name_over_and(reading, place)
    if fold in OVER:
        return _one_name_over_preposition(reading, place)
    if fold in JOINTS:
        return True
    if fold == ".":
        return _abbreviation(reading, place - 1)
    return fold == "&" or (fold in DASHES and place > 0 and reading.starts[place] == reading.ends[place - 1])


def _abbreviation(reading: Reading, place: int) -> bool:
    """The stop of `Hnos. Radilla` goes on; the one that ends a sentence does not."""
    word = reading.word(place)
    return word in ABBREVIATIONS or len(word) == 1 or (reading.has(place, TITLE) and reading.joined(place + 1))


def _one_name_over_and(reading: Reading, place: int) -> bool:
    """`Renovación y Vida` is one name, `Beto y Lupe` are two."""
    if reading.shape(place - 1) != CAPITAL or reading.shape(place + 1) != CAPITAL:
        return False
    return not reading.has(place - 1, NAME | UNKNOWN | TOWN) and not reading.has(place + 1, NAME | TOWN)


def _one_name_over_preposition(reading: Reading, place: int) -> bool:
    """`Voces por Ellos`, `Mujeres en Resistencia`: what a group calls itself; `Beto en Tila` are two names."""
    after = place + 1 + (reading.has(place + 1, DEFINITE) and reading.shape(place + 1) == LOWER)
    if reading.shape(place - 1) != CAPITAL or reading.shape(after) != CAPITAL or reading.opening[place - 1]:
        return False
    if reading.has(place - 1, NAME | UNKNOWN | TOWN) or reading.has(after, UNKNOWN | SANTO | CUE_BITS):
        return False
    return not reading.has(after, NAME | TOWN) or reading.has(after, ALSO_WORD)


def _initial(reading: Reading, place: int) -> bool:
    alone = len(reading.folds[place]) == 1 and reading.folds[place].isalpha()
    if not alone or not reading.is_proper(place - 1) or reading.word(place + 1) == "/":
        return False
    if (
        reading.folds[place] not in ("y", "e", "o", "a")
        and reading.has(place + 1, NAME | HERO)
        and reading.has(place - 1, NAME)
    ):
        return True
    if reading.word(place + 1) == ".":
        return True
    return reading.shapes[place] == CAPITAL and reading.folds[place] not in ("y", "e", "o", "a", "u")


def _stops(reading: Reading, place: int) -> bool:
    if reading.public[place]:
        return True
    bits = reading.bits[place]
    if bits & PLAIN and (
        _name_ahead(reading, place + 1) or reading.word(place + 1) == "#" or reading.shape(place + 1) == DIGITS
    ):
        return False
    if bits & STOP_WORDS and not bits & (TOWN | HERO):
        return True
    return bool(bits & VERB) and not bits & NAME_LIKE


def _name_ahead(reading: Reading, place: int) -> bool:
    """`nuevo san rafael`, `comunitario independencia`: the adjective belongs to the name after it."""
    return reading.is_proper(place) or (
        reading.has(place, SANTO | HERO | TOPONYM) and not reading.has(place, STOP_WORDS)
    )


def _over_joint(reading: Reading, here: int) -> int:
    """Steps over `de`, `de la` when a sure name or a place word follows."""
    if reading.word(here) in DASHES and reading.starts[here] == reading.ends[here - 1]:
        return here + 1
    ahead = here
    while reading.word(ahead) in JOINTS and ahead - here < 2:
        ahead += 1
    sure = reading.is_proper(ahead) or reading.has(ahead, HERO | TOPONYM | TOWN)
    return ahead if ahead > here and sure and reading.word(here) not in ("y", "e", "el") else here


def _closing(reading: Reading, place: int) -> int | None:
    for here in range(place + 1, min(place + 8, reading.size)):
        if reading.folds[here] in QUOTES:
            return here + 1
    return None


def lower_case(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER
