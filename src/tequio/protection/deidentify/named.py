"""Schools, businesses and places: a word that announces a name, and the name."""

from collections.abc import Callable

from tequio.protection.deidentify.found import Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, LOWER, MARK, QUOTES, Reading
from tequio.protection.deidentify.wordclasses import (
    ALSO_WORD,
    ARTICLE,
    BUSINESS_CUE,
    CHAIN,
    COMMON,
    DEFINITE,
    FUNCTION,
    GROUP_PLAIN,
    HERO,
    KIN,
    LARGE,
    LOCATIVE,
    MONTH,
    NAME,
    NAME_LIKE,
    NUMBER,
    ORDINAL,
    PLACE_CUE,
    PLACE_WEAK,
    PLAIN,
    POSSESSIVE,
    ROLE,
    SANTO,
    SCHOOL_CUE,
    TITLE,
    TOPONYM,
    TOWN,
    UNIT,
    VERB,
)

SCHOOL_WORDS = words("named", "school_words")
OFFERS = words("named", "offers")
UNSURE_BUSINESS = words("named", "unsure_business")
NATURAL = words("named", "natural")
NOT_NAMED = KIN | ROLE | TITLE | VERB | FUNCTION | GROUP_PLAIN
UNSURE_SCHOOL = words("named", "unsure_school")
SCHOOL_SYSTEMS = words("named", "school_systems")
SECTIONS = words("named", "sections")
SHORTENED = words("named", "shortened")
NEARBY = words("named", "nearby")
NOT_SAINTS = words("named", "not_saints")


def schools(reading: Reading) -> list[Found]:
    return _each(reading, SCHOOL_CUE, _school)


def businesses(reading: Reading) -> list[Found]:
    chains = [
        Found(place, proper_end(reading, place) if reading.is_proper(place) else place + 1, "BUSINESS", "chain")
        for place, bits in enumerate(reading.bits)
        if bits & CHAIN and not reading.public[place]
    ]
    return chains + _each(reading, BUSINESS_CUE, _business)


def places(reading: Reading) -> list[Found]:
    return [
        *_each(reading, PLACE_CUE, _place),
        *_each(reading, DEFINITE, _numbered),
        *_each(reading, LOCATIVE, _new),
        *_each(reading, SANTO, _saint),
        *_each(reading, TOPONYM | TOWN | HERO, _toponym),
    ]


def _each(reading: Reading, mask: int, rule: Callable[[Reading, int], Found | None]) -> list[Found]:
    return [
        found
        for place, bits in enumerate(reading.bits)
        if bits & mask and not reading.public[place]
        if (found := rule(reading, place)) is not None
    ]


def _school(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == ".")
    while reading.has(first, SCHOOL_CUE) or reading.word(first) in SCHOOL_WORDS:
        first += 1
    if reading.shape(first) == DIGITS or (reading.has(first, NUMBER) and not reading.has(first, ARTICLE)):
        last = _school_name(reading, first + 1)
        return Found(place, last, "SCHOOL", "school") if not reading.has(first + 1, UNIT) else None
    if reading.folds[place] in SCHOOL_SYSTEMS:
        return Found(place, max(place + 1, proper_end(reading, first)), "SCHOOL", "school")
    return _name_after(reading, place, first, "SCHOOL", unsure=reading.folds[place] in UNSURE_SCHOOL)


def _school_name(reading: Reading, end: int) -> int:
    """Past a name after the school's number: `No. 4 Profr. Oziel Hinojosa`."""
    here = end
    while reading.word(end) == "y" and reading.has(end + 1, NUMBER):
        end, here = end + 2, end + 2
    while reading.has(here, TITLE) or (here > end and reading.word(here) == "."):
        here += 1
    named = reading.word(here) in QUOTES or reading.is_proper(here)
    return max(end, name_end(reading, here)) if named else end


