"""Nicknames behind an article, in quotation marks, or standing alone where only a person can."""

from tequio.protection.deidentify.found import Found, name_end, proper_end
from tequio.protection.deidentify.introductions import NEVER, NOT_NICKNAMES
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, QUOTES, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    CHAIN,
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    GROUP_PLAIN,
    HEAD,
    KIN,
    KIN_NEVER_ALONE,
    KIN_ORDER,
    LOCATIVE,
    NAME,
    NICKNAME,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PLAIN,
    POSSESSIVE,
    ROLE,
    SINGULAR_S,
    TITLE,
    TRADE,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

NO_PERSON = CUE_BITS | ORDINARY | VERB | NEVER | NUMBER | PLAIN | GROUP_PLAIN | ORDINAL
NO_NICKNAME = NO_PERSON | KIN | KIN_ORDER | ROLE | TITLE
AFTER_NICKNAME = FUNCTION | VERB | LOCATIVE | POSSESSIVE
IS = frozenset(("es", "era", "fue"))
SOMEBODY = words("nicknames", "somebody")
CHIEFS = words("nicknames", "chiefs")
BEFORE_BAND = words("nicknames", "before_band")
# "El comandante Evaristo": the name goes, the office stays.
OFFICES = frozenset(("comandante", "licenciado", "inge", "doctor", "capitan", "jefe", "senor", "mayor", "profe"))
DONE_TO_THINGS = words("nicknames", "done_to_things")
WORN = words("nicknames", "worn")
WITH_WHOM = frozenset(("a", "con", "es", "era", "fue", "de", "y"))
RANKS = words("described", "ranks")
QUOTED_MOST = 4


