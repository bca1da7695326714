"""Public bodies stay named, criminal groups become a category, feasts are dates, well-known places are places."""

from functools import cache

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import phrases, words
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.reading import LOWER, UPPER, Reading
from tequio.protection.deidentify.wordclasses import ACRONYM, ARTICLE, DEFINITE, LOCATIVE, POSSESSIVE

BEFORE_BODY = ARTICLE | LOCATIVE | POSSESSIVE
# In lower case these are a body only behind an article: `mi hija marina`.
ALSO_NAMES = frozenset(("marina",))
# In lower case these are ordinary speech.
ONLY_WITH_CAPITALS = words("institutions", "only_with_capitals")
CARTEL = frozenset(("cartel", "carteles"))
PANDILLA = words("institutions", "pandilla")


@cache
def _book(name: str) -> Phrasebook:
    file, key, label = {
        "public": ("phrases", "public", "PUBLIC"),
        "criminal": ("phrases", "criminal", "CRIMINAL_GROUP"),
        "places": ("phrases", "places", "PLACE"),
        "feasts": ("time", "feasts", "DATE"),
        "businesses": ("phrases", "businesses", "BUSINESS"),
    }[name]
    return Phrasebook((" ".join(words), label) for words in phrases(file, key))


def mark_public(reading: Reading) -> None:
    """Public bodies and public abbreviations are never names, whatever their capitals."""
    for found in _book("public").find(reading, "public"):
        if reading.folds[found.first] in ALSO_NAMES and not reading.has(found.first - 1, BEFORE_BODY):
            continue
        reading.public[found.first : found.last] = [True] * (found.last - found.first)
    for place in range(reading.size):
        if reading.bits[place] & ACRONYM and reading.shapes[place] in (UPPER, LOWER):
            reading.public[place] = True


def criminal_groups(reading: Reading) -> list[Found]:
    """Names of criminal groups, and whatever name follows `cártel`."""
    found = [group for group in _book("criminal").find(reading, "criminal") if not _ordinary(reading, group)]
    return [_longer(reading, group) for group in found]


def feasts(reading: Reading) -> list[Found]:
    return _book("feasts").find(reading, "feast")


def well_known_businesses(reading: Reading) -> list[Found]:
    return _book("businesses").find(reading, "gazetteer")


def well_known_places(reading: Reading) -> list[Found]:
    return _book("places").find(reading, "gazetteer")


def _ordinary(reading: Reading, group: Found) -> bool:
    last = group.last - 1
    return reading.folds[last] in ONLY_WITH_CAPITALS and (reading.shapes[last] == LOWER or not reading.trusted[last])


def _longer(reading: Reading, group: Found) -> Found:
    """`cártel de X`: the name goes with the word that announces it."""
    last = group.last
    if reading.folds[last - 1] in CARTEL and reading.word(last) in ("de", "del"):
        here = last + 1
        while reading.has(here, DEFINITE):
            here += 1
        return group._replace(last=min(here + 1, reading.size))
    return group
