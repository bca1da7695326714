"""Events that everybody who was there can date: `la zafra de 2020`, `el jueves negro`, `la boda de la hija de Lino`."""

from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.happenings import happened, told_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    DEFINITE,
    HERO,
    KIN,
    MONTH,
    NUMBER,
    ORDINAL,
    POSSESSIVE,
    SANTO,
    WEEKDAY,
)

EVENTS = words("events", "events")
CALLED = words("events", "called")
NICKNAMED = words("events", "nicknamed")
ANY = EVENTS | CALLED | NICKNAMED | words("events", "once")
OF_SOMEBODY = KIN | SANTO | HERO
MOST_AROUND = 3
MOST_BEFORE_VERB = 4
WHOSE_FEAST = words("events", "whose_feast")
FEASTS = words("events", "feasts")
ONCE = words("events", "once")
LATER = frozenset(("dia", "dias", "semana", "semanas", "mes", "meses", "noche"))
DATED = tuple(sorted(words("events", "dated")))
AROUND = words("events", "around")


def events(reading: Reading) -> list[Found]:
    found: list[Found] = []
    if ANY.isdisjoint(reading.folds):
        return found
    for place, fold in enumerate(reading.folds):
        if fold in NICKNAMED:
            found.append(Found(_start(reading, place), place + 1, "DATE", "event"))
        elif fold in CALLED and reading.has(place - 1, WEEKDAY):
            found.append(Found(_start(reading, place - 1), place + 1, "DATE", "event"))
        elif fold == "dia" and reading.word(place + 1) in ("que", "en"):
            found += _the_day_that(reading, place)
        elif fold in EVENTS or fold in ONCE:
            end = _whose_or_when(reading, place) or _feast_of_the_place(reading, place)
            if end:
                found.append(Found(_start(reading, place), end, "DATE", "event"))
    return found


def _start(reading: Reading, place: int) -> int:
    first = place - reading.has(place - 1, ORDINAL)
    first -= reading.has(first - 1, ARTICLE)
    began = first
    while began < place and began - first < MOST_AROUND and reading.word(first - 1) in AROUND | {"del"}:
        first -= 1
    if reading.word(first) in ("antes", "despues") and reading.word(first - 1) in LATER:
        # `un día antes de la fiesta del pueblo`.
        first -= 2 if reading.has(first - 2, NUMBER | ARTICLE) else 1
    return first


def _the_day_that(reading: Reading, place: int) -> list[Found]:
    """`el día que enterramos a mi papá`, `el mismo día en que quemaron la tienda`: what others can date as well.

    «El día que me pegó» stays: it says what was done, and only the two know when."""
    first = place - (reading.word(place - 1) == "mismo")
    that = place + 1 + (reading.word(place + 1) == "en")
    if reading.word(first - 1) not in ("el", "al", "del") or reading.word(that) != "que":
        return []
    verb = that + 1
    while verb - that <= MOST_BEFORE_VERB and (reading.has(verb, POSSESSIVE | KIN) or reading.word(verb) == "se"):
        verb += 1
    if not reading.word(verb).startswith(DATED) or not happened(reading, verb):
        return []
    start = first - (reading.word(first - 1) == "el")
    return [Found(start, told_end(reading, verb), "DATE", "event")]


def _feast_of_the_place(reading: Reading, place: int) -> int:
    """The end of `un día antes de la fiesta del pueblo`; 0 for the feast itself, which comes back every year."""
    first = place - reading.has(place - 1, ARTICLE)
    dated = reading.folds[place] in FEASTS and reading.word(first - 1) in ("de", "del")
    dated = dated and reading.word(first - 2) in ("antes", "despues", "vispera", "dia", "noche")
    before = reading.word(first - 2) if reading.word(first - 1) in ("de", "del") else ""
    if reading.folds[place] in ONCE and before in ("antes", "despues", "dia", "dias", "noche"):
        return place + 1
    here = place + 2 + reading.has(place + 2, DEFINITE)
    return here + 1 if dated and reading.word(place + 1) in ("de", "del") and reading.word(here) in WHOSE_FEAST else 0


def _whose_or_when(reading: Reading, place: int) -> int:
    """The end of `de 2020`, `de la hija de Lino`, `de San Juan`; 0 where nothing tells which it was."""
    if reading.word(place + 1) not in ("de", "del"):
        return 0
    here = place + 2 + reading.has(place + 2, DEFINITE)
    if reading.public[here] if here < reading.size else True:
        return 0
    if reading.shape(here) == DIGITS:
        return here + 1
    if reading.has(here, NUMBER) and reading.word(here - 1) == "del":
        return here + 1 + reading.has(here + 1, NUMBER)
    if reading.word(here) in EVENTS and reading.word(place + 1) == "del":
        return here + 1
    if reading.is_proper(here):
        return proper_end(reading, here)
    if reading.has(here, SANTO) or reading.word(here) in ("don", "dona"):
        return here + 2
    if reading.has(here, KIN) and reading.word(here + 1) in ("de", "del"):
        return max(here + 1, thing_end(reading, here + 2))
    return 0 if not reading.has(here, MONTH) else here + 1
