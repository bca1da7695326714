"""The only one of its kind: `la única intérprete de náhuatl del hospital`, `el único haitiano que vende cobijas`."""

from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.kinship import SINGLED, described_by
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    DEFINITE,
    DEMONSTRATIVE,
    FUNCTION,
    KIN,
    NUMBER,
    PLACE_CUE,
    POSSESSIVE,
    ROLE,
    SCHOOL_CUE,
    STREET_HEAD,
    TITLE,
    TRADE,
    UNIT,
    VERB,
)

SOMEBODY = words("kinship", "somebody")
NOBODY = words("kinship", "nobody")
TRADE_ENDINGS = (
    "ista", "atra", "dor", "dora", "tora", "ero", "era", "ologo", "ologa", "ante", "prete", "aria", "ario",
    "ano", "ana", "eno", "ena", "ense", "teco", "teca",
)  # fmt: skip
SHORTEST_TRADE = 7
ABSTRACT_PLACE = PLACE_CUE | STREET_HEAD
FIRST = frozenset(("primera", "primer"))
NARROWS = frozenset(("de", "del", "en", "con", "por"))
STOPS = FUNCTION | POSSESSIVE | DEMONSTRATIVE
MOST_NARROWINGS = 3
LONGEST_CLAUSE = 6
SAID_OF_SOMEBODY = frozenset(("soy", "es", "era", "fui", "fue"))
# What they alone did to me or for me is said of many.
NO_CLAUSE = words("kinship", "no_clause")


def singled(reading: Reading) -> list[Found]:
    """`la única pediatra`, `única mujer en el comité`, `el único restaurante de la playa`: that one, and no other."""
    found: list[Found] = []
    if SINGLED.isdisjoint(reading.folds) and FIRST.isdisjoint(reading.folds):
        return found
    for place, fold in enumerate(reading.folds):
        if fold in SINGLED:
            found += _only_one(reading, place)
        elif fold in FIRST and reading.word(place - 1) in ("la", "el", "un", "una"):
            found += _first_one(reading, place)
    return found


def _first_one(reading: Reading, place: int) -> list[Found]:
    """`la primera presidenta del comité`, `la primera mujer comisariada`: who held it before all others."""
    noun = place + 1
    woman = reading.word(noun) in ("mujer", "indigena")
    office = noun + woman
    told = reading.has(office, ROLE) and not reading.has(office, KIN) and not reading.public[office]
    if not told and not (woman and reading.word(office) in ("en", "del", "de", "que")):
        return []
    last = narrowed_end(reading, office + told + described_by(reading, office + told))
    return [Found(place - 1, last, "RELATION", "one of its kind")] if woman or last > office + 1 else []


def _only_one(reading: Reading, place: int) -> list[Found]:
    first = place - (reading.word(place - 1) in ("el", "la", "los", "las", "un", "una"))
    noun = place + 1
    if reading.word(noun) in ("que", "q"):
        said = reading.word(first - 1) in SAID_OF_SOMEBODY or reading.word(first - 1) == ","
        last = _clause_end(reading, noun) if said else noun
        return [Found(first, last, "RELATION", "one of its kind")] if last > noun + 1 else []
    if reading.word(noun) in ("de", "del") and first < place:
        # `el único del kínder`.
        last = narrowed_end(reading, noun)
        return [Found(first, last, "RELATION", "one of its kind")] if last > noun else []
    if reading.word(noun) == "en" and reading.word(first - 1) in SAID_OF_SOMEBODY:
        # `soy la única en silla de ruedas`.
        last = narrowed_end(reading, noun)
        return [Found(first, last, "RELATION", "one of its kind")] if last > noun else []
    if reading.shape(noun) >= DIGITS or reading.public[noun] or not _one_or_somebody(reading, noun):
        return []
    last = noun + 1 + described_by(reading, noun + 1)
    last = narrowed_end(reading, last)
    if reading.word(last) in ("que", "q") and reading.has(last + 1, VERB | FUNCTION):
        last = max(last, _clause_end(reading, last))
    return [Found(first, last, "RELATION", "one of its kind")]


def narrowed_end(reading: Reading, place: int) -> int:
    """Past `de náhuatl del hospital`, `en la zona escolar 091`, `del barrio con terreno`."""
    end = place
    for _ in range(MOST_NARROWINGS):
        if reading.word(end) not in NARROWS:
            break
        here = end + 1
        while reading.has(here, DEFINITE | ARTICLE) or reading.word(here) in ("toda", "todo"):
            here += 1
        if reading.shape(here) >= DIGITS or reading.public[here] or reading.has(here, STOPS | UNIT):
            break
        end = max(here + 1, proper_end(reading, here))
        end += described_by(reading, end)
        end += reading.shape(end) == DIGITS or (reading.has(end, NUMBER) and not reading.has(end, ARTICLE))
    return end


def _clause_end(reading: Reading, that: int) -> int:
    """`que vende cobijas ahí`, `que sabe inyectar`: to a mark or a new clause, a few words at most."""
    if reading.word(that + 1) in NO_CLAUSE or reading.word(that + 1) == "no":
        return that
    here = that + 1
    while here < reading.size and here - that <= LONGEST_CLAUSE and reading.shapes[here] != MARK:
        if reading.word(here) in ("y", "que", "pero", "porque", "nos", "cuando") or not reading.joined(here):
            break
        here += 1
    return here


def _one_or_somebody(reading: Reading, noun: int) -> bool:
    """Somebody, or a shop, school or clinic; the only hope, reason or thing is none."""
    fold = reading.word(noun)
    if reading.word(noun - 3) == "soy" and fold not in NOBODY and not reading.has(noun, FUNCTION | UNIT):
        return True
    if reading.has(noun, KIN | ROLE | TRADE | TITLE | BUSINESS_CUE | SCHOOL_CUE) or fold in SOMEBODY:
        return True
    if fold in NOBODY or reading.has(noun, FUNCTION | UNIT | ABSTRACT_PLACE):
        return False
    return len(fold) >= SHORTEST_TRADE and fold.endswith(TRADE_ENDINGS)
