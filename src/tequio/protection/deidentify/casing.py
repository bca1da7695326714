"""Which words stand for names: by their capitals where capitals can be trusted, by what they are where not."""

from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, UPPER, Reading
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    ALSO_WORD,
    ARTICLE,
    BUSINESS_CUE,
    CHAIN,
    COMMON,
    FUNCTION,
    KIN,
    LARGE,
    LOCATIVE,
    MONTH,
    NAME,
    NICKNAME,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PLACE_CUE,
    PLAIN,
    PLAIN_CAPITAL,
    POSSESSIVE,
    ROLE,
    SCHOOL_CUE,
    STREET_HEAD,
    TITLE,
    TOWN,
    TRADE,
    UNIT,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

INTRODUCES = TITLE | KIN | ROLE | TRADE
GRAMMAR = FUNCTION | POSSESSIVE | PLAIN_CAPITAL | WEEKDAY
NEVER = GRAMMAR | ORDINARY | ACRONYM
CUES = PLACE_CUE | STREET_HEAD | SCHOOL_CUE | BUSINESS_CUE | TITLE | KIN | ROLE | ARTICLE | NUMBER | MONTH | LOCATIVE
AFTER_NAME_ORDINARY = CUES | NEVER | VERB | COMMON | PLAIN | UNIT | TRADE | LARGE | ORDINAL
NOT_BETWEEN = AFTER_NAME_ORDINARY & ~COMMON
OPENS_SURELY = NAME | UNKNOWN | TOWN | CHAIN
MAYBE_NAMES = NAME | ALSO_WORD | UNKNOWN
SHORTEST_UNKNOWN = 4
NEVER_ASIDE = words("casing", "never_aside")
NAMES_OVER_OF = words("casing", "names_over_of")
TITLES_AS_NICKNAMES = words("casing", "titles_as_nicknames")
SHORT_NAMES = words("casing", "short_names")


def trust_capitals(reading: Reading) -> None:
    """Capitals mean something in a sentence that begins with one and does not shout.

    Only in a text that writes its names so: phones put a capital at the start of a message and nowhere else."""
    names_have_capitals = _names_have_capitals(reading)
    for first, last in stretches(reading):
        words = [place for place in range(first, last) if reading.shapes[place] < DIGITS]
        upper = sum(reading.shapes[place] == UPPER for place in words)
        shouted = upper > 2 and upper * 2 > len(words)
        opened = sum(reading.opening[place] for place in words)
        kept = sum(reading.opening[place] and reading.shapes[place] != LOWER for place in words)
        trusted = names_have_capitals and not shouted and kept * 2 >= opened
        reading.trusted[first:last] = [trusted] * (last - first)


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """Token ranges judged on their own: sentences, short ones joined to what follows them."""
    ranges, first = [], 0
    for place in range(1, reading.size):
        if reading.opening[place] and reading.shapes[place] < DIGITS and place - first >= 6:
            ranges.append((first, place))
            first = place
    return [*ranges, (first, reading.size)] if reading.size else []


def find_proper(reading: Reading) -> None:
    """Fills in `reading.proper`."""
    for place in range(reading.size):
        if reading.shapes[place] < DIGITS and not reading.public[place]:
            reading.proper[place] = (
                _by_capital(reading, place) if reading.trusted[place] else _surely_a_name(reading, place)
            )
    for place in range(reading.size):
        if reading.shapes[place] < DIGITS and not reading.proper[place] and not reading.public[place]:
            beside = reading.is_proper(place - 1) or reading.is_proper(place + 1)
            if beside or reading.bits[place] & MAYBE_NAMES:
                reading.proper[place] = _beside_a_name(reading, place)


def _names_have_capitals(reading: Reading) -> bool:
    """Phones put a capital at the start of a message and none on the names inside it."""
    capitals = lower = 0
    for place, shape in enumerate(reading.shapes):
        if shape == LOWER:
            lower += _surely_a_name(reading, place) and not reading.bits[place] & UNKNOWN
        elif shape < DIGITS:
            capitals += not reading.opening[place] and not reading.public[place]
    return capitals > lower or capitals == lower == 0