def nicknames(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & DEFINITE:
            found += _article_and_name(reading, place)
        elif bits & NICKNAME and _whom(reading, place):
            found.append(Found(place, place + 1, "ALIAS", "nickname"))
        elif bits & NAME and _told_apart(reading, place):
            found.append(Found(place, place + 1, "PERSON", "told apart"))
        elif reading.folds[place] in QUOTES:
            found += _quoted(reading, place)
    return found


def _article_and_name(reading: Reading, place: int) -> list[Found]:
    head = place + 1
    if reading.is_proper(head) or reading.public[place]:
        return []
    if reading.has(head, HEAD) and (end := _of_capitals(reading, head)):
        return [Found(place, end, "ALIAS", "nickname")]
    if reading.has(head, HEAD) and _joins(reading, head, head + 1):
        # A rank before it makes it a name: it falls in what the team wrote, too.
        reason = "titled" if reading.word(head) in RANKS else "nickname"
        return [Found(place, max(head + 2, proper_end(reading, head + 1)), "ALIAS", reason)]
    if reading.folds[place] in ("el", "al", "del") and _plural_form(reading, head):
        return [Found(place, head + 1, "ALIAS", "nickname")]
    if reading.trusted[place] or reading.folds[place] == "del":
        return []
    if _pointed_at(reading, place) and not reading.has(head, NO_NICKNAME) and reading.shape(head) < DIGITS:
        return [Found(place, max(head + 1, proper_end(reading, head)), "ALIAS", "pointed at")]
    if not reading.has(head, NICKNAME) or reading.has(head, KIN_NEVER_ALONE):
        return []
    if reading.word(head) in OFFICES or _a_thing(reading, place):
        return []
    two = _second_word(reading, head + 1)
    if reading.has(head, CUE_BITS | NEVER) or not (two or _ends_there(reading, head + 1)):
        return []
    if reading.folds[place] == "las":
        return []
    if (
        reading.folds[place] == "los"
        and reading.word(place - 1) not in BEFORE_BAND
        and not reading.has(place - 1, VERB)
    ):
        return []
    return [Found(place, head + 1 + two, "ALIAS", "nickname")]


def _of_capitals(reading: Reading, head: int) -> int:
    """`el Señor de la Sierra`: capitals throughout, as no office is written; 0 elsewhere."""
    here = head + 2 + reading.has(head + 2, DEFINITE)
    both = reading.shape(head) == reading.shape(here) == CAPITAL and reading.trusted[head] and not reading.public[here]
    return here + 1 if both and reading.word(head + 1) in ("de", "del") else 0


def _second_word(reading: Reading, place: int) -> bool:
    """`el chino balas`, `el güero pistache`: a plural or a thing behind a nickname, where the phrase ends."""
    if not reading.has(place - 1, HEAD) or reading.shape(place) != LOWER or not _ends_there(reading, place + 1):
        return False
    called = reading.word(place - 2) in ("el", "la", "al")
    return called and not reading.has(place, NO_NICKNAME | AFTER_NICKNAME | TRADE)


def _pointed_at(reading: Reading, place: int) -> bool:
    """`una señora la cuca`, `el jefe es el humo`, `el que maneja es el kaiser`: a person stands behind the article."""
    before = reading.word(place - 1)
    if before in SOMEBODY or (reading.has(place - 1, KIN) and reading.has(place - 2, POSSESSIVE)):
        return _ends_there(reading, place + 2)
    if before not in IS or reading.folds[place] not in ("el", "la"):
        return False
    if reading.word(place - 3) in ("que", "q"):
        return reading.word(place - 4) in ("el", "la", "ese", "esa")
    return reading.word(place - 2) in CHIEFS


def _joins(reading: Reading, head: int, after: int) -> bool:
    """`el compa neto`, `el Comandante Veneno` are nicknames as a whole; `el comandante Evaristo` is not."""
    if reading.has(after, NAME):
        return not reading.trusted[head] and reading.word(head) not in OFFICES
    return reading.is_proper(after) or (not reading.trusted[head] and reading.has(after, NICKNAME))


def _whom(reading: Reading, place: int) -> bool:
    """`a camarón`: only a person stands behind `a` or `con` without an article."""
    bare = reading.word(place - 1) in ("a", "con") and not reading.trusted[place]
    bare = bare and not (reading.word(place - 1) == "con" and reading.folds[place] in WORN)
    return (
        bare
        and not reading.has(place, CUE_BITS | NEVER | KIN | NUMBER | ORDINARY | VERB | PLAIN)
        and _ends_there(reading, place + 1)
    )


def _a_thing(reading: Reading, place: int) -> bool:
    """`le quemaron la milpa`, `se robaron el tanque`: without `a`, what is burnt or stolen is no person."""
    return reading.word(place - 1) in DONE_TO_THINGS and reading.folds[place] != "al"


def _told_apart(reading: Reading, place: int) -> bool:
    """`está con lucha la vecina de`, `a mago la que vende`: a name that is a word too, and then who that is."""
    if reading.trusted[place] or reading.is_proper(place) or reading.has(place, NEVER | KIN | CUE_BITS):
        return False
    if reading.word(place - 1) not in WITH_WHOM or reading.word(place + 1) not in ("el", "la"):
        return False
    return reading.has(place + 2, KIN | ROLE | TRADE) or reading.word(place + 2) in ("de", "que", "q")


def _plural_form(reading: Reading, place: int) -> bool:
    """`el Botas`, `el mantecas`: a singular article before a plural is a nickname."""
    fold = reading.word(place)
    if len(fold) < 4 or not fold.endswith(("as", "os", "es")) or reading.shape(place) >= DIGITS:
        return False
    return not reading.has(place, SINGULAR_S | NEVER | ACRONYM | WEEKDAY | VERB | CHAIN)


def _ends_there(reading: Reading, place: int) -> bool:
    return reading.shape(place) == MARK or reading.has(place, AFTER_NICKNAME) or place >= reading.size


def _quoted(reading: Reading, place: int) -> list[Found]:
    end = name_end(reading, place)
    inside = range(place + 1, end - 1)
    if not 1 <= len(inside) <= QUOTED_MOST or any(reading.shapes[here] == MARK for here in inside):
        return []
    first = inside[0] + reading.has(inside[0], DEFINITE)
    verb = reading.has(first, VERB) and reading.has(first, COMMON)
    if first > inside[0] and reading.word(first) not in NOT_NICKNAMES and not reading.has(first, NEVER) and not verb:
        return [Found(inside[0], inside[-1] + 1, "ALIAS", "quoted")]
    if reading.is_proper(place - 1) and reading.is_proper(end):
        return [Found(inside[0], inside[-1] + 1, "ALIAS", "quoted")]
    named = (
        reading.shape(first) in (CAPITAL, UPPER) or reading.has(first, NICKNAME | UNKNOWN) or reading.is_proper(first)
    )
    return [Found(inside[0], inside[-1] + 1, "ALIAS", "quoted")] if named and not reading.has(first, NEVER) else []
