"""What somebody serves as and where: `soy cargadora en la central`, `fue presidente de bienes comunales en 2014`."""

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.kinship import HIGH, IS, NOUNS, described_by, noun_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, Reading
from tequio.protection.deidentify.wordclasses import DEFINITE, KIN, ROLE, TRADE, VERB

NO_POST = words("kinship", "no_post")
LONGEST_OFFICE = 7


def held(reading: Reading) -> list[Found]:
    found: list[Found] = []
    if not reading.classes & (ROLE | TRADE):
        return found
    for place, bits in enumerate(reading.bits):
        if bits & (ROLE | TRADE) and not reading.is_proper(place):
            end = _serves_in(reading, place) or _held_in(reading, place)
            found += [Found(place, end, "RELATION", "post")] if end else []
    return found


def _serves_in(reading: Reading, place: int) -> int:
    """The end of `cargadora en la central`, `trabajadora doméstica en la Jardín`, said of somebody; 0 elsewhere."""
    at = place + 1 + described_by(reading, place + 1)
    if reading.word(at) in ("de", "del") and reading.word(at + 1) == "turno":
        # `enfermera del turno de noche en la Margarita`.
        at += 2 + (reading.word(at + 2) in ("de", "del"))
        at += 1 + reading.has(at, DEFINITE)
    if reading.word(at) == "de" and reading.has(at + 1, ROLE | TRADE):
        # `ayudante de albañil en la obra`.
        at += 2
    said = reading.word(place - 1) in IS or (reading.word(place - 1) == "," and _somebody(reading, place - 2))
    if not said or reading.word(at) not in ("en", "con") or not reading.has(at + 1, DEFINITE):
        return 0
    if reading.folds[place] in HIGH or reading.public[at + 2 : at + 3] != [False] or reading.word(at + 2) in NO_POST:
        return 0
    if reading.is_proper(at + 2):
        return at + 3
    end = noun_end(reading, at + 2, NOUNS)
    return end if end > at + 2 else 0


def _held_in(reading: Reading, place: int) -> int:
    """The end of `presidente de bienes comunales en 2014`, said of somebody: who held it then; 0 elsewhere."""
    if reading.word(place - 1) not in IS:
        return 0
    for here in range(place + 1, min(place + LONGEST_OFFICE, reading.size - 1)):
        if reading.word(here) in ("en", "desde") and reading.shape(here + 1) == DIGITS:
            return here + 2 if len(reading.word(here + 1)) == len("2014") else 0
        if reading.shapes[here] >= DIGITS or reading.has(here, VERB):
            return 0
    return 0


def _somebody(reading: Reading, place: int) -> bool:
    return reading.is_proper(place) or reading.has(place, KIN)
