"""Groups called by a place or a nickname."""

from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.introductions import NEVER, agrees
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, MARK, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    COMMON,
    CUE_BITS,
    DEFINITE,
    GROUP_PLAIN,
    KIN,
    NICKNAME,
    NUMBER,
    ROLE,
    TOPONYM,
    VERB,
)

GANGS = words("bands", "gangs")
BANDS = words("bands", "bands")
GROUP_WORDS = NICKNAME | TOPONYM


def bands(reading: Reading) -> list[Found]:
    """`los de la virgen`, `la gente del 8`, `pandilla Los Huipas`."""
    found = []
    for place, fold in enumerate(reading.folds):
        of = reading.word(place + 1) in ("de", "del")
        if fold not in BANDS and not (fold == "los" and of):
            continue
        first = place + 1 + of
        head = first + reading.has(first, DEFINITE)
        if (
            fold != "los"
            and of
            and reading.has(head, COMMON)
            and not reading.has(head, GROUP_WORDS)
            and fold not in GANGS
        ):
            continue
        if _band_name(reading, head, of=of or (fold in GANGS and head > first)):
            begin = place if fold == "los" or fold in GANGS else first
            found.append(Found(begin, _band_end(reading, head), "ALIAS", "band"))
    return found


def _band_end(reading: Reading, head: int) -> int:
    """Over capitals; `los locos trece`, `los halcones negros`."""
    end = max(head + 1, proper_end(reading, head))
    return end + (agrees(reading, end - 1) or (reading.has(end, NUMBER) and not reading.has(end, ARTICLE)))


def _band_name(reading: Reading, place: int, *, of: bool) -> bool:
    if place >= reading.size or reading.public[place] or (reading.shapes[place] >= DIGITS and not of):
        return False
    if reading.is_proper(place) or reading.shapes[place] in (CAPITAL, UPPER):
        return True
    if reading.trusted[place] or reading.shapes[place] == MARK or reading.has(place, NEVER | KIN | ROLE | GROUP_PLAIN):
        return False
    if reading.has(place, CUE_BITS) and not (of and reading.word(place - 2) in GANGS):
        return False
    verb = reading.has(place, VERB) and not reading.has(place - 1, DEFINITE)
    return (of and not verb) or reading.has(place, GROUP_WORDS)