def _by_capital(reading: Reading, place: int) -> bool:
    bits, shape = reading.bits[place], reading.shapes[place]
    if shape == LOWER:
        return _surely_a_name(reading, place)
    if bits & WEEKDAY:
        return False
    if reading.opening[place]:
        return _opens_a_name(reading, place)
    if bits & (GRAMMAR | ARTICLE) and not bits & (NAME | NICKNAME):
        return _capital_ahead(reading, place) or _capital_behind(reading, place)
    if reading.folds[place] in TITLES_AS_NICKNAMES and reading.word(place - 1) in ("el", "al", "del"):
        return True
    return not bits & (TITLE | MONTH) or bool(bits & (NAME | NICKNAME)) or _capital_ahead(reading, place)


def _opens_a_name(reading: Reading, place: int) -> bool:
    bits = reading.bits[place]
    if bits & NEVER and not bits & NAME:
        return bool(bits & ARTICLE) and _capital_ahead(reading, place)
    if bits & OPENS_SURELY and not bits & (ALSO_WORD | ROLE):
        return not bits & UNKNOWN or len(reading.folds[place]) >= SHORTEST_UNKNOWN
    return not bits & (CUES | VERB) and _capital_ahead(reading, place)


def _surely_a_name(reading: Reading, place: int) -> bool:
    bits = reading.bits[place]
    if bits & NEVER:
        return False
    if bits & NAME:
        return not bits & (ALSO_WORD | CUES)
    if bits & UNKNOWN:
        return len(reading.folds[place]) >= SHORTEST_UNKNOWN
    return bool(bits & TOWN)


def _capital_ahead(reading: Reading, place: int) -> bool:
    after = place + 1
    return (
        reading.shape(after) in (CAPITAL, UPPER)
        and reading.joined(after)
        and not reading.public[after]
        and not reading.has(after, WEEKDAY | TITLE)
    )


def _capital_behind(reading: Reading, place: int) -> bool:
    """`Un Paso Más`: grammar inside a run of capitals belongs to the name."""
    return reading.is_proper(place - 1) and reading.shape(place - 1) in (CAPITAL, UPPER) and reading.joined(place)


def _beside_a_name(reading: Reading, place: int) -> bool:
    """`luz` alone is light; `maria luz`, `mi hija luz` and `luz martinez` are not."""
    bits = reading.bits[place]
    if reading.folds[place] in SHORT_NAMES and reading.word(place + 1) == "." and reading.has(place + 2, NAME):
        return True
    if bits & MONTH and bits & NAME and reading.has(place + 1, NAME) and reading.is_proper(place + 1):
        return True
    if _opens_with_a_full_name(reading, place):
        return True
    if bits & UNKNOWN and reading.has(place - 1, TITLE):
        return len(reading.folds[place]) >= 3
    if not bits and not reading.trusted[place] and _where_a_name_stands(reading, place):
        return len(reading.folds[place]) >= 4
    if _after_given_name(reading, place) or _before_initial(reading, place) or _between_title_and_name(reading, place):
        return True
    if not bits & (ALSO_WORD | TITLE) or bits & (NEVER | ARTICLE | KIN):
        return False
    if reading.trusted[place] and reading.shapes[place] == LOWER:
        return False
    return _name_next_door(reading, place)


def _opens_with_a_full_name(reading: Reading, place: int) -> bool:
    """`teresa armienta cuenta que`: a name that is a word too, a word of no list, and what she does."""
    if reading.trusted[place] or not reading.has(place, NAME) or reading.has(place, NEVER | VERB | COMMON):
        return False
    after = place + 1
    opens = place == 0 or reading.shape(place - 1) == MARK
    unlisted = reading.shape(after) < DIGITS and not reading.bits[after] and len(reading.folds[after]) >= 5
    return opens and unlisted and (reading.has(after + 1, VERB | FUNCTION) or reading.shape(after + 1) == MARK)


