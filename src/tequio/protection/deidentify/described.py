"""Told by its looks, by what somebody does, or letter by letter: a red Tsuru, `el de la ferretería`, `ere erre pe`."""

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    COMMON,
    DEFINITE,
    FUNCTION,
    KIN,
    LARGE,
    NUMBER,
    PART_OF_DAY,
    PLACE_CUE,
    PLAIN,
    POSSESSIVE,
    SCHOOL_CUE,
    UNIT,
    VERB,
)

MODELS = words("described", "models")
VEHICLES = words("described", "vehicles")
COLOURS = words("described", "colours")
RANKS = words("described", "ranks")
WORKS_AT = words("described", "works_at")
LETTERS = words("described", "letters")
# Names of letters that are words of every sentence too.
ALSO_LETTERS = words("described", "also_letters")
CARRIERS = words("described", "carriers")
NO_LINE = words("described", "no_line")
MOST_MODELS = 3
LONGEST_NUMBER = 4


def described(reading: Reading) -> list[Found]:
    found = []
    for place, fold in enumerate(reading.folds):
        if fold in MODELS:
            found += _vehicle(reading, place)
        elif fold in RANKS:
            found += _number_of_rank(reading, place)
        elif fold in ("el", "la", "al", "del"):
            found += _known_by_work(reading, place)
        elif fold in CARRIERS:
            found += _line_of_buses(reading, place)
        elif fold in LETTERS:
            found += _spelt(reading, place)
    return found


def _vehicle(reading: Reading, place: int) -> list[Found]:
    """`camioneta Ford Lobo blanca`, `un tsuru rojo`: make and colour together; either alone is a thousand others."""
    last = place + 1
    while last - place < MOST_MODELS and (reading.word(last) in MODELS or reading.shape(last) == DIGITS):
        last += 1
    here = last + (reading.word(last) in ("de", "color"))
    here += reading.word(here) == "color"
    if reading.word(here) not in COLOURS:
        return []
    first = place - (reading.word(place - 1) in VEHICLES)
    first -= reading.has(first - 1, ARTICLE) and reading.word(first - 1) not in ("al", "del")
    return [Found(first, here + 1, "VEHICLE", "make and colour")]


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


def _number_of_rank(reading: Reading, place: int) -> list[Found]:
    """`el comandante 07`: the number goes, the rank stays."""
    number = place + 1
    if reading.shape(number) != DIGITS or len(reading.folds[number]) > LONGEST_NUMBER:
        return []
    return [] if reading.has(number + 1, UNIT | LARGE) else [Found(number, number + 1, "ID", "rank")]


def _known_by_work(reading: Reading, place: int) -> list[Found]:
    """`el de la ferretería`, `la que inyecta en la bajada`."""
    if reading.is_proper(place - 1):
        return []
    noun = place + 3
    if reading.word(place + 1) == "de" and reading.has(place + 2, DEFINITE) and reading.has(noun, BUSINESS_CUE):
        alone = reading.shape(noun + 1) == MARK or reading.has(noun + 1, FUNCTION | VERB) or noun + 1 >= reading.size
        plain = reading.shape(noun) == LOWER and not reading.has(place - 1, COMMON)
        return [Found(place, noun + 1, "RELATION", "known by work")] if alone and plain else []
    if reading.word(place + 1) in ("que", "q") and reading.word(place + 2) in WORKS_AT:
        last = _object_end(reading, place + 3)
        return [Found(place, last, "RELATION", "known by work")] if last > place + 3 else []
    return []


def _object_end(reading: Reading, place: int) -> int:
    """Past `los celulares`, `en la bajada`."""
    here = place + (reading.word(place) in ("en", "a"))
    here += reading.has(here, DEFINITE | POSSESSIVE)
    noun = reading.shape(here) == LOWER and not reading.has(here, FUNCTION | VERB)
    return here + 1 if noun else place


def _spelt(reading: Reading, place: int) -> list[Found]:
    """`placa jota ka ele cuarenta y dos`, `firmó ere erre pe`: at least two letters, one of them nothing else."""
    if reading.word(place - 1) in LETTERS:
        return []
    last = place
    while _joined(reading, last, reading.word(last) in LETTERS, reading.word(last + 1) in LETTERS):
        last += 1
    said = [fold for fold in reading.folds[place:last] if fold in LETTERS]
    if len(said) < 2 or all(fold in ALSO_LETTERS for fold in said):
        return []
    end = last
    while _joined(reading, end, _number(reading, end), _number(reading, end + 1)):
        end += 1
    return [Found(place, end, "PLATE" if end > last else "PERSON", "spelt")]


def _joined(reading: Reading, place: int, here: bool, after: bool) -> bool:
    return here or (after and reading.word(place) in ("y", ",", "-"))


def _number(reading: Reading, place: int) -> bool:
    return reading.has(place, NUMBER) or reading.shape(place) == DIGITS
