"""People by name, with their titles and what they are known by."""

from tequio.protection.deidentify.announced import section_end
from tequio.protection.deidentify.found import Found, proper_end
from tequio.protection.deidentify.introductions import NEVER
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    KIN,
    LOCATIVE,
    NAME,
    NAME_LIKE,
    NICKNAME,
    NUMBER,
    PLAIN,
    POSSESSIVE,
    TITLE,
    TOWN,
    TRADE,
    UNKNOWN,
    VERB,
)

NO_CALLING = TRADE | KIN | TITLE | CUE_BITS | FUNCTION
TO_WHOM = words("rare", "to_whom")
# Titles and small offices that go with the name; ranks of the forces stay, so that it can be read who did it.
POLITE = words("persons", "polite") | words("persons", "small_offices")
ALWAYS_BEFORE_NAME = words("persons", "always_before_name")
RANKS = words("described", "ranks")
ACTS = words("rare", "acts")
KIN_AS_TITLE = words("persons", "kin_as_title")
FAMILIES = frozenset(("familia", "familias", "hermanos", "hermanas", "primos"))
BRING_A_NAME = ALWAYS_BEFORE_NAME | FAMILIES
BEFORE_A_REMARK = frozenset("([:/-–—•*")


def persons(reading: Reading) -> list[Found]:
    """Runs of names; a title or kin before a name that is also a word; `don` and whatever follows."""
    found, place = [], 0
    while place < reading.size:
        if reading.proper[place]:
            last = proper_end(reading, place)
            if not _only_common(reading, place, last) and not _set_apart(reading, place, last):
                found.append(_run(reading, place, last))
            place = last
        else:
            if reading.bits[place] & TITLE or reading.folds[place] in BRING_A_NAME:
                found += _titled(reading, place)
            place += 1
    return found


def _run(reading: Reading, first: int, last: int) -> Found:
    titled = _titles_start(reading, first)
    if titled < first:
        return Found(titled, _known_by(reading, last), "PERSON", "titled")
    if reading.folds[first] in RANKS and last > first + 1 and not reading.has(first + 1, PLAIN):
        # `el Comandante Canario`: the rank stays, so that it can be read who did it.
        return Found(first + 1, last, "PERSON", "titled")
    article = first - reading.has(first - 1, DEFINITE)
    if reading.has(first, TOWN) and not reading.has(first, NAME):
        return Found(article, section_end(reading, last), "PLACE", "gazetteer")
    if any(reading.has(place, NAME) for place in range(first, last)):
        return Found(article, _known_by(reading, last), "PERSON", "name")
    if article < first:
        whom = reading.word(article) == "al" and reading.word(article - 1) in TO_WHOM
        located = not whom and (reading.has(first - 2, LOCATIVE) or reading.word(article) in ("al", "del"))
        return Found(article, last, "PLACE" if located else "ALIAS", "capital")
    if reading.has(first - 1, LOCATIVE):
        return Found(first, last, "PLACE", "capital")
    unknown = last - first == 1 and reading.has(first, UNKNOWN) and reading.shapes[first] == LOWER
    return Found(first, last, "WORD" if unknown else "PERSON", "unknown word" if unknown else "capital")


def _only_common(reading: Reading, first: int, last: int) -> bool:
    """`Obras Públicas`, `Sector Privado`: ordinary words under capitals, and no article to make a nickname of them.
    `desplazada de Filo de Caballos` is a place."""
    if reading.has(first - 1, DEFINITE) or not 2 <= last - first <= 3:
        return False
    if reading.has(first - 1, LOCATIVE) and not reading.has(last - 1, PLAIN):
        return False
    return all(
        reading.has(place, COMMON | PLAIN) and not reading.has(place, NAME_LIKE | DEFINITE)
        for place in range(first, last)
    )