def _where_a_name_stands(reading: Reading, place: int) -> bool:
    """`la maestra cony`, `mi compadre eliodoro`, `ing. roel cavazos`: words in no list of ordinary ones."""
    before = place - 1 - (reading.word(place - 1) == ".")
    if _opens_with_a_full_name(reading, place - 1):
        return True
    if reading.has(before, TITLE) or (reading.has(before, KIN) and reading.has(before - 1, POSSESSIVE)):
        return True
    return reading.is_proper(place + 1) and reading.has(place + 1, NAME)


def _after_given_name(reading: Reading, place: int) -> bool:
    """`chuy burro`, `iván higuera`: no ordinary word, right behind a name, in text without capitals."""
    if reading.trusted[place] or not (reading.has(place - 1, NAME) and reading.is_proper(place - 1)):
        return False
    if len(reading.folds[place]) == 1:
        return False
    if reading.has(place, NAME) and (reading.shape(place + 1) == MARK or reading.has(place + 1, FUNCTION)):
        return not reading.has(place, FUNCTION | VERB)
    if reading.is_proper(place - 2) and reading.has(place - 2, NAME) and reading.shape(place + 1) == MARK:
        return not reading.has(place, NEVER | VERB | KIN | ROLE | PLAIN)
    return not reading.has(place, AFTER_NAME_ORDINARY)


def _before_initial(reading: Reading, place: int) -> bool:
    """`socorro g.`"""
    initial = len(reading.word(place + 1)) == 1 and reading.word(place + 2) == "."
    return initial and reading.has(place, NAME) and not reading.has(place, NEVER) and reading.shape(place + 1) < DIGITS


def _between_title_and_name(reading: Reading, place: int) -> bool:
    """`el notario barriga ochoa`, `su amigo chava reyna`, `un tal mundo cortés`."""
    named = reading.is_proper(place + 1) and reading.has(place + 1, NAME) and not reading.trusted[place]
    if reading.word(place - 1) == "tal" or (reading.has(place - 1, KIN) and reading.has(place - 2, POSSESSIVE)):
        return named and not reading.has(place, NOT_BETWEEN & ~(ORDINARY | ROLE))
    return named and reading.has(place - 1, TITLE | ROLE) and not reading.has(place, NOT_BETWEEN)


def _name_next_door(reading: Reading, place: int) -> bool:
    if any(reading.is_proper(beside) for beside in (place - 1, place + 1)):
        return True
    if not reading.has(place, NAME):
        return False
    if (
        reading.word(place - 1) == "," == reading.word(place + 1)
        and not reading.has(place, VERB | PLAIN)
        and reading.folds[place] not in NEVER_ASIDE
    ):
        return True
    if (
        reading.word(place - 1) in ("y", "e", "o", ",")
        and reading.is_proper(place - 2)
        and reading.has(place - 2, NAME)
    ):
        return True
    if reading.word(place - 1) in ("la", "los", "el", "de") and (
        reading.word(place - 2) in NAMES_OVER_OF or reading.word(place - 3) in NAMES_OVER_OF
    ):
        return True
    return (
        reading.has(place - 1, INTRODUCES)
        or reading.has(place - 1, NAME)
        or (reading.has(place + 1, NAME) and not reading.has(place + 1, NEVER))
    )


def restored(reading: Reading) -> str:
    """The text with capitals where sentences begin and where names stand; the same length, code point by code point."""
    letters = list(reading.text)
    for place in range(reading.size):
        if reading.proper[place] or reading.opening[place]:
            first = reading.starts[place]
            letters[first] = _one_upper(letters[first])
    return "".join(letters)


def _one_upper(letter: str) -> str:
    upper = letter.upper()
    return upper if upper.lower() == letter else letter
