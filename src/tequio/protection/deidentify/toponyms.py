"""Towns, and ordinary words that are places where they stand."""

from tequio.protection.deidentify.announced import NOT_NAMED, section_end
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ALSO_WORD,
    COMMON,
    DEFINITE,
    FUNCTION,
    HERO,
    KIN,
    NAME,
    NAME_LIKE,
    NUMBER,
    PLACE_CUE,
    PLAIN,
    POSSESSIVE,
    TOPONYM,
    TOWN,
    UNIT,
    VERB,
)

TOWARDS = words("toponyms", "towards")
STATES = words("toponyms", "states")
OF_THE_LAND = words("toponyms", "of_the_land")
LOOKS = words("described", "colours") | words("toponyms", "looks")
LOCATED = words("toponyms", "located")
OF_TRANSPORT = frozenset(("camion", "micro", "combi", "autobus", "metro", "tren", "transporte", "pesero"))


def toponym(reading: Reading, place: int) -> Found | None:
    """Towns anywhere; words such as `las cruces` in lower case behind a preposition of place and an article."""
    if reading.word(place - 1) == "," and reading.folds[place] in STATES and reading.is_proper(place - 2):
        return Found(place, place + 1, "PLACE", "state")
    if reading.is_proper(place):
        return None
    bits = reading.bits[place]
    if bits & TOWN and not bits & (TOPONYM | ALSO_WORD | PLACE_CUE | NUMBER | NAME | PLAIN):
        return Found(place, section_end(reading, place + 1), "PLACE", "gazetteer")
    if reading.trusted[place]:
        return None
    if article_first := _listed_address(reading, place):
        return Found(article_first - 1, section_end(reading, place + 1), "PLACE", "listed")
    if bits & TOPONYM and not bits & (PLAIN | NUMBER) and _bare(reading, place):
        return Found(place, section_end(reading, place + 1), "PLACE", "bare")
    article = reading.has(place - 1, DEFINITE)
    if bits & HERO and _located(reading, place - 1 - article):
        return Found(place, place + 1, "PLACE", "hero")
    if article and (reading.word(place - 1) in ("del", "al") or _located(reading, place - 2)) and bits & TOPONYM:
        return Found(place - 1, _of_rare(reading, section_end(reading, place + 1)), "PLACE", "toponym")
    return None


def by_its_looks(reading: Reading, place: int) -> Found | None:
    """`en la cuesta blanca`, `por el puente nuevo`: what the land or a work is called for its looks."""
    land, looks = reading.word(place + 1), reading.word(place + 2)
    if land in OF_THE_LAND and land != "mesa" and looks in ("de", "del") and _located(reading, place - 1):
        return _of_something(reading, place)
    if reading.trusted[place] or land not in OF_THE_LAND or looks not in LOOKS or not _located(reading, place - 1):
        return None
    after = place + 3
    ends = reading.shape(after) == MARK or reading.has(after, FUNCTION | VERB) or after >= reading.size
    return Found(place, after, "PLACE", "by its looks") if ends else None


def _of_something(reading: Reading, place: int) -> Found | None:
    """`en el paso del burro`, `por la curva de los pinos`: what the land is called after."""
    head = place + 3 + reading.has(place + 3, DEFINITE)
    if reading.word(place + 2) == "de" and head == place + 3:
        return None
    if reading.shape(head) >= DIGITS or reading.has(head, FUNCTION | POSSESSIVE | KIN | UNIT | VERB):
        return None
    # «En la bajada del camión» is where people get off.
    if reading.word(head) in OF_TRANSPORT:
        return None
    return Found(place, head + 1, "PLACE", "called after")


def _bare(reading: Reading, place: int) -> bool:
    """`vive en playas,`: a preposition of place, no article, and the phrase ends there."""
    if reading.word(place - 1) not in TOWARDS or len(reading.folds[place]) < 4:
        return False
    return reading.shape(place + 1) == MARK or reading.has(place + 1, FUNCTION | VERB)


def _listed_address(reading: Reading, place: int) -> int:
    """`…, el florido 1ra secc,`: an article and a place word between two marks; 0 elsewhere."""
    article = place - 1
    listed = reading.shape(article - 1) == MARK or (
        reading.word(article - 1) in ("y", "e") and reading.has(article - 2, NAME_LIKE)
    )
    if not reading.has(article, DEFINITE) or not listed or article == 0:
        return 0
    return place if reading.shape(section_end(reading, place + 1)) == MARK else 0


def _of_rare(reading: Reading, end: int) -> int:
    """`los chorros del varal`: a word after `del` that is not ordinary belongs to the place."""
    here = end + 1 + reading.has(end + 1, DEFINITE)
    if (
        reading.word(end) not in ("de", "del")
        or reading.shape(here) >= DIGITS
        or reading.has(here, NOT_NAMED | COMMON | POSSESSIVE | PLACE_CUE)
    ):
        return end
    return here + 1


def _located(reading: Reading, place: int) -> bool:
    return reading.word(place) in LOCATED