def _business(reading: Reading, place: int) -> Found | None:
    first = place + 1
    if reading.word(first) in ("de", "del") and reading.folds[place] in OFFERS and _offer(reading, first + 1):
        return Found(place, first + 2, "BUSINESS", "what it sells")
    while reading.has(first, BUSINESS_CUE) and not reading.has(first, NAME):
        first += 1
    if (
        reading.word(first) in ("de", "del")
        and _offer(reading, first + 1)
        and not reading.is_proper(first + 1)
        and reading.is_proper(first + 2)
    ):
        first += 2
    return _name_after(reading, place, first, "BUSINESS", unsure=reading.folds[place] in UNSURE_BUSINESS)


def _offer(reading: Reading, place: int) -> bool:
    return reading.shape(place) == LOWER and not reading.has(place, FUNCTION | POSSESSIVE | ARTICLE | KIN)


def _place(reading: Reading, place: int) -> Found | None:
    first = place + 1 + (reading.word(place + 1) == "." and reading.folds[place] in SHORTENED)
    while reading.has(first, PLAIN) and reading.has(first + 1, DEFINITE | PLAIN):
        first += 1
    return _name_after(
        reading,
        place,
        first,
        "PLACE",
        unsure=bool(reading.bits[place] & PLACE_WEAK) and reading.folds[place] not in NATURAL,
    )


def _name_after(reading: Reading, cue: int, first: int, label: str, *, unsure: bool) -> Found | None:
    """The cue with the name after it; an unsure cue in lower case wants a word that is likely in a name."""
    of = reading.word(first) in ("de", "del") and _named_after_of(reading, first)
    if of:
        unsure = unsure and reading.word(first) == "de" and not reading.has(first + 1, DEFINITE)
        first += 1
    last = _polite_end(reading, first) or name_end(reading, first)
    if last == first:
        return None
    head = first + reading.has(first, DEFINITE)
    sure = reading.is_proper(head) or reading.word(first) in QUOTES or last > head + 1
    if (
        not reading.trusted[head if head < reading.size else first]
        and not sure
        and _doubtful(reading, head, unsure=unsure)
    ):
        return None
    return Found(cue, _section_end(reading, last) if label == "PLACE" else last, label, "cue")


def _polite_end(reading: Reading, first: int) -> int:
    """`fonda de doña cuca`; 0 when no `don` or `doña` is there."""
    return max(first + 2, proper_end(reading, first + 1)) if reading.word(first) in ("don", "dona") else 0


def _doubtful(reading: Reading, head: int, *, unsure: bool) -> bool:
    return (reading.has(head, NOT_NAMED) and not reading.has(head, NAME_LIKE)) or (
        unsure and not _likely(reading, head)
    )


def _named_after_of(reading: Reading, place: int) -> bool:
    here = place + 1 + reading.has(place + 1, DEFINITE)
    if reading.word(here) in ("don", "dona"):
        return True
    near = (
        reading.shape(here) < DIGITS
        and not reading.has(here, NOT_NAMED | POSSESSIVE | PLAIN)
        and reading.word(here) not in NEARBY
    )
    if reading.has(place - 1, PLACE_CUE) and not reading.trusted[place] and near:
        return True
    if (
        reading.word(place - 1) in NATURAL
        and not reading.trusted[place]
        and not reading.has(here, NOT_NAMED | POSSESSIVE)
    ):
        return True
    return reading.is_proper(here) or (not reading.trusted[place] and reading.has(here, TOWN | SANTO | NAME))


def _likely(reading: Reading, place: int) -> bool:
    return reading.is_proper(place) or (not reading.trusted[place] and reading.has(place, NAME_LIKE))


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
    if reading.folds[place] not in ("la", "el") or reading.shape(number) != DIGITS:
        return None
    if len(reading.folds[number]) < 3 and reading.word(place - 1) not in ("en", "por", "de"):
        return None
    if (
        len(reading.folds[number]) > 6
        or reading.has(number + 1, UNIT | MONTH | LARGE)
        or reading.word(number + 1) in (":", "de", ".", "-")
    ):
        return None
    return Found(place, number + 1, "PLACE", "number")


