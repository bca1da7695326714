"""A word that announces a name, and how far the name after it reaches."""

from collections.abc import Callable

from tequio.protection.deidentify.found import ARTICLES, Found, name_end, proper_end
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, QUOTES, Reading
from tequio.protection.deidentify.wordclasses import (
    ARTICLE,
    CUE_BITS,
    DEFINITE,
    FUNCTION,
    GROUP_PLAIN,
    KIN,
    KIN_NEVER_ALONE,
    MONTH,
    NAME,
    NAME_LIKE,
    NUMBER,
    ORDINAL,
    PART_OF_DAY,
    PLACE_CUE,
    PLAIN,
    POSSESSIVE,
    ROLE,
    SANTO,
    TITLE,
    TOWN,
    UNIT,
    VERB,
    WEEKDAY,
)

NO_SIGN = FUNCTION | POSSESSIVE | VERB | WEEKDAY | PART_OF_DAY | MONTH | GROUP_PLAIN | KIN_NEVER_ALONE
NO_OF = NO_SIGN | KIN | TITLE | NUMBER | ROLE | CUE_BITS
NATURAL = words("announced", "natural")
NOT_NAMED = KIN | ROLE | TITLE | VERB | FUNCTION | GROUP_PLAIN
SECTIONS = words("announced", "sections")
FIRMS = words("announced", "firms")
COMPASS = frozenset(("norte", "sur", "oriente", "poniente", "centro", "pacifico", "golfo", "bajio"))
NEARBY = words("announced", "nearby")


def each(reading: Reading, mask: int, rule: Callable[[Reading, int], Found | None]) -> list[Found]:
    if not reading.classes & mask:
        return []
    return [
        found
        for place, bits in enumerate(reading.bits)
        if bits & mask and not reading.public[place]
        if (found := rule(reading, place)) is not None
    ]


def name_after(reading: Reading, cue: int, first: int, label: str, *, unsure: bool) -> Found | None:
    """The cue with the name after it; an unsure cue in lower case wants a word that is likely in a name."""
    of = reading.word(first) in ("de", "del") and _named_after_of(reading, first)
    if of:
        unsure = unsure and reading.word(first) == "de" and not reading.has(first + 1, DEFINITE)
        first += 1
    if not reading.trusted[cue] and reading.word(first) in COMPASS and reading.folds[cue] in FIRMS:
        # `autotransportes sur`: no firm but that one.
        return Found(cue, first + 1, label, "cue")
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
    last = section_end(reading, last) if label == "PLACE" else last
    trusted = reading.trusted[min(last, reading.size) - 1]
    return Found(cue, last if trusted else of_end(reading, last), label, "cue")


def of_end(reading: Reading, end: int) -> int:
    """Without capitals: `citrícolas del valle`, `camino de vida`; not `la florida de noche`."""
    here = end + 1 + reading.has(end + 1, DEFINITE)
    if reading.word(end) == "del" and reading.word(here) in COMPASS:
        return here + 1
    if reading.word(end) not in ("de", "del", "para") or reading.shape(here) >= DIGITS or reading.has(here, NO_OF):
        return end
    return here + 1


def sign(reading: Reading, place: int, label: str, *, first: int | None = None) -> Found | None:
    """`ferretería la esquina`, `comunidad el podrido`: no preposition between, so it is what the place is called."""
    head = place + 2
    if reading.trusted[place] or reading.word(place + 1) not in ARTICLES or reading.shape(head) >= DIGITS:
        return None
    return None if reading.has(head, NO_SIGN) else Found(place if first is None else first, head + 1, label, "sign")


def _polite_end(reading: Reading, first: int) -> int:
    """`fonda de doña cuca`; 0 when no `don` or `doña` is there."""
    if reading.word(first) not in ("don", "dona") or reading.shape(first + 1) >= DIGITS:
        return 0
    return max(first + 2, proper_end(reading, first + 1))


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
    unlisted = not 0 <= place < reading.size or (not reading.bits[place] and len(reading.folds[place]) > 4)
    return reading.is_proper(place) or (
        not reading.trusted[place] and (reading.has(place, NAME_LIKE) or (unlisted and reading.shape(place) < DIGITS))
    )


def section_end(reading: Reading, place: int) -> int:
    """Past `1ra secc`, `segunda sección`, `este`, `sector 4`."""
    here = end = place
    if reading.word(here) == "," and reading.has(here + 1, ORDINAL) and reading.word(here + 2) in SECTIONS:
        # `Villa del Real, sexta sección`.
        return here + 3
    while (
        reading.shape(here) == DIGITS
        or reading.has(here, ORDINAL)
        or reading.word(here) in SECTIONS
        or _counted(reading, here, place)
        or (reading.word(here) == "a" and reading.starts[here] == reading.ends[here - 1])
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
