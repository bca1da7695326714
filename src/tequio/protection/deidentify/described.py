"""Told by rank and number, by what somebody does, or letter by letter: `el de la ferretería`, `ere erre pe`."""

from tequio.protection.deidentify.beside import thing_end
from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.happenings import happened, told_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    BUSINESS_CUE,
    COMMON,
    DEFINITE,
    FUNCTION,
    KIN,
    LARGE,
    MONTH,
    NAME,
    NICKNAME,
    NUMBER,
    ORDINARY,
    PART_OF_DAY,
    PLAIN,
    POSSESSIVE,
    TITLE,
    UNIT,
    VERB,
    WEEKDAY,
)

RANKS = words("described", "ranks")
ON_THE_SKIN = frozenset(("tatuaje", "cicatriz", "lunar"))
WHERE = words("kinship", "where")
WORKS_AT = words("described", "works_at")
OWNS = words("described", "owns")
SERVES = words("described", "serves")
NO_TRADE = words("described", "no_trade")
LETTERS = words("described", "letters")
# Names of letters that are words of every sentence too.
ALSO_LETTERS = words("described", "also_letters")
LONGEST_NUMBER = 4
BETWEEN_LETTERS = frozenset(("y", ",", "-"))
LONGEST_SPELLING = 24
NO_NAME = FUNCTION | PLAIN | ORDINARY | WEEKDAY | MONTH | POSSESSIVE | TITLE
NEVER_A_NAME = FUNCTION | POSSESSIVE | PLAIN | WEEKDAY | VERB
NOT_MADE = FUNCTION | KIN | NUMBER | UNIT | PART_OF_DAY


def described(reading: Reading) -> list[Found]:
    found = []
    for place, fold in enumerate(reading.folds):
        if fold in RANKS:
            found += _behind_a_rank(reading, place)
        elif fold in ("el", "la", "al", "del"):
            found += _known_by_work(reading, place)
        elif fold in LETTERS:
            found += _spelt(reading, place)
    return found


def _behind_a_rank(reading: Reading, place: int) -> list[Found]:
    """`el comandante 07`, `comandante Canario`, `el cabo peña`: number and name go, the rank stays."""
    after = place + 1
    if reading.shape(after) == DIGITS:
        counted = len(reading.folds[after]) > LONGEST_NUMBER or reading.has(after + 1, UNIT | LARGE)
        return [] if counted else [Found(after, after + 1, "ID", "rank")]
    if reading.shape(after) >= DIGITS or reading.public[after] or reading.is_proper(place):
        return []
    said = reading.bits[after] & NAME | reading.bits[after] & NICKNAME or not reading.bits[after]
    if reading.trusted[after]:
        capital = reading.shapes[after] in (CAPITAL, UPPER) and reading.joined(after)
        if not capital or reading.has(after, NO_NAME) or reading.word(after) in RANKS:
            return []
        return [Found(after, max(after + 1, proper_end(reading, after)), "PERSON", "titled")]
    closed = reading.shape(after + 1) == MARK or reading.has(after + 1, FUNCTION | VERB) or after + 1 >= reading.size
    ordinary = reading.has(after, NO_NAME | COMMON & ~NICKNAME) and not reading.has(after, NICKNAME | NAME)
    if not said or ordinary or not closed or reading.has(after, NEVER_A_NAME):
        return []
    return [Found(after, after + 1, "PERSON", "titled")]


def _known_by_work(reading: Reading, place: int) -> list[Found]:
    """`el de la ferretería`, `la que inyecta en la bajada`, `el que tiene la refaccionaria`."""
    noun = place + 3
    if reading.word(place + 1) == "de" and reading.has(place + 2, DEFINITE) and reading.has(noun, BUSINESS_CUE):
        alone = reading.shape(noun + 1) == MARK or reading.has(noun + 1, FUNCTION | VERB) or noun + 1 >= reading.size
        plain = reading.shape(noun) == LOWER and not reading.has(place - 1, COMMON) and not reading.is_proper(place - 1)
        return [Found(place, noun + 1, "RELATION", "known by work")] if alone and plain else []
    if reading.word(place + 1) == "del" and reading.has(place + 2, BUSINESS_CUE):
        # `la del puesto de enfrente`.
        where = reading.word(place + 3) == "de" and reading.word(place + 4) in WHERE
        return [Found(place, place + 5, "RELATION", "known by work")] if where else []
    worn = place + 2 + (reading.word(place + 1) == "de" and reading.has(place + 2, DEFINITE))
    if reading.word(place + 1) in ("del", "de") and reading.word(worn) in ON_THE_SKIN:
        # `el del tatuaje en el cuello`.
        return [Found(place, _on_the_body(reading, worn), "RELATION", "told by their looks")]
    if reading.word(place + 1) not in ("que", "q"):
        return []
    if reading.word(place - 1) in ("soy", "fui") and happened(reading, place + 2):
        # `soy la que denunció al cura`.
        last = told_end(reading, place + 2)
        return [Found(place, last, "RELATION", "known by what they did")] if last > place + 3 else []
    verb, owned, made = reading.word(place + 2), _owned(reading, place + 3), _made(reading, place + 3)
    if verb in WORKS_AT or (verb in OWNS and owned) or (verb in SERVES and made):
        last = _object_end(reading, place + 3)
        return [Found(place, last, "RELATION", "known by work")] if last > place + 3 else []
    return []