def _new(reading: Reading, place: int) -> Found | None:
    """`en nueva era`: an adjective without an article behind a preposition begins a name."""
    first = place + 1
    if reading.word(first) not in (
        "nueva",
        "nuevo",
        "alta",
        "ciudad",
        "lomas",
        "villas",
        "jardines",
        "bosques",
        "valle",
        "colinas",
        "hacienda",
    ):
        return None
    after = first + 1 + (reading.word(first + 1) in ("de", "del"))
    after += reading.has(after, DEFINITE)
    if reading.shape(after) >= DIGITS or reading.has(after, NOT_NAMED | POSSESSIVE) or reading.is_proper(first):
        return None
    return Found(first, max(after + 1, proper_end(reading, after)), "PLACE", "adjective")


def _toponym(reading: Reading, place: int) -> Found | None:
    """Towns anywhere; words such as `las cruces` in lower case behind a preposition of place and an article."""
    if reading.is_proper(place):
        return None
    bits = reading.bits[place]
    if bits & TOWN and not bits & (TOPONYM | ALSO_WORD | PLACE_CUE | NUMBER | NAME | PLAIN):
        return Found(place, _section_end(reading, place + 1), "PLACE", "gazetteer")
    if reading.trusted[place]:
        return None
    if article_first := _listed_address(reading, place):
        return Found(article_first - 1, _section_end(reading, place + 1), "PLACE", "listed")
    article = reading.has(place - 1, DEFINITE)
    if bits & HERO and _located(reading, place - 1 - article):
        return Found(place, place + 1, "PLACE", "hero")
    if article and (reading.word(place - 1) in ("del", "al") or _located(reading, place - 2)) and bits & TOPONYM:
        return Found(place - 1, _of_rare(reading, _section_end(reading, place + 1)), "PLACE", "toponym")
    return None


def _listed_address(reading: Reading, place: int) -> int:
    """`…, el florido 1ra secc,`: an article and a place word between two marks; 0 elsewhere."""
    article = place - 1
    listed = reading.shape(article - 1) == MARK or (
        reading.word(article - 1) in ("y", "e") and reading.has(article - 2, NAME_LIKE)
    )
    if not reading.has(article, DEFINITE) or not listed or article == 0:
        return 0
    return place if reading.shape(_section_end(reading, place + 1)) == MARK else 0


def _section_end(reading: Reading, place: int) -> int:
    """Past `1ra secc`, `segunda sección`, `este`, `sector 4`."""
    here = end = place
    while (
        reading.shape(here) == DIGITS
        or reading.has(here, ORDINAL)
        or reading.word(here) in SECTIONS
        or _counted(reading, here, place)
    ):
        here, end = here + 1, here + 1
        here += reading.word(here) == "." and reading.word(here + 1) in SECTIONS
    return place if reading.has(end, UNIT) and reading.shape(end - 1) == DIGITS else end


def _counted(reading: Reading, here: int, start: int) -> bool:
    """`fomerrey veintidós`, `treinta y uno`."""
    number = reading.has(here, NUMBER) and not reading.has(here, ARTICLE) and not reading.has(here + 1, UNIT)
    return number or (
        reading.word(here) == "y" and here > start and reading.has(here + 1, NUMBER) and reading.has(here - 1, NUMBER)
    )


def _of_rare(reading: Reading, end: int) -> int:
    """`los chorros del varal`: a word after `del` that is not ordinary belongs to the place."""
    here = end + 1 + reading.has(end + 1, DEFINITE)
    if (
        reading.word(end) not in ("de", "del")
        or reading.shape(here) >= DIGITS
        or reading.has(here, NOT_NAMED | COMMON | POSSESSIVE | PLACE_CUE)
    ):
        return end
    return here + 1


def _located(reading: Reading, place: int) -> bool:
    return reading.word(place) in (
        "en",
        "por",
        "de",
        "desde",
        "hasta",
        "para",
        "pa",
        "rumbo",
        "x",
        "aca",
        "alla",
        "ahi",
        "a",
        "entre",
    )
