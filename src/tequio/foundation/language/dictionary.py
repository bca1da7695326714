"""Whether a word is ordinary Spanish and what its base form is, from the word lists inside simplemma."""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.memory import LONGEST_WORD, remembered

ACCENTED = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "n": "ñ"}
ALIKE = (("s", "c"), ("s", "z"), ("c", "s"), ("v", "b"), ("b", "v"), ("y", "ll"), ("ll", "y"))
CLITICS = re.compile(r"(?:(?:me|te|se|nos|os)?(?:lo|la|los|las|le|les)|me|te|se|nos)$")
# Small, hard and very: `casita`, `cinturonazo`, `rapidísimo`.
DIMINUTIVE = re.compile(r"(?:c?it|ot|az|illo?|isim)([oa]s?)$")
# How a polite order goes back to its verb: `quite` to quitar, `corran` to correr, `busque` to buscar.
ORDERS = (("que", "car"), ("gue", "gar"), ("ce", "zar"), ("e", "ar"), ("a", "er"), ("a", "ir"))
# A trie in the cache of this account: it opens at once, where decoding the list takes a second and 90 MB.
LISTED = DictionaryLookupStrategy(TrieDictionaryFactory())
VERB_STEM = re.compile(r"(?:[aeiáéí]r|ndo|[aei]n|[aeiáéí])$")
# In a shorter word one letter makes another word or a name.
SHORTEST_SLIP = 8
LETTERS = "aeiounsrlctdmpvbgfhjyqzxkñáéíóúü"


@remembered
def known_word(word: str) -> bool:
    """True for dictionary words, also without their accents, with pronouns attached, or made small: `dijomelo`,
    `taqueria`, `casita`. False for most names, places and nicknames."""
    if len(word) > LONGEST_WORD:
        return False
    plain = normalize("NFC", word.lower())
    return _listed(plain) or _with_pronouns(plain) or _made_small(plain) or _ends_regularly(plain)


@remembered
def lemma(word: str) -> str:
    """The base form, folded: `amenazaron` → `amenazar`; a word that simplemma does not know stays as it is."""
    for spelling in _spellings(normalize("NFC", word.lower())) if len(word) <= LONGEST_WORD else ():
        if found := LISTED.get_lemma(spelling, "es"):
            return fold_word(found)
    return fold_word(word)


@remembered
def misspelt(word: str) -> bool:
    """True when one swap of letters that sound alike makes a dictionary word: `nesesita`, `boy`, `aser`; or, in a long
    word, one letter too few or too many or two that changed places: `mantnimiento`."""
    if len(word) > LONGEST_WORD:
        return False
    plain = fold_word(word)
    if any(known_word(spelling) for spelling in _sounding_alike(plain)):
        return True
    return len(plain) >= SHORTEST_SLIP and any(_is_in_list(spelling) for spelling in _slipped(plain))


@cache
def _ending(gender: str) -> tuple[str, ...]:
    return tuple(base + gender for base in ("", "o", "a", "e"))


def _is_in_list(word: str) -> bool:
    return LISTED.get_lemma(word, "es") is not None


def _listed(word: str) -> bool:
    return any(_is_in_list(spelling) for spelling in _spellings(word))


def _spellings(word: str) -> list[str]:
    """The word, and the word with one letter given its accent or tilde back."""
    restored = [
        word[:place] + ACCENTED[letter] + word[place + 1 :] for place, letter in enumerate(word) if letter in ACCENTED
    ]
    return [word, *restored]


def _sounding_alike(word: str) -> list[str]:
    swapped = [
        word[:place] + other + word[place + len(heard) :]
        for heard, other in ALIKE
        for place in range(len(word))
        if word.startswith(heard, place)
    ]
    return [*swapped, "h" + word]


def _slipped(word: str) -> Iterator[str]:
    """Every spelling from which one slip of a finger makes the word."""
    for place in range(len(word)):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in LETTERS:
            yield before + letter + after


def _with_pronouns(word: str) -> bool:
    found = CLITICS.search(fold_word(word))
    if found is None or found.start() < 3:
        return False
    stem = word[: found.start()]
    if not VERB_STEM.search(stem):
        return False
    plain = fold_word(stem)
    order = plain.removesuffix("n")
    if _listed(plain) or plain == stem:
        # Without its accent an order with pronouns looks like many a nickname.
        return _listed(plain)
    return any(
        _is_in_list(order.removesuffix(ending) + verb) for ending, verb in ORDERS if order.endswith(ending)
    )


def _made_small(word: str) -> bool:
    folded = fold_word(word)
    found = DIMINUTIVE.search(folded)
    if found is None or found.start() < 3:
        return False
    root = folded[: found.start()]
    return any(_listed(root + end) for end in _ending(found[1][:1]))


def _ends_regularly(word: str) -> bool:
    folded = fold_word(word)
    return folded.endswith("mente") and len(folded) > 7 and _listed(folded[:-5])
