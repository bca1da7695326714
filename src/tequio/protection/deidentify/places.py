"""Places behind a word that announces them, saints, and what is known by its number."""

from tequio.foundation.language.folding import fold
from tequio.protection.deidentify.addresses import numbers_end
from tequio.protection.deidentify.announced import NATURAL, NOT_NAMED, each, name_after, sign
from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.lexicon import classes, words
from tequio.protection.deidentify.reading import DIGITS, MARK, Reading
from tequio.protection.deidentify.toponyms import OF_THE_LAND, by_its_looks, toponym
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    COMMON,
    DEFINITE,
    FUNCTION,
    HERO,
    LARGE,
    LOCATIVE,
    MONTH,
    NUMBER,
    PLACE_CUE,
    PLACE_WEAK,
    PLAIN,
    POSSESSIVE,
    SANTO,
    SCHOOL_CUE,
    STREET_HEAD,
    TOPONYM,
    TOWN,
    UNIT,
    VERB,
    WEEKDAY,
)

COUNTED = NUMBER | LARGE
ROOMS = words("places", "numbered")
SHORTENED = words("places", "shortened")
NOT_SAINTS = words("places", "not_saints")
BEGIN_A_NAME = words("places", "begin_a_name")
NUMBERED = frozenset(("zona", "sector", "seccion", "clinica", "campamento", "modulo", "caseta", "base", "albergue"))
PREMISES = words("places", "premises")
BARE_LAND = OF_THE_LAND | {"agua", "rio", "palo", "pueblo", "rancho", "ojo"}
BARE_LOOKS = words("places", "bare_looks")
NO_PREMISES = words("places", "no_premises")
ANNOUNCES = PLACE_CUE | BUSINESS_CUE | SCHOOL_CUE | STREET_HEAD


def places(reading: Reading) -> list[Found]:
    return [
        *each(reading, PLACE_CUE, _place),
        *(each(reading, DEFINITE, _numbered) if reading.classes & COUNTED or DIGITS in reading.shapes else ()),
        *_rooms(reading),
        *each(reading, LOCATIVE, _new),
        *each(reading, SANTO, _saint),
        *each(reading, TOPONYM | TOWN | HERO, toponym),
        *(() if OF_THE_LAND.isdisjoint(reading.folds) else each(reading, DEFINITE, by_its_looks)),
    ]


def announces_premises(word: str) -> bool:
    """`el billar`, `la maquila`, `el taxi`: what belongs to whom or lies where the next words say."""
    folded = fold(word)
    if folded in PREMISES or folded in OF_THE_LAND or " " in folded:
        return True
    return folded not in NO_PREMISES and bool(classes(word) & ANNOUNCES)


def _place(reading: Reading, place: int) -> Found | None:
    first = place + 1
    while reading.word(first) == "." and reading.word(first - 1) in SHORTENED:
        first += 1 + (reading.word(first + 1) in SHORTENED and reading.word(first + 2) == ".")
    while reading.has(first, PLAIN) and (
        reading.has(first + 1, DEFINITE | PLAIN) or reading.shape(first + 1) == DIGITS
    ):
        first += 1
    if reading.has(first, STREET_HEAD) and reading.word(first) in ("calle", "avenida", "av", "andador", "privada"):
        return None
    if not reading.trusted[place] and reading.word(first) in BEGIN_A_NAME and _goes_on(reading, first + 1):
        return Found(place, max(first + 2, proper_end(reading, first + 1)), "PLACE", "adjective")
    if reading.has(first - 1, PLAIN) and reading.shape(first) == DIGITS and not reading.has(first + 1, UNIT):
        # `la clínica rural 14`.
        return Found(place, first + 1, "PLACE", "number")
    if reading.shape(first) == DIGITS and reading.folds[place] in NUMBERED and _closed(reading, first + 1):
        # `la zona 14`.
        return Found(place, first + 1, "PLACE", "number")
    day = first + 1 + reading.has(first + 1, DEFINITE)
    if reading.word(first) in ("de", "del") and reading.has(day, WEEKDAY) and reading.has(place - 1, DEFINITE):
        # `el tianguis de los lunes`.
        return Found(place - 1, day + 1, "PLACE", "day")
    unsure = bool(reading.bits[place] & PLACE_WEAK) and reading.folds[place] not in NATURAL
    return name_after(reading, place, first, "PLACE", unsure=unsure) or sign(reading, place, "PLACE")