def _set_apart(reading: Reading, first: int, last: int) -> bool:
    """`(Inadmitida)`, `Tema: Drenaje`: one dictionary word under a capital behind a mark or at the end of a list."""
    if last - first > 1 or reading.shapes[first] == LOWER or reading.has(first, NAME_LIKE | UNKNOWN):
        return False
    return reading.shape(first - 1) == MARK and reading.word(first - 1) in BEFORE_A_REMARK


def _titles_start(reading: Reading, first: int) -> int:
    """Back over `don`, `Sr.`, `los hermanos`, which tell no more than that a name comes."""
    here = first
    while (before := here - 1 - (reading.word(here - 1) == ".")) >= 0 and reading.word(before) in POLITE:
        here = before
    if here == first and (begins := _called_before(reading, first)) < first:
        return begins
    here -= here > 0 and here < first and reading.word(here - 1) == "tal"
    here -= here == first and reading.word(here - 1) == "tal"
    return here if here == first else here - reading.has(here - 1, ARTICLE)


def _called_before(reading: Reading, first: int) -> int:
    """`la güera Lety`, `el chino balas`, `tía Eufrosina`: what somebody is called goes with the name."""
    before = first - 1
    if before < 0 or not reading.joined(first) or reading.public[before]:
        return first
    if reading.folds[before] in KIN_AS_TITLE and not reading.has(before - 1, POSSESSIVE | ARTICLE | NUMBER):
        return before
    nickname = reading.has(before, NICKNAME) and not reading.has(before, NO_CALLING)
    return before - 1 if nickname and reading.word(before - 1) in ("el", "la", "al", "del") else first


def _known_by(reading: Reading, last: int) -> int:
    """`Nacho el carnicero`, `pancho el de los cocos` are one name."""
    comma = reading.word(last) == ","
    here = last + comma
    if reading.word(here) in ("el", "la") and reading.word(here + 1) in ("de", "del"):
        noun = here + 2
        while reading.has(noun, DEFINITE):
            noun += 1
        bare = not comma or reading.word(here + 1) == "del"
        if noun > here + 2 - bare and reading.shape(noun) < DIGITS and not reading.has(noun, NEVER):
            return max(noun + 1, _public_end(reading, noun))
    if reading.has(last, DEFINITE) and reading.has(last + 1, TRADE | NICKNAME) and not reading.has(last + 1, VERB):
        return last + 2
    return last


def _public_end(reading: Reading, place: int) -> int:
    """`Martín el de protección civil`: the body tells who it is."""
    while place < reading.size and reading.public[place]:
        place += 1
    return place


def _titled(reading: Reading, place: int) -> list[Found]:
    """`don chente`, `la maestra luz`, `mi compadre cruz` where no capital helps."""
    after = place + 1 + (reading.word(place + 1) == ".")
    if reading.folds[place] in ALWAYS_BEFORE_NAME and reading.shape(after) < DIGITS and not reading.has(after, NEVER):
        return [Found(place, max(after + 1, proper_end(reading, after)), "PERSON", "titled")]
    if reading.folds[place] in FAMILIES and reading.word(after) == "de" and (last := proper_end(reading, after + 1)):
        here = after + 1 + reading.has(after + 1, DEFINITE)
        if reading.is_proper(here) and reading.shape(after) == CAPITAL:
            # `la familia De la Rosa Tiscareño`.
            first = place - reading.has(place - 1, DEFINITE)
            return [Found(first, max(last, proper_end(reading, here)), "PERSON", "titled")]
    if reading.folds[place] in FAMILIES and reading.has(after, NAME) and not reading.has(after, NEVER | VERB):
        return [Found(place - reading.has(place - 1, DEFINITE), after + 1, "PERSON", "titled")]
    if (
        reading.has(place, TITLE)
        and reading.is_proper(after) is False
        and reading.has(after, NAME)
        and not reading.has(after, NEVER)
        and reading.word(after) not in ACTS
    ):
        return (
            [Found(after, after + 1, "PERSON", "titled")]
            if not reading.has(after, ARTICLE) and not reading.public[after]
            else []
        )
    return []
