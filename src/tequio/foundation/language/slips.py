"""Slips of the pen, pure: one letter left out, put in, mistaken or changed with its neighbour."""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

from tequio.foundation.language.dictionary import known_word
from tequio.foundation.language.distinctions import is_roman
from tequio.foundation.language.memory import LONGEST_WORD

SHORTEST = 5


def one_slip(first: str, second: str) -> bool:
    """Whether one slip leads from one word to the other."""
    return first != second and abs(len(first) - len(second)) <= 1 and OSA.distance(first, second, score_cutoff=1) == 1


def shortened(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: two words one slip apart share one of these.

    What is longer than any word comes alone: it would be copied once for each of its letters.
    """
    yield word
    if len(word) > LONGEST_WORD:
        return
    yield from (word[:at] + word[at + 1:] for at in range(len(word)))


def readings(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Each word that may be a slip, with the ordinary words among `words` that it can be read as.

    Only letters alone, as many as a word has and in no dictionary, are a slip.
    """
    kinds = sorted(word for word in set(words) if SHORTEST <= len(word) <= LONGEST_WORD and word.isalpha())
    # Asked once for each word: in a very large sheet there are more words than are remembered.
    ordinary = [word for word in kinds if known_word(word)]
    odd = [word for word in sorted(set(kinds) - set(ordinary)) if not is_roman(word)]
    if not odd:
        return {}
    meant: dict[str, list[str]] = {}
    for word in ordinary:
        for part in shortened(word):
            meant.setdefault(part, []).append(word)
    return {word: tuple(sorted({other for part in shortened(word) for other in meant.get(part, ())
                                if one_slip(word, other)})) for word in odd}
