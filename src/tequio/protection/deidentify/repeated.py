"""A name found once is a name wherever it stands in the same text."""

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.reading import DIGITS, Reading
from tequio.protection.deidentify.wordclasses import COMMON, CUE_BITS, FUNCTION, KIN, PLAIN, ROLE, TITLE, VERB

WHO = frozenset(("PERSON", "ALIAS"))
ORDINARY_TOO = COMMON | CUE_BITS | FUNCTION | KIN | PLAIN | ROLE | TITLE | VERB
SHORTEST = 4


def repeated(reading: Reading, found: list[Found]) -> list[Found]:
    """`se llama rutilio … y rutilio dijo`: the words of people's names, where no rule saw them again."""
    seen = {place for span in found for place in range(span.first, min(span.last, reading.size))}
    names: dict[str, str] = {}
    for span in found:
        if span.label in WHO:
            names.update(
                (reading.folds[place], span.label)
                for place in range(span.first, min(span.last, reading.size))
                if _telling(reading, place)
            )
    return [
        Found(place, place + 1, names[fold], "again")
        for place, fold in enumerate(reading.folds)
        if fold in names and place not in seen
    ]


def _telling(reading: Reading, place: int) -> bool:
    word = reading.shapes[place] < DIGITS and len(reading.folds[place]) >= SHORTEST
    return word and not reading.has(place, ORDINARY_TOO) and not reading.public[place]
