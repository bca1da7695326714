"""Names and nicknames behind words that bring them in: `le dicen`, `alias`, `se llama`."""

from functools import cache

from tequio.protection.deidentify.announced import of_end
from tequio.protection.deidentify.found import Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import phrases, words
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.reading import DIGITS, LOWER, MARK, QUOTES, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    HEAD,
    KIN,
    NAME,
    NICKNAME,
    NUMBER,
    PLAIN,
    POSSESSIVE,
    ROLE,
    TITLE,
    TRADE,
    UNIT,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

NEVER = FUNCTION | POSSESSIVE | WEEKDAY
NOT_NICKNAMES = words("introductions", "not_nicknames")
ORIGINS = words("introductions", "origins")
NOBODY = COMMON | ROLE | KIN | TRADE | PLAIN | CUE_BITS | TITLE | DEFINITE
SELF = frozenset(("la", "el"))
BETWEEN = frozenset(("es", "de", "la", "el", "fue", "era"))
SURE = words("introductions", "sure")


@cache
def _introductions() -> Phrasebook:
    nicknames = ((" ".join(words), "ALIAS") for words in phrases("nicknames", "introductions"))
    names = ((" ".join(words), "PERSON") for words in phrases("nicknames", "name_introductions"))
    return Phrasebook([*nicknames, *names])


def introduced(reading: Reading) -> list[Found]:
    """What follows `le dicen`, `alias`, `se llama`."""
    found = []
    for cue in _introductions().find(reading, "introduced"):
        first = cue.last
        skipped = SELF if reading.word(cue.last - 1) == "soy" else BETWEEN
        while reading.word(first) in (":", ",") or (cue.label == "PERSON" and reading.word(first) in skipped):
            first += 1
        if reading.word(cue.last - 1) == "soy" and reading.word(first) in ORIGINS:
            continue
        last = _nickname_end(reading, first) if cue.label == "ALIAS" else _introduced_end(reading, first, cue)
        if last > first and not reading.public[first + reading.has(first, DEFINITE) if last > first + 1 else first]:
            article = first - (reading.has(first - 1, DEFINITE) and first > cue.last)
            found.append(Found(article, last, cue.label, "introduced"))
            found += _or_also(reading, last)
    return found


def _introduced_end(reading: Reading, first: int, cue: Found) -> int:
    last = proper_end(reading, first)
    if last > first and not reading.trusted[first]:
        return of_end(reading, max(last, name_end(reading, first)))
    if last > first:
        return last
    if reading.shape(first) >= DIGITS or reading.has(first, NEVER | ARTICLE):
        return first
    if _names_surely(reading, cue):
        last = max(first + 1, name_end(reading, first))
        return last if reading.trusted[first] else of_end(reading, last)
    if reading.has(first, CUE_BITS) or not reading.has(first, NAME | UNKNOWN):
        return first
    return name_end(reading, first)


def _names_surely(reading: Reading, cue: Found) -> bool:
    """`se llama rutila`: whatever word stands here is somebody's or something's name."""
    if reading.word(cue.last - 1) == "soy":
        followed = reading.word(cue.last + 1) in ("de", "d", "la", "el", ",", ".")
        return followed and not reading.has(cue.last, NOBODY) and not reading.trusted[cue.last]
    return reading.word(cue.last - 1) in SURE


def _nickname_end(reading: Reading, first: int) -> int:
    """An article or none, then one word; two behind `compa` or `comandante`, more when capitals go on."""
    if reading.word(first) in QUOTES:
        return name_end(reading, first)
    head = first + reading.has(first, DEFINITE)
    counted = reading.has(head, NUMBER) and reading.has(head + 1, UNIT)
    if reading.shape(head) == MARK or reading.word(head) in NOT_NICKNAMES or counted:
        return first
    if reading.has(head, NEVER) or (head == first and reading.shape(head) == LOWER and not _nick_like(reading, head)):
        return first
    last = max(head + 1, proper_end(reading, head))
    if last == head + 1 and agrees(reading, head):
        return last + 1
    if (
        reading.has(head, HEAD)
        and reading.shape(last) < DIGITS
        and not reading.has(last, NEVER | VERB)
        and last == head + 1
    ):
        last += 1
    return last


def agrees(reading: Reading, head: int) -> bool:
    """`los sapos locos`: an adjective in the same plural."""
    fold, after = reading.word(head), reading.word(head + 1)
    return len(after) > 4 and fold[-2:] == after[-2:] and fold.endswith("s") and not reading.has(head + 1, NEVER | VERB)


def _nick_like(reading: Reading, place: int) -> bool:
    return reading.has(place, NICKNAME | NAME | UNKNOWN | HEAD) or reading.is_proper(place)


def _or_also(reading: Reading, last: int) -> list[Found]:
    """`le dicen el Botas o el Comandante Veneno`."""
    if reading.word(last) not in ("o", "u", "y") or not reading.has(last + 1, DEFINITE):
        return []
    end = _nickname_end(reading, last + 1)
    return [Found(last + 1, end, "ALIAS", "introduced")] if end > last + 1 and reading.word(last) != "y" else []
