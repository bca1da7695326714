"""Vehicles and boats told by make, body and colour: `un tsuru rojo`, `mi lancha amarilla`; and whose bus it is."""

from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, LOWER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    DEFINITE,
    FUNCTION,
    KIN,
    NUMBER,
    PART_OF_DAY,
    PLACE_CUE,
    PLAIN,
    POSSESSIVE,
    ROLE,
    SCHOOL_CUE,
    UNIT,
    VERB,
)

MODELS = words("described", "models")
VEHICLES = words("described", "vehicles")
FEW_OF_A_KIND = words("described", "few_of_a_kind")
COLOURS = words("described", "colours")
# Half of all cars are white, black or grey: without a make that tells nobody apart.
EVERYWHERE = words("described", "everywhere")
SHADES = words("described", "shades")
BODIES = words("described", "bodies")
PARTS = words("described", "parts")
KINDS = words("described", "kinds")
DOUBLE = frozenset(("cabina", "rodado", "remolque", "traccion"))
CARRIERS = words("described", "carriers")
NO_LINE = words("described", "no_line")
ANY = MODELS | VEHICLES | FEW_OF_A_KIND | CARRIERS
MOST_MODELS = 3


def vehicles(reading: Reading) -> list[Found]:
    found: list[Found] = []
    if ANY.isdisjoint(reading.folds):
        return found
    for place, fold in enumerate(reading.folds):
        if fold in MODELS:
            found += _by_make(reading, place)
        elif fold in VEHICLES or fold in FEW_OF_A_KIND:
            found += _by_colour(reading, place)
        if fold in CARRIERS:
            found += _line_of_buses(reading, place)
    return found


def coloured(reading: Reading, place: int) -> int:
    """The end of `roja`, `de color verde con blanco`, `azul rey`; `place` itself when no colour stands there."""
    here = place + (reading.word(place) in ("de", "color"))
    here += reading.word(here) == "color"
    if colour(reading.word(here)) is None:
        return place
    end = here + 1
    if reading.word(end) in ("con", "y") and colour(reading.word(end + 1)):
        return end + 2
    return end + (reading.word(end) in SHADES or colour(reading.word(end)) is not None)


def colour(word: str) -> str | None:
    """The colour that a word names, in the singular."""
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in COLOURS:
            return form
    return None


def _by_make(reading: Reading, place: int) -> list[Found]:
    """`camioneta Ford Lobo blanca`: make and colour together; a make alone is a thousand others."""
    last = place + 1
    while last - place < MOST_MODELS and (reading.word(last) in MODELS or reading.shape(last) == DIGITS):
        last += 1
    last += reading.word(last) in KINDS
    end = coloured(reading, last)
    if end == last:
        return []
    end = _body_end(reading, end)
    here = end + 1 + reading.has(end + 1, DEFINITE)
    if reading.word(end) in ("de", "del") and reading.has(here, KIN | ROLE) and not reading.public[here]:
        # `la ram blanca del comisariado`.
        end = here + 1
    return [Found(_start(reading, place), end, "VEHICLE", "make and colour")]


def _by_colour(reading: Reading, place: int) -> list[Found]:
    """`una combi verde`, `la lancha amarilla`; a white pickup is everywhere, a white boat is not."""
    first = _body_end(reading, place + 1 + (reading.word(place + 1) == "up"))
    end = coloured(reading, first)
    if end == first:
        return []
    said = {colour(reading.word(here)) for here in range(first, end)} - {None}
    common = reading.folds[place] in VEHICLES and said <= EVERYWHERE
    last = _body_end(reading, end)
    common = common and last == end
    return [] if common else [Found(_start(reading, place), last, "VEHICLE", "kind and colour")]


def _start(reading: Reading, place: int) -> int:
    """Back over `una camioneta`, `mi`, `la`."""
    first = place - (reading.word(place - 1) in VEHICLES)
    first -= reading.word(first) == "up" and reading.word(first - 1) == "pick"
    whose = reading.has(first - 1, ARTICLE | POSSESSIVE | NUMBER) and reading.word(first - 1) not in ("al", "del")
    return first - whose


def _body_end(reading: Reading, place: int) -> int:
    """Past `doble cabina`, `con torreta`, `polarizada`, `con vidrios polarizados`, `sin placas`."""
    here = place + (reading.word(place) == "de")
    if reading.word(here) == "doble" and reading.word(here + 1) in DOUBLE:
        return here + 2
    if reading.word(place) in ("con", "sin"):
        part = place + 1 + reading.has(place + 1, ARTICLE)
        return _part_end(reading, part + 1) if reading.word(part) in BODIES | PARTS else place
    return place + (reading.word(place) in BODIES)


def _part_end(reading: Reading, end: int) -> int:
    """Past `vidrios polarizados`, `una calcomanía de la virgen`, `rines negros`."""
    if reading.word(end) in ("de", "del") and not reading.has(end + 1, POSSESSIVE):
        return max(end, thing_end(reading, end + 1))
    if reading.word(end) == "en" and reading.has(end + 1, DEFINITE) and reading.word(end + 2) in PARTS:
        return end + 3
    return max(end + (reading.word(end) in BODIES), coloured(reading, end))


def _line_of_buses(reading: Reading, place: int) -> list[Found]:
    """`el camión de la senda`, `las combis del valle`: whose bus it is, where it goes is another rule's."""
    article, of = place + 2, reading.word(place + 1)
    if reading.trusted[place] or of != "de" or reading.word(article) not in ("la", "los", "las"):
        return []
    head = article + 1
    if reading.shape(head) != LOWER or reading.has(head, FUNCTION | VERB | UNIT | NUMBER | KIN | PLAIN | PART_OF_DAY):
        return []
    if reading.folds[head] in NO_LINE or reading.has(head, SCHOOL_CUE | BUSINESS_CUE | PLACE_CUE):
        return []
    return [Found(article, head + 1, "BUSINESS", "line of buses")]
