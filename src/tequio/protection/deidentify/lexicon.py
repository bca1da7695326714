"""What each word can be: one bit per class, read from the word lists in `data/` and from Faker's names."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from faker.providers.lorem.es_ES import Provider as SpanishWords
from faker.providers.person.es_ES import Provider as SpanishNames
from faker.providers.person.es_MX import Provider as MexicanNames

from tequio.foundation.language.dictionary import known_word, lemma, misspelt
from tequio.foundation.language.folding import fold, fold_word
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    ALSO_WORD,
    ARTICLE,
    BUSINESS_CUE,
    CHAIN,
    COMMON,
    DEFINITE,
    DEMONSTRATIVE,
    FUNCTION,
    GROUP_PLAIN,
    HEAD,
    HERO,
    KIN,
    KIN_NEVER_ALONE,
    KIN_ORDER,
    KIN_WEAK,
    LARGE,
    LOCATIVE,
    MONTH,
    NAME,
    NAMED_OR_CLOSED,
    NICKNAME,
    NUMBER,
    ORDINAL,
    ORDINARY,
    PART_OF_DAY,
    PLACE_CUE,
    PLACE_WEAK,
    PLAIN,
    PLAIN_CAPITAL,
    POSSESSIVE,
    ROLE,
    SANTO,
    SCHOOL_CUE,
    SINGULAR_S,
    STREET_HEAD,
    STREET_PART,
    TITLE,
    TOPONYM,
    TOWN,
    TRADE,
    UNIT,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

CLASS_OF = {
    "kin": KIN,
    "kin_weak": KIN_WEAK,
    "kin_never_alone": KIN_NEVER_ALONE,
    "kin_order": KIN_ORDER,
    "roles": ROLE,
    "trades": TRADE,
    "first_names": NAME,
    "short_names": NAME,
    "surnames": NAME,
    "also_words": ALSO_WORD,
    "titles": TITLE,
    "words": NICKNAME,
    "heads": HEAD,
    "place_cues": PLACE_CUE,
    "place_cues_weak": PLACE_WEAK,
    "street_heads": STREET_HEAD,
    "street_parts": STREET_PART,
    "school_cues": SCHOOL_CUE,
    "business_cues": BUSINESS_CUE,
    "business_plain": PLAIN,
    "towns": TOWN,
    "chains": CHAIN,
    "toponyms": TOPONYM,
    "heroes": HERO,
    "santos": SANTO,
    "weekdays": WEEKDAY,
    "months": MONTH,
    "parts": PART_OF_DAY,
    "articles": ARTICLE,
    "definite": DEFINITE,
    "possessives": POSSESSIVE,
    "locatives": LOCATIVE,
    "function": FUNCTION,
    "plain": PLAIN,
    "numbers": NUMBER,
    "ordinals": ORDINAL,
    "large": LARGE,
    "units": UNIT,
    "demonstratives": DEMONSTRATIVE,
    "group_plain": GROUP_PLAIN,
    "singular_s": SINGULAR_S,
    "spoken": ORDINARY,
    "capitals": PLAIN_CAPITAL,
    "acronyms": ACRONYM,
    "nouns": COMMON,
}
FILES = ("kin", "people", "nicknames", "places", "time", "grammar", "ordinary", "phrases", "common")


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A closed set that one module asks for."""
    return frozenset(fold(_read("sets")[table][key]).split())


@cache
def phrases(name: str, key: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list, one per line, as tuples of folded words."""
    return frozenset(tuple(fold(line).split()) for line in _read(name)[key].splitlines() if line.strip())


@cache
def listed() -> dict[str, int]:
    """Folded word → the bits of every list it stands in."""
    bits: dict[str, int] = {}
    for name in FILES:
        for key, text in _read(name).items():
            if key in CLASS_OF:
                _mark(bits, text.split(), CLASS_OF[key])
    _mark(bits, _faker_names(), NAME)
    _mark(bits, list(SpanishWords.word_list), COMMON)
    return bits


def classes(word: str) -> int:
    """The bits of a word, with what the dictionary says of it: unknown, or the form of a verb."""
    if len(word) > LONGEST_WORD:
        return UNKNOWN
    folded = fold_word(word)
    bits = listed().get(folded, 0) | _common(folded)
    if folded.startswith("ex") and len(folded) > 5:
        bits |= listed().get(folded[2:], 0) & (KIN | ROLE)
    if bits & NAME and word[-1] in "óé" and word.islower() and known_word(word):
        # `nació` is no Nacio.
        bits &= ~NAME
    if bits & NAMED_OR_CLOSED:
        return bits
    if not known_word(word):
        return bits if misspelt(word) else bits | UNKNOWN
    return bits | (VERB if is_verb(word) else 0)


# No dictionary has longer ones, and asking it would cost more than their length.
LONGEST_WORD = 40
ABSTRACT = (
    "cion",
    "sion",
    "ccione",
    "cione",
    "dad",
    "dade",
    "miento",
    "encia",
    "ancia",
    "ismo",
    "ista",
    "ante",
    "ente",
    "dor",
    "dora",
    "dore",
    "aje",
    "eria",
    "ario",
    "aria",
    "ologo",
    "ologa",
    "ito",
    "ita",
    "mente",
    "ado",
    "ada",
    "ido",
    "ida",
)
PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")


@cache
def _read(name: str) -> dict[str, Any]:
    """One file of word lists, read once."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _common(folded: str) -> int:
    """Ordinary by its list, by its plural, or by an ending that makes abstract nouns and trades."""
    singulars = [folded[:-cut] for cut, ending in ((1, "s"), (2, "es")) if folded.endswith(ending)]
    if any(listed().get(singular, 0) & COMMON for singular in singulars):
        return COMMON
    return COMMON if folded.rstrip("s").endswith(ABSTRACT) and len(folded) > 6 else 0


def is_verb(word: str) -> bool:
    """A conjugated verb or an infinitive, as far as the base form tells; participles count as adjectives, and the forms
    of `tú` as nouns: few in these texts say `tú`, and many names end in s."""
    folded = fold_word(word)
    if folded.endswith(PARTICIPLES) or (folded.endswith("s") and not folded.endswith("mos")):
        return False
    return lemma(word).endswith(("ar", "er", "ir"))


def _mark(bits: dict[str, int], words: list[str], bit: int) -> None:
    for word in words:
        folded = fold(word)
        bits[folded] = bits.get(folded, 0) | bit


def _faker_names() -> list[str]:
    names = (*MexicanNames.first_names, *MexicanNames.last_names, *SpanishNames.first_names)
    return [
        part
        for name in names
        for part in name.split()
        if len(part) > 3 or part in ("Luz", "Paz", "Sol", "Ana", "Eva", "Gil", "Paz", "Noé", "Leo")
    ]
