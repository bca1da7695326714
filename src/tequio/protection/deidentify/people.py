"""People by name and by nickname."""

from functools import cache

from tequio.protection.deidentify.found import Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import phrases, words
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, QUOTES, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    ARTICLE,
    CHAIN,
    COMMON,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    GROUP_PLAIN,
    HEAD,
    KIN,
    LOCATIVE,
    NAME,
    NICKNAME,
    NUMBER,
    ORDINARY,
    PLAIN,
    POSSESSIVE,
    ROLE,
    SINGULAR_S,
    TITLE,
    TOPONYM,
    TRADE,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

NEVER = FUNCTION | POSSESSIVE | WEEKDAY
NOT_NICKNAMES = words("people", "not_nicknames")
GANGS = words("people", "gangs")
BANDS = words("people", "bands")
GROUP_WORDS = NICKNAME | TOPONYM
AFTER_NICKNAME = FUNCTION | VERB | LOCATIVE | POSSESSIVE
POLITE = words("people", "polite")
ALWAYS_BEFORE_NAME = words("people", "always_before_name")
BEFORE_BAND = words("people", "before_band")
QUOTED_MOST = 4


@cache
def _introductions() -> Phrasebook:
    nicknames = ((" ".join(words), "ALIAS") for words in phrases("nicknames", "introductions"))
    names = ((" ".join(words), "PERSON") for words in phrases("nicknames", "name_introductions"))
    return Phrasebook([*nicknames, *names])


def introduced(reading: Reading) -> list[Found]:
    """What follows `le dicen`, `alias`, `se llama`."""
    found = []
    for cue in _introductions().find(reading, "introduced"):
        first = cue.last
        while reading.word(first) in (":", ",") or (
            cue.label == "PERSON" and reading.word(first) in ("es", "de", "la", "el", "fue", "era")
        ):
            first += 1
        last = _nickname_end(reading, first) if cue.label == "ALIAS" else _introduced_end(reading, first)
        if last > first:
            found.append(Found(first, last, cue.label, "introduced"))
            found += _or_also(reading, last)
    return found


def nicknames(reading: Reading) -> list[Found]:
    found = []
    for place, bits in enumerate(reading.bits):
        if bits & DEFINITE:
            found += _article_and_name(reading, place)
        elif bits & NICKNAME and _whom(reading, place):
            found.append(Found(place, place + 1, "ALIAS", "nickname"))
        elif reading.folds[place] in QUOTES:
            found += _quoted(reading, place)
    return found


def bands(reading: Reading) -> list[Found]:
    """`los de la virgen`, `la gente del 8`, `pandilla Los Huipas`."""
    found = []
    for place, fold in enumerate(reading.folds):
        of = reading.word(place + 1) in ("de", "del")
        if fold not in BANDS and not (fold == "los" and of):
            continue
        first = place + 1 + of
        head = first + reading.has(first, DEFINITE)
        if (
            fold != "los"
            and of
            and reading.has(head, COMMON)
            and not reading.has(head, GROUP_WORDS)
            and fold not in GANGS
        ):
            continue
        if _band_name(reading, head, of=of):
            found.append(
                Found(
                    place if fold == "los" or fold in GANGS else first,
                    max(head + 1, proper_end(reading, head)),
                    "ALIAS",
                    "band",
                )
            )
    return found


def persons(reading: Reading) -> list[Found]:
    """Runs of names; a title or kin before a name that is also a word; `don` and whatever follows."""
    found, place = [], 0
    while place < reading.size:
        if reading.proper[place]:
            last = proper_end(reading, place)
            found.append(_run(reading, place, last))
            place = last
        else:
            found += _titled(reading, place)
            place += 1
    return found


def _run(reading: Reading, first: int, last: int) -> Found:
    titled = _titles_start(reading, first)
    if titled < first:
        return Found(titled, _known_by(reading, last), "PERSON", "titled")
    article = first - reading.has(first - 1, DEFINITE)
    if any(reading.has(place, NAME) for place in range(first, last)):
        return Found(article, _known_by(reading, last), "PERSON", "name")
    if article < first:
        located = reading.has(first - 2, LOCATIVE) or reading.word(article) in ("al", "del")
        return Found(article, last, "PLACE" if located else "ALIAS", "capital")
    if reading.has(first - 1, LOCATIVE):
        return Found(first, last, "PLACE", "capital")
    unknown = last - first == 1 and reading.has(first, UNKNOWN) and reading.shapes[first] == LOWER
    return Found(first, last, "WORD" if unknown else "PERSON", "unknown word" if unknown else "capital")


def _titles_start(reading: Reading, first: int) -> int:
    """Back over `don`, `Sr.`, `los hermanos`, which tell no more than that a name comes."""
    here = first
    while (before := here - 1 - (reading.word(here - 1) == ".")) >= 0 and reading.word(before) in POLITE:
        here = before
    return here if here == first else here - reading.has(here - 1, DEFINITE)


def _known_by(reading: Reading, last: int) -> int:
    """`Nacho el carnicero`, `pancho el de los cocos` are one name."""
    comma = reading.word(last) == ","
    here = last + comma
    if reading.word(here) in ("el", "la") and reading.word(here + 1) in ("de", "del"):
        noun = here + 2
        while reading.has(noun, DEFINITE):
            noun += 1
        if (
            noun > here + 2 - (reading.word(here + 1) == "del")
            and reading.shape(noun) < DIGITS
            and not reading.has(noun, NEVER)
        ):
            return noun + 1
    if reading.has(last, DEFINITE) and reading.has(last + 1, TRADE | NICKNAME) and not reading.has(last + 1, VERB):
        return last + 2
    return last


