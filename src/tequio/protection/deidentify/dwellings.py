"""Houses told by their looks and by what stands beside them: where somebody lives, without an address."""

from tequio.protection.deidentify.beside import beside_end, thing_end
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, UPPER, Reading
from tequio.protection.deidentify.vehicles import coloured
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    DEFINITE,
    FUNCTION,
    NUMBER,
    ORDINAL,
    POSSESSIVE,
    SCHOOL_CUE,
    VERB,
)

HOUSES = words("dwellings", "houses")
# A house may be told by its colour alone; a shop or a school by that alone is one of many.
BUILDINGS = words("dwellings", "buildings")
MADE_OF = words("dwellings", "made_of")
STOREYS = words("dwellings", "storeys")
MARKS = words("dwellings", "marks")
EVERY_HOUSE = frozenset(("puerta", "puertas", "ventanas", "techo", "techos"))
RENTED = frozenset(("rento", "renta", "rentan", "rentamos", "rentaba", "rentabamos"))
SIZES = words("dwellings", "sizes")
PAINTED = words("dwellings", "painted")
ALL = HOUSES | BUILDINGS
SHOPS = BUSINESS_CUE | SCHOOL_CUE
MOST_LOOKS = 5
LIVES = words("dwellings", "lives")
HEREABOUTS = frozenset(("ahi", "aqui", "alla", "en", "casi", "por", "luego", "mero", "solo", "sola"))
PASSING = frozenset(("pasando", "subiendo", "bajando", "entrando", "saliendo", "antes", "despues"))


def dwellings(reading: Reading) -> list[Found]:
    """`la casa verde de dos pisos frente al kiosco`, `una bodega de lámina a un lado de la ladrillera`."""
    found: list[Found] = []
    lives = _live_beside(reading)
    if ALL.isdisjoint(reading.folds) and not reading.classes & SHOPS:
        return lives
    for place, fold in enumerate(reading.folds):
        shop = fold in ALL or reading.has(place, SHOPS)
        if not shop or (found and place < found[-1].last) or reading.public[place]:
            continue
        if reading.shapes[place] in (CAPITAL, UPPER) and reading.trusted[place] and not reading.opening[place]:
            continue
        if told_by_order := _in_order(reading, place):
            found.append(told_by_order)
            continue
        end, told = _looks_end(reading, place + 1)
        near = beside_end(reading, end)
        if (told and fold in HOUSES) or near > end:
            first = place - reading.has(place - 1, ARTICLE)
            found.append(Found(first, near, "STREET", "told by its looks"))
    return [*found, *lives]


def _live_beside(reading: Reading) -> list[Found]:
    if LIVES.isdisjoint(reading.folds):
        return []
    return [
        near for place, fold in enumerate(reading.folds) if fold in LIVES for near in _lives_beside(reading, place)
    ]


def _lives_beside(reading: Reading, place: int) -> list[Found]:
    """`vivo arriba de la farmacia`, `rentan ahí junto al pozo`."""
    first = place + 1
    while reading.word(first) in HEREABOUTS:
        first += 1
    end = beside_end(reading, first)
    return [Found(first, end, "STREET", "lives beside")] if end > first else []


def _in_order(reading: Reading, place: int) -> Found | None:
    """`la tercera casa pasando el arroyo`, `el último lote de la ampliación`."""
    counted = reading.has(place - 1, ORDINAL) or reading.word(place - 1) in ("ultima", "ultimo", "penultima")
    if not counted or not reading.has(place - 2, DEFINITE):
        return None
    after = place + 1
    if reading.word(after) not in PASSING and reading.word(after) not in ("de", "del"):
        return None
    end = thing_end(reading, after + 1)
    return Found(place - 2, end, "STREET", "so many houses on") if end > after + 1 else None


def _looks_end(reading: Reading, place: int) -> tuple[int, bool]:
    """How far its looks reach, and whether they tell it from others: what it is made of does not."""
    end, told = place, False
    for _ in range(MOST_LOOKS):
        here = end + 2 * (reading.word(end) == "que" and reading.word(end + 1) == "esta")
        here = here + 1 if reading.word(here) in PAINTED else end
        after = coloured(reading, here)
        if after > here:
            end, told = after, True
            continue
        after, tells = _made_or_marked(reading, end)
        if after == end:
            break
        end, told = after, told or tells
    return end, told


def _made_or_marked(reading: Reading, place: int) -> tuple[int, bool]:
    word = reading.word(place)
    if word in SIZES:
        return place + 1, False
    if word in ("de", "del"):
        noun = place + 1 + reading.has(place + 1, DEFINITE)
        if reading.word(noun) in MADE_OF:
            return noun + 1, False
        if reading.word(noun) in MARKS:
            corner = reading.word(noun + 1) in ("de", "del")
            end = max(noun + 1, thing_end(reading, noun + 2)) if corner else noun + 1
            return end, word == "del" or noun > place + 1
        counted = reading.has(noun, NUMBER) or reading.shape(noun) == DIGITS
        return (noun + 2, True) if counted and reading.word(noun + 1) in STOREYS else (place, False)
    if word == "con":
        noun = place + 1 + reading.has(place + 1, ARTICLE)
        if reading.word(noun) not in MARKS:
            return place, False
        after = coloured(reading, noun + 1)
        told = after > noun + 1 or reading.word(noun) not in EVERY_HOUSE
        return (max(noun + 1, after), True) if told else (place, False)
    if word == "que" and reading.word(place + 1) in RENTED:
        return place + 2, False
    if word == "que" and reading.word(place + 1) in ("tiene", "esta") and not reading.has(place + 2, POSSESSIVE):
        noun = place + 2 + reading.has(place + 2, ARTICLE)
        kept = reading.word(noun) in MARKS and not reading.has(noun, FUNCTION | VERB)
        return (max(noun + 1, coloured(reading, noun + 1)), True) if kept else (place, False)
    return place, False