def _closed(reading: Reading, place: int) -> bool:
    return place >= reading.size or reading.shape(place) == MARK or reading.has(place, FUNCTION | VERB)


def _rooms(reading: Reading) -> list[Found]:
    """`el patio 4 de la terminal`, `la celda 12`."""
    if ROOMS.isdisjoint(reading.folds):
        return []
    return [
        Found(place, _of_what(reading, place + 2), "PLACE", "number")
        for place, fold in enumerate(reading.folds)
        if fold in ROOMS and reading.shape(place + 1) == DIGITS and not reading.has(place + 2, UNIT | MONTH | LARGE)
    ]


def _of_what(reading: Reading, end: int) -> int:
    of = reading.word(end) == "del" or (reading.word(end) == "de" and reading.has(end + 1, DEFINITE))
    return max(end, thing_end(reading, end + 1)) if of else end


def _goes_on(reading: Reading, place: int) -> bool:
    """`clínica nuevo amanecer`, `colonia alta progreso`; not `la clínica nueva y`."""
    return reading.shape(place) < DIGITS and not reading.has(place, FUNCTION | POSSESSIVE | PLAIN)


def _saint(reading: Reading, place: int) -> Found | None:
    """`san josé`, `santa cruz`."""
    after = place + 1
    if (
        reading.shape(after) >= DIGITS
        or reading.has(after, FUNCTION)
        or reading.word(place - 1) in ("semana", "viernes", "jueves")
        or reading.word(after) in NOT_SAINTS
    ):
        return None
    return Found(place, max(after + 1, proper_end(reading, after)), "PLACE", "saint")


def _numbered(reading: Reading, place: int) -> Found | None:
    """`en la 47`, `por la cinco`: a school or a street known by its number."""
    number = place + 1
    if reading.folds[place] not in ("la", "el"):
        return None
    if reading.word(number) == "cero" and reading.has(number + 1, NUMBER):
        # `la cero catorce`: a patrol car.
        return Found(number, numbers_end(reading, number), "PLATE", "number")
    if reading.has(number, NUMBER | LARGE) and not reading.has(number, ARTICLE):
        return _numbered_in_words(reading, place)
    if reading.shape(number) != DIGITS:
        return None
    short, after = len(reading.folds[number]) < 3, reading.word(number + 1)
    if short and (reading.word(place - 1) not in ("en", "por", "de", ",") or after == "de"):
        return None
    if len(reading.folds[number]) > 6 or reading.has(number + 1, UNIT | MONTH | LARGE) or after in (":", "-"):
        return None
    if after in (".", ",", "de") and (reading.shape(number + 2) == DIGITS or reading.has(number + 2, MONTH)):
        return None
    return Found(place, number + 1, "PLACE", "number")


def _numbered_in_words(reading: Reading, place: int) -> Found | None:
    """`en la treinta y tres`; not `en la primera`, not `por el dos por ciento`."""
    last = numbers_end(reading, place + 1)
    if reading.word(place - 1) not in ("en", "por") or reading.has(last, UNIT | LARGE | MONTH):
        return None
    return Found(place, last, "PLACE", "number")


def _new(reading: Reading, place: int) -> Found | None:
    """`en nueva era`: an adjective without an article behind a preposition begins a name."""
    first = place + 1
    if reading.word(first) in BARE_LAND and reading.word(first + 1) in BARE_LOOKS and _closed(reading, first + 2):
        # `en agua fría`, `por paso hondo`: no article, so it is what the place is called.
        return Found(first, first + 2, "PLACE", "by its looks")
    if reading.word(first) not in BEGIN_A_NAME:
        return None
    after = first + 1 + (reading.word(first + 1) in ("de", "del"))
    after += reading.has(after, DEFINITE)
    if (
        reading.shape(after) >= DIGITS
        or reading.has(after, NOT_NAMED | POSSESSIVE | COMMON)
        or reading.is_proper(first)
    ):
        return None
    return Found(first, max(after + 1, proper_end(reading, after)), "PLACE", "adjective")
