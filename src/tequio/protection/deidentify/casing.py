"""Which words stand for names, by their capitals where capitals can be trusted and by what they are where not."""

from tequio.protection.deidentify.lexicon import BIT
from tequio.protection.deidentify.reading import CAPITAL, DIGITS, LOWER, MARK, UPPER, Reading

NAME, ALSO, UNKNOWN = BIT["NAME"], BIT["ALSO_WORD"], BIT["UNKNOWN"]
INTRODUCES = BIT["TITLE"] | BIT["KIN"]
NEVER = BIT["FUNCTION"] | BIT["ORDINARY"] | BIT["ACRONYM"] | BIT["WEEKDAY"] | BIT["POSSESSIVE"]
CUES = (BIT["PLACE_CUE"] | BIT["STREET_HEAD"] | BIT["SCHOOL_CUE"] | BIT["BUSINESS_CUE"] | BIT["TITLE"] | BIT["KIN"] | BIT["ROLE"]
        | BIT["ARTICLE"] | BIT["NUMBER"] | BIT["MONTH"] | BIT["LOCATIVE"])
SHORTEST_UNKNOWN = 4


def trust_capitals(reading: Reading) -> None:
    """Capitals mean something in a line where some words have them and most letters do not."""
    for first, last in lines(reading):
        words = [place for place in range(first, last) if reading.shapes[place] < DIGITS]
        upper = sum(reading.shapes[place] == UPPER for place in words)
        capital = sum(reading.shapes[place] == CAPITAL for place in words)
        shouted = upper > 2 and upper * 2 > len(words)
        opened = sum(reading.opening[place] for place in words)
        kept = sum(reading.opening[place] and reading.shapes[place] != LOWER for place in words)
        trusted = not shouted and capital > 0 and kept * 2 >= opened
        reading.trusted[first:last] = [trusted] * (last - first)


def lines(reading: Reading) -> list[tuple[int, int]]:
    """Token ranges judged on their own: sentences, with short ones joined to what follows them."""
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
            reading.proper[place] = _by_capital(reading, place) if reading.trusted[place] else _by_evidence(reading, place)
    for place in range(reading.size):
        if not reading.proper[place] and not reading.public[place]:
            reading.proper[place] = _beside_a_name(reading, place)


def _by_capital(reading: Reading, place: int) -> bool:
    bits, shape = reading.bits[place], reading.shapes[place]
    if shape == LOWER:
        return _surely_a_name(reading, place)
    if bits & NEVER and not bits & NAME:
        return False
    if shape == UPPER and len(reading.folds[place]) < 2:
        return False
    if not reading.opening[place]:
        return not bits & (BIT["TITLE"] | BIT["MONTH"]) or _capital_ahead(reading, place)
    if bits & (NAME | UNKNOWN | BIT["TOWN"] | BIT["CHAIN"]) and not bits & (ALSO | BIT["ROLE"]):
        return True
    return not bits & (CUES | BIT["VERB"]) and _capital_ahead(reading, place)


def _by_evidence(reading: Reading, place: int) -> bool:
    return _surely_a_name(reading, place)


def _surely_a_name(reading: Reading, place: int) -> bool:
    bits = reading.bits[place]
    if bits & NEVER:
        return False
    if bits & NAME:
        return not bits & (ALSO | CUES)
    if bits & UNKNOWN:
        return len(reading.folds[place]) >= SHORTEST_UNKNOWN
    return bool(bits & BIT["TOWN"]) and not bits & BIT["TOPONYM"]


def _capital_ahead(reading: Reading, place: int) -> bool:
    after = place + 1
    return reading.shape(after) in (CAPITAL, UPPER) and not reading.has(after, NEVER | BIT["ARTICLE"]) and reading.joined(after)


def _beside_a_name(reading: Reading, place: int) -> bool:
    """`luz` alone is light; `maria luz`, `mi hija luz` and `luz martinez` are not."""
    bits = reading.bits[place]
    if not bits & ALSO or bits & NEVER or reading.shapes[place] == MARK:
        return False
    if reading.trusted[place] and reading.shapes[place] == LOWER:
        return False
    return _name_next_door(reading, place)


def _name_next_door(reading: Reading, place: int) -> bool:
    for beside in (place - 1, place + 1):
        if reading.is_proper(beside) and reading.has(beside, NAME) and reading.shape(beside) < DIGITS:
            return True
    return reading.has(place - 1, INTRODUCES) and reading.has(place, ALSO) and not reading.has(place, BIT["ARTICLE"])


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
    return upper if len(upper) == 1 else letter
