"""Businesses: chains, what they sell, what they are called."""

from tequio.protection.deidentify.announced import each, name_after
from tequio.protection.deidentify.found import ARTICLES, LONGEST_NAME, Found, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, LOWER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    CHAIN,
    FUNCTION,
    GROUP_PLAIN,
    KIN,
    KIN_NEVER_ALONE,
    MONTH,
    NAME,
    PART_OF_DAY,
    POSSESSIVE,
    VERB,
    WEEKDAY,
)

NO_SIGN = FUNCTION | POSSESSIVE | VERB | WEEKDAY | PART_OF_DAY | MONTH | GROUP_PLAIN | KIN_NEVER_ALONE
OFFERS = words("businesses", "offers")
UNSURE_BUSINESS = words("businesses", "unsure_business")


def businesses(reading: Reading) -> list[Found]:
    chains = [
        Found(place, proper_end(reading, place) if reading.is_proper(place) else place + 1, "BUSINESS", "chain")
        for place, bits in enumerate(reading.bits)
        if bits & CHAIN and not reading.public[place]
    ]
    return chains + each(reading, BUSINESS_CUE, _business)


def _business(reading: Reading, place: int) -> Found | None:
    first = place + 1
    if reading.word(first) in ("de", "del") and reading.folds[place] in OFFERS and _offer(reading, first + 1):
        return Found(place, first + 2, "BUSINESS", "what it sells")
    while first - place < LONGEST_NAME and reading.has(first, BUSINESS_CUE) and not reading.has(first, NAME):
        first += 1
    if (
        reading.word(first) in ("de", "del")
        and _offer(reading, first + 1)
        and not reading.is_proper(first + 1)
        and reading.is_proper(first + 2)
    ):
        first += 2
    named = name_after(reading, place, first, "BUSINESS", unsure=reading.folds[place] in UNSURE_BUSINESS)
    return named or _with_article(reading, place)


def _with_article(reading: Reading, place: int) -> Found | None:
    """`ferretería la esquina`, `tacos el tío`: no preposition between, so it is what the place is called."""
    head = place + 2
    if reading.trusted[place] or reading.word(place + 1) not in ARTICLES or reading.shape(head) >= DIGITS:
        return None
    return None if reading.has(head, NO_SIGN) else Found(place, head + 1, "BUSINESS", "sign")


def _offer(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER and not reading.has(place, FUNCTION | POSSESSIVE | ARTICLE | KIN)
