"""What stands beside: `junto a la vulcanizadora`, `a un lado de la capilla de los Toledo`."""

from tequio.protection.deidentify.found import proper_end
from tequio.protection.deidentify.lexicon import phrases
from tequio.protection.deidentify.reading import DIGITS, Reading
from tequio.protection.deidentify.wordclasses import ARTICLE, DEFINITE, FUNCTION, POSSESSIVE, VERB

BESIDE = phrases("phrases", "beside")
FIRSTS = frozenset(phrase[0] for phrase in BESIDE)
LONGEST = max(map(len, BESIDE))
MOST_NOUNS = 2


def beside_end(reading: Reading, place: int) -> int:
    """The end of `junto a la iglesia`; `place` itself when nothing stands beside."""
    here = place + (reading.word(place) == ",")
    if reading.word(here) not in FIRSTS or not reading.joined(here):
        return place
    for length in range(LONGEST, 0, -1):
        if tuple(reading.folds[here : here + length]) in BESIDE:
            end = thing_end(reading, here + length)
            return end if end > here + length else place
    return place


def thing_end(reading: Reading, place: int) -> int:
    """The end of `la ladrillera de los Toledo`: a noun, or a name, again after `de`; `place` when none is there."""
    here = end = place
    for _ in range(MOST_NOUNS):
        while reading.has(here, DEFINITE | ARTICLE | POSSESSIVE):
            here += 1
        if reading.shape(here) >= DIGITS or reading.has(here, FUNCTION) or reading.public[here]:
            break
        if reading.has(here, VERB) and here == end:
            break
        here = end = max(here + 1, proper_end(reading, here))
        if reading.word(here) not in ("de", "del"):
            break
        here += 1
    return end
