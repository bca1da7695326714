"""Schools, businesses and places: a word that announces a name, and the name."""

from collections.abc import Callable

from tequio.protection.deidentify.found import NAME_LIKE, Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import BIT
from tequio.protection.deidentify.reading import DIGITS, LOWER, QUOTES, Reading

SCHOOL_WORDS = frozenset("federal estatal general tecnica rural nocturna vespertina matutina num no numero nº n # . de turno agropecuaria industrial oficial".split())
OFFERS = frozenset("taller puesto local negocio fabrica maquiladora bodega tienda deposito expendio criadero planta empacadora venta".split())
UNSURE_BUSINESS = frozenset("centro casa local negocio puesto grupo plaza planta union linea banco granja molino caja deposito super empresa general radio banda tienda bar "
                            "restaurante taller cocina fabrica sitio agencia periodico hotel taxis combis minas mina comercial salon cafe bodega tamales gorditas tacos jugos "
                            "grua gruas colectivo laboratorio rutas mariscos".split())
UNSURE_SCHOOL = frozenset("jardin instituto normal federal estancia uni facultad universidad tecnica escuela colegio secu".split())
DEFINITE = BIT["DEFINITE"]


def schools(reading: Reading) -> list[Found]:
    return _each(reading, BIT["SCHOOL_CUE"], _school)


def businesses(reading: Reading) -> list[Found]:
    chains = [Found(place, proper_end(reading, place) if reading.is_proper(place) else place + 1, "BUSINESS", "chain")
              for place, bits in enumerate(reading.bits) if bits & BIT["CHAIN"] and not reading.public[place]]
    return chains + _each(reading, BIT["BUSINESS_CUE"], _business)


def places(reading: Reading) -> list[Found]:
    return [*_each(reading, BIT["PLACE_CUE"], _place), *_each(reading, BIT["SANTO"], _saint), *_each(reading, BIT["TOPONYM"] | BIT["TOWN"] | BIT["HERO"], _toponym)]


def _each(reading: Reading, mask: int, rule: Callable[[Reading, int], Found | None]) -> list[Found]:
    return [found for place, bits in enumerate(reading.bits) if bits & mask and not reading.public[place]
            if (found := rule(reading, place)) is not None]


def _school(reading: Reading, place: int) -> Found | None:
    first = place + 1
    while reading.has(first, BIT["SCHOOL_CUE"]) or reading.word(first) in SCHOOL_WORDS:
        first += 1
    if reading.shape(first) == DIGITS or (reading.has(first, BIT["NUMBER"]) and not reading.has(first, BIT["ARTICLE"])):
        last = first + 1
        if reading.word(last) in QUOTES or reading.is_proper(last):
            last = max(last, name_end(reading, last))
        return Found(place, last, "SCHOOL", "school") if not reading.has(first + 1, BIT["UNIT"]) else None
    return _name_after(reading, place, first, "SCHOOL", unsure=reading.folds[place] in UNSURE_SCHOOL)


def _business(reading: Reading, place: int) -> Found | None:
    first = place + 1
    if reading.word(first) in ("de", "del") and reading.folds[place] in OFFERS and _offer(reading, first + 1):
        return Found(place, first + 2, "BUSINESS", "what it sells")
    while reading.has(first, BIT["BUSINESS_CUE"]) and not reading.has(first, BIT["NAME"]):
        first += 1
    return _name_after(reading, place, first, "BUSINESS", unsure=reading.folds[place] in UNSURE_BUSINESS)


def _offer(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER and not reading.has(place, BIT["FUNCTION"] | BIT["POSSESSIVE"] | BIT["ARTICLE"] | BIT["KIN"])


def _place(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == ".")
    return _name_after(reading, place, first, "PLACE", unsure=bool(reading.bits[place] & BIT["PLACE_WEAK"]) and reading.folds[place] not in ("col", "colonia", "barrio"))


def _name_after(reading: Reading, cue: int, first: int, label: str, *, unsure: bool) -> Found | None:
    """The cue with the name after it; an unsure cue in lower case wants a word that is likely in a name."""
    if reading.word(first) in ("de", "del") and _named_after_of(reading, first):
        first += 1
    last = name_end(reading, first)
    if last == first:
        return None
    head = first + reading.has(first, DEFINITE) if reading.shape(first) == LOWER else first
    if reading.shape(head) == LOWER and unsure and reading.word(first) not in QUOTES and not _likely(reading, head):
        return None
    return Found(cue, last, label, "cue")


def _named_after_of(reading: Reading, place: int) -> bool:
    here = place + 1 + reading.has(place + 1, DEFINITE)
    return reading.is_proper(here) or (not reading.trusted[place] and reading.has(here, BIT["TOWN"] | BIT["SANTO"]))


def _likely(reading: Reading, place: int) -> bool:
    return reading.is_proper(place) or (not reading.trusted[place] and reading.has(place, NAME_LIKE))


def _saint(reading: Reading, place: int) -> Found | None:
    """`san josé`, `santa cruz`."""
    after = place + 1
    if reading.shape(after) >= DIGITS or reading.has(after, BIT["FUNCTION"]) or reading.word(place - 1) in ("semana", "viernes", "jueves"):
        return None
    return Found(place, max(after + 1, proper_end(reading, after)), "PLACE", "saint")


def _toponym(reading: Reading, place: int) -> Found | None:
    """Towns anywhere; words such as `las cruces` in lower case behind a preposition of place and an article."""
    if reading.is_proper(place):
        return None
    bits = reading.bits[place]
    if bits & BIT["TOWN"] and not bits & (BIT["TOPONYM"] | BIT["ALSO_WORD"] | BIT["PLACE_CUE"] | BIT["NUMBER"] | BIT["NAME"] | BIT["PLAIN"]):
        return Found(place, place + 1, "PLACE", "gazetteer")
    if reading.trusted[place]:
        return None
    if bits & BIT["HERO"]:
        return Found(place, place + 1, "PLACE", "hero") if _located(reading, place - 1) else None
    article = reading.has(place - 1, DEFINITE)
    if article and _located(reading, place - 2) and bits & BIT["TOPONYM"]:
        return Found(place - 1, place + 1, "PLACE", "toponym")
    return None


def _located(reading: Reading, place: int) -> bool:
    return reading.word(place) in ("en", "por", "de", "desde", "hasta", "para", "pa", "rumbo", "alla", "ahi", "a", "entre")
