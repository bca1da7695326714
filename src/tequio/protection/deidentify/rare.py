"""Text without capitals: words too rare to be ordinary, where a place or a person would stand."""

from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    COMMON,
    CUE_BITS,
    DEFINITE,
    DEMONSTRATIVE,
    FUNCTION,
    GROUP_PLAIN,
    KIN,
    LARGE,
    MONTH,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PART_OF_DAY,
    PLAIN,
    PLAIN_CAPITAL,
    POSSESSIVE,
    ROLE,
    TITLE,
    TRADE,
    UNIT,
    VERB,
    WEEKDAY,
)

NOT_RARE = (
    CUE_BITS
    | COMMON
    | FUNCTION
    | POSSESSIVE
    | ORDINARY
    | PLAIN_CAPITAL
    | KIN
    | ROLE
    | TITLE
    | GROUP_PLAIN
    | NUMBER
    | ORDINAL
    | UNIT
    | WEEKDAY
    | MONTH
    | PART_OF_DAY
    | ACRONYM
    | VERB
    | TRADE
    | DEMONSTRATIVE
    | PLAIN
    | LARGE
)
WORKS = words("rare", "works")
WHERE = words("rare", "where")
COMES_FROM = words("rare", "comes_from")
ACTS = words("rare", "acts")
ACTS_ON = frozenset(("le", "les", "nos", "lo", "los", "la", "las", "me"))
HOME = words("rare", "home")
TO_WHOM = words("rare", "to_whom")
TOGETHER = words("rare", "together")
WITH = words("rare", "with")


def rare_places(reading: Reading) -> list[Found]:
    """`ahí en la pinzona`, `somos de los cajones`: a preposition of place, an article, a word that is not ordinary."""
    if False not in reading.trusted:
        return []
    found = []
    for place, bits in enumerate(reading.bits):
        if not bits & DEFINITE or reading.trusted[place] or not _rare(reading, place + 1):
            continue
        before = place - 1
        joined = reading.folds[place] in ("del", "al")
        where = reading.word(before) in WHERE or (
            reading.word(before) == "de" and reading.word(before - 1) in COMES_FROM
        )
        if where or (joined and reading.word(before) in COMES_FROM):
            found.append(Found(place, max(place + 2, proper_end(reading, place + 1)), "PLACE", "rare word"))
    return found


def rare_homes(reading: Reading) -> list[Found]:
    """`soy de tila.`, `originario de ocampo`: where somebody comes from, when the phrase ends there."""
    if False not in reading.trusted:
        return []
    found = []
    for place, fold in enumerate(reading.folds):
        if fold not in ("de", "d") or reading.trusted[place] or not _rare(reading, place + 1):
            continue
        home = reading.word(place - 1) in HOME or reading.word(place - 2) == "soy"
        if home and _closed(reading, place + 2):
            found.append(Found(place + 1, place + 2, "PLACE", "rare word"))
    return found


def rare_people(reading: Reading) -> list[Found]:
    """`el tuerca cobra`, `al mofles`: an article, a word that is not ordinary, and something only people do."""
    if False not in reading.trusted:
        return []
    found = []
    for place, fold in enumerate(reading.folds):
        if fold not in ("el", "la", "al", "los") or reading.trusted[place] or not _rare(reading, place + 1):
            continue
        if fold == "los":
            found += _band(reading, place)
            continue
        after = place + 2
        acts = reading.word(after) in ACTS or (reading.word(after) in ("que", "q") and reading.word(after + 1) in ACTS)
        to_somebody = (
            fold == "al"
            or (fold == "el" and reading.word(place - 1) in ("a", "con", "contra", "es", "era"))
            or (fold == "la" and reading.word(place - 1) == "a" and reading.word(place - 2) in TO_WHOM)
        )
        if (to_somebody and _closed(reading, after)) or (acts and _subject(reading, place - 1)):
            found.append(Found(place, after, "ALIAS", "rare word"))
    return found


def _band(reading: Reading, place: int) -> list[Found]:
    """`se juntó con los chutas`."""
    does = reading.word(place + 2) in ACTS_ON and not reading.bits[place + 1]
    band = reading.word(place - 1) in TOGETHER or (does and _subject(reading, place - 1))
    return [Found(place, place + 2, "ALIAS", "rare word")] if band else []


def rare_workplaces(reading: Reading) -> list[Found]:
    """`trabaja en galletera italiana`, `guardia de la vidriera`: work, a preposition, words that are not ordinary."""
    if False not in reading.trusted:
        return []
    found = []
    for place, fold in enumerate(reading.folds):
        if fold not in WORKS or reading.word(place + 1) not in ("en", "de", "del", "con"):
            continue
        first = place + 2 + reading.has(place + 2, DEFINITE)
        if not reading.trusted[place] and _rare(reading, first):
            last = first + 1 + _rare(reading, first + 1)
            found.append(Found(first, max(last, proper_end(reading, last)), "BUSINESS", "rare word"))
    return found


def _rare(reading: Reading, place: int) -> bool:
    if reading.shape(place) >= DIGITS or reading.has(place, NOT_RARE) or reading.public[place]:
        return False
    return len(reading.folds[place]) > 2 and not reading.is_proper(place)


def _subject(reading: Reading, place: int) -> bool:
    return place < 0 or reading.shape(place) == MARK or reading.word(place) in WITH or reading.has(place, VERB)


def _closed(reading: Reading, place: int) -> bool:
    return place >= reading.size or reading.shape(place) == MARK or reading.has(place, FUNCTION)