def _titled(reading: Reading, place: int) -> list[Found]:
    """`don chente`, `la maestra luz`, `mi compadre cruz` where no capital helps."""
    after = place + 1 + (reading.word(place + 1) == ".")
    if reading.folds[place] in ALWAYS_BEFORE_NAME and reading.shape(after) < DIGITS and not reading.has(after, NEVER):
        return [Found(place, max(after + 1, proper_end(reading, after)), "PERSON", "titled")]
    if (
        reading.has(place, TITLE)
        and reading.is_proper(after) is False
        and reading.has(after, NAME)
        and not reading.has(after, NEVER)
    ):
        return (
            [Found(after, after + 1, "PERSON", "titled")]
            if not reading.has(after, ARTICLE) and not reading.public[after]
            else []
        )
    return []


def _introduced_end(reading: Reading, first: int) -> int:
    last = proper_end(reading, first)
    if last > first:
        return last
    if (
        reading.shape(first) >= DIGITS
        or reading.has(first, NEVER | CUE_BITS | ARTICLE)
        or not reading.has(first, NAME | UNKNOWN)
    ):
        return first
    return name_end(reading, first)


def _nickname_end(reading: Reading, first: int) -> int:
    """An article or none, then one word, two when the first is such as `compa` or `comandante`, more when capitals go on."""
    if reading.word(first) in QUOTES:
        return name_end(reading, first)
    head = first + reading.has(first, DEFINITE)
    if reading.shape(head) == MARK or reading.word(head) in NOT_NICKNAMES:
        return first
    if reading.has(head, NEVER) or (head == first and reading.shape(head) == LOWER and not _nick_like(reading, head)):
        return first
    last = max(head + 1, proper_end(reading, head))
    if last == head + 1 and _agrees(reading, head):
        return last + 1
    if (
        reading.has(head, HEAD)
        and reading.shape(last) < DIGITS
        and not reading.has(last, NEVER | VERB)
        and last == head + 1
    ):
        last += 1
    return last


def _agrees(reading: Reading, head: int) -> bool:
    """`los sapos locos`: an adjective in the same plural."""
    fold, after = reading.word(head), reading.word(head + 1)
    return len(after) > 4 and fold[-2:] == after[-2:] and fold.endswith("s") and not reading.has(head + 1, NEVER | VERB)


def _nick_like(reading: Reading, place: int) -> bool:
    return reading.has(place, NICKNAME | NAME | UNKNOWN | HEAD) or reading.is_proper(place)


def _or_also(reading: Reading, last: int) -> list[Found]:
    """`le dicen el Botas o el Comandante Veneno`."""
    if reading.word(last) not in ("o", "u", "y") or not reading.has(last + 1, DEFINITE):
        return []
    end = _nickname_end(reading, last + 1)
    return [Found(last + 1, end, "ALIAS", "introduced")] if end > last + 1 and reading.word(last) != "y" else []


def _article_and_name(reading: Reading, place: int) -> list[Found]:
    head = place + 1
    if reading.is_proper(head) or reading.public[place]:
        return []
    if reading.has(head, HEAD) and (
        reading.is_proper(head + 1) or (not reading.trusted[place] and reading.has(head + 1, NICKNAME | NAME))
    ):
        return [Found(place, max(head + 2, proper_end(reading, head + 1)), "ALIAS", "nickname")]
    if reading.folds[place] in ("el", "al", "del") and _plural_form(reading, head):
        return [Found(place, head + 1, "ALIAS", "nickname")]
    if reading.trusted[place] or reading.folds[place] == "del" or not reading.has(head, NICKNAME):
        return []
    if reading.has(head, CUE_BITS | NEVER) or not _ends_there(reading, head + 1):
        return []
    if reading.folds[place] == "las":
        return []
    if (
        reading.folds[place] == "los"
        and reading.word(place - 1) not in BEFORE_BAND
        and not reading.has(place - 1, VERB)
    ):
        return []
    return [Found(place, head + 1, "ALIAS", "nickname")]


def _whom(reading: Reading, place: int) -> bool:
    """`a camarón`: only a person stands behind `a` or `con` without an article."""
    bare = reading.word(place - 1) in ("a", "con") and not reading.trusted[place]
    return (
        bare
        and not reading.has(place, CUE_BITS | NEVER | KIN | NUMBER | ORDINARY | VERB | PLAIN)
        and _ends_there(reading, place + 1)
    )


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
    if first > inside[0] and reading.word(first) not in NOT_NICKNAMES and not reading.has(first, NEVER | VERB):
        return [Found(inside[0], inside[-1] + 1, "ALIAS", "quoted")]
    named = (
        reading.shape(first) in (CAPITAL, UPPER) or reading.has(first, NICKNAME | UNKNOWN) or reading.is_proper(first)
    )
    return [Found(inside[0], inside[-1] + 1, "ALIAS", "quoted")] if named and not reading.has(first, NEVER) else []


def _band_name(reading: Reading, place: int, *, of: bool) -> bool:
    if place >= reading.size or reading.public[place] or (reading.shapes[place] >= DIGITS and not of):
        return False
    if reading.is_proper(place) or reading.shapes[place] in (CAPITAL, UPPER):
        return True
    if reading.trusted[place] or reading.shapes[place] == MARK or reading.has(place, NEVER | KIN | ROLE | GROUP_PLAIN):
        return False
    if reading.has(place, CUE_BITS) and not (of and reading.word(place - 2) in GANGS):
        return False
    verb = reading.has(place, VERB) and not reading.has(place - 1, DEFINITE)
    return (of and not verb) or reading.has(place, GROUP_WORDS)