def _on_the_body(reading: Reading, place: int) -> int:
    """Past `tatuaje de la santa en el cuello`."""
    end = place + 1
    if reading.word(end) in ("de", "del"):
        end = max(end, thing_end(reading, end + 1))
    if reading.word(end) == "en" and reading.has(end + 1, DEFINITE | POSSESSIVE) and reading.shape(end + 2) == LOWER:
        end += 3
    return end


def _owned(reading: Reading, place: int) -> bool:
    """`tiene la refaccionaria`: a shop that one person has."""
    noun = place + reading.has(place, ARTICLE)
    return noun > place and reading.has(noun, BUSINESS_CUE)


def _made(reading: Reading, place: int) -> bool:
    """`compra la maya`, `toca la campana`; what anybody may have or do tells nobody apart."""
    noun = place + reading.has(place, ARTICLE | POSSESSIVE) + (reading.word(place) in ("en", "a"))
    noun += reading.has(noun, DEFINITE)
    return reading.shape(noun) == LOWER and reading.word(noun) not in NO_TRADE and not reading.has(noun, NOT_MADE)


def _object_end(reading: Reading, place: int) -> int:
    """Past `los celulares`, `en la bajada`, `elotes afuera del metro`."""
    here = place + (reading.word(place) in ("en", "a"))
    here += reading.has(here, DEFINITE | POSSESSIVE | ARTICLE)
    noun = reading.shape(here) == LOWER and not reading.has(here, FUNCTION | VERB)
    if here > place and reading.is_proper(here) and not reading.public[here]:
        return proper_end(reading, here)
    if not noun:
        return place
    where = here + 1 + (reading.word(here + 1) in ("afuera", "enfrente"))
    of = where + (reading.word(where) in ("en", "de", "del", "por"))
    if of == where:
        return here + 1
    thing = of + reading.has(of, DEFINITE)
    told = reading.word(where) != "de" or thing > of
    kept = reading.shape(thing) < DIGITS and not reading.has(thing, FUNCTION | VERB | POSSESSIVE | PART_OF_DAY | UNIT)
    return max(thing + 1, proper_end(reading, thing)) if told and kept else here + 1


def _spelt(reading: Reading, place: int) -> list[Found]:
    """`placa jota ka ele cuarenta y dos`, `firmó ere erre pe`: at least two letters, one of them nothing else."""
    if reading.word(place - 1) in LETTERS or (
        reading.word(place - 1) in BETWEEN_LETTERS and reading.word(place - 2) in LETTERS
    ):
        # Inside a run that was read from its beginning.
        return []
    last = place
    longest = place + LONGEST_SPELLING
    while last < longest and _joined(reading, last, _letter(reading, last), _letter(reading, last + 1)):
        last += 1
    said = [fold for fold in reading.folds[place:last] if fold in LETTERS]
    if len(said) < 2 or all(fold in ALSO_LETTERS for fold in said):
        return []
    end = last
    while end - last < LONGEST_SPELLING and _joined(reading, end, _number(reading, end), _number(reading, end + 1)):
        end += 1
    return [Found(place, end, "PLATE" if end > last else "PERSON", "spelt")]


def _joined(reading: Reading, place: int, here: bool, after: bool) -> bool:
    return here or (after and reading.word(place) in BETWEEN_LETTERS)


def _letter(reading: Reading, place: int) -> bool:
    return reading.word(place) in LETTERS


def _number(reading: Reading, place: int) -> bool:
    return reading.has(place, NUMBER) or reading.shape(place) == DIGITS
