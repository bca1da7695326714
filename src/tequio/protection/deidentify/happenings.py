"""What happened: verbs of the past, and how far what they tell reaches."""

from tequio.protection.deidentify.reading import LOWER, MARK, Reading
from tequio.protection.deidentify.wordclasses import FUNCTION, KIN

CLAUSE_REACH = 7
CLAUSES = frozenset(("y", "que", "pero", "porque", "cuando", "por", "ahora", "pues"))
DONE = ("aron", "ieron", "aba", "aban", "io", "ia", "ian")
SHORTEST_PAST = 5


def happened(reading: Reading, place: int) -> bool:
    """A verb that says what was: `quemaron`, `denunció`, `enterramos`."""
    word = reading.word(place)
    if len(word) < SHORTEST_PAST or reading.shape(place) != LOWER or reading.has(place, FUNCTION):
        return False
    accented = reading.text[reading.ends[place] - 1] in "óéí"
    return accented or word.endswith(DONE) or (word.endswith(("amos", "imos")) and not reading.has(place, KIN))


def told_end(reading: Reading, verb: int) -> int:
    """Past `quemaron la tienda de abajo`: to a mark or a new clause, a few words at most."""
    here = verb + 1
    while here < reading.size and here - verb < CLAUSE_REACH - 1 and reading.shapes[here] != MARK:
        if reading.word(here) in CLAUSES or reading.public[here] or not reading.joined(here):
            break
        here += 1
    return here
