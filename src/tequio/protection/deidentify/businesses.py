"""Businesses: chains, what they sell, what they are called."""

from tequio.protection.deidentify.announced import each, name_after, of_end, sign
from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import LONGEST_NAME, Found, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, LOWER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    CHAIN,
    COMMON,
    DEFINITE,
    FUNCTION,
    KIN,
    NAME,
    PLAIN,
    POSSESSIVE,
    UNIT,
    WEEKDAY,
)

LONE = words("businesses", "lone")
OFFERS = words("businesses", "offers")
TOGETHER = words("businesses", "together")
NUMBERED = frozenset(("ruta", "super", "oxxo", "minisuper"))
UNSURE_BUSINESS = words("businesses", "unsure_business")


def businesses(reading: Reading) -> list[Found]:
    chains = [
        Found(place, _chain_end(reading, place), "BUSINESS", "chain")
        for place, bits in enumerate(reading.bits)
        if bits & CHAIN and not reading.public[place]
    ]
    return chains + each(reading, BUSINESS_CUE, _business)


def _chain_end(reading: Reading, place: int) -> int:
    """`coppel de cuauhtémoc`: which of them."""
    end = proper_end(reading, place) if reading.is_proper(place) else place + 1
    return proper_end(reading, end + 1) if reading.word(end) == "de" and reading.is_proper(end + 1) else end


def _business(reading: Reading, place: int) -> Found | None:
    first = place + 1
    if reading.word(first) in ("de", "del") and reading.folds[place] in OFFERS and _offer(reading, first + 1):
        return sign(reading, first + 1, "BUSINESS", first=place) or Found(place, first + 2, "BUSINESS", "what it sells")
    while first - place < LONGEST_NAME and reading.has(first, BUSINESS_CUE) and not reading.has(first, NAME):
        first += 1
    if (
        reading.word(first) in ("de", "del")
        and _offer(reading, first + 1)
        and not reading.is_proper(first + 1)
        and reading.is_proper(first + 2)
    ):
        first += 2
    if reading.shape(first) == DIGITS and reading.folds[place] in NUMBERED and not reading.has(first + 1, UNIT):
        return Found(place, first + 1, "BUSINESS", "number")
    named = name_after(reading, place, first, "BUSINESS", unsure=reading.folds[place] in UNSURE_BUSINESS)
    found = named or sign(reading, place, "BUSINESS") or _where_or_whose(reading, place) or _members(reading, place)
    # `la cementera`: a town has one.
    lone = reading.folds[place] in LONE and reading.word(place - 1) in ("la", "el")
    return found or (Found(place, place + 1, "BUSINESS", "one of its kind") if lone else None)


def _where_or_whose(reading: Reading, place: int) -> Found | None:
    """`lonchería del portón`, `farmacia de la esquina`: one place for those who know it."""
    known = reading.word(place - 1) in ("el", "la") and reading.folds[place] not in UNSURE_BUSINESS | OFFERS
    last = of_end(reading, place + 1)
    if not known or last == place + 1 or not reading.has(last - 2, DEFINITE):
        return None
    return Found(place, last + (reading.shape(last) == DIGITS), "BUSINESS", "where")


def _members(reading: Reading, place: int) -> Found | None:
    """`cooperativa mujeres del manglar`, `colectivo madres en lucha`: called after those who are in it."""
    if reading.folds[place] not in TOGETHER or not reading.word(place + 1).endswith("s"):
        return None
    noun, of = reading.has(place + 1, KIN | COMMON) and not reading.has(place + 1, PLAIN), place + 2
    if not noun or reading.word(of) not in ("de", "del", "en", "por", "con", "para"):
        return None
    end = thing_end(reading, of + 1)
    return Found(place, end, "BUSINESS", "members") if end > of + 1 else None


def _offer(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER and not reading.has(place, FUNCTION | POSSESSIVE | ARTICLE | KIN | WEEKDAY)
