"""Slips of the pen, pure: one letter left out, put in, mistaken or changed with its neighbour."""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

from tequio.foundation.language.dictionary import known_word
from tequio.foundation.language.distinctions import is_roman

SHORTEST = 5


def may_be_slip(word: str) -> bool:
    """Whether a folded word can be a slip at all: long enough, letters alone, and in no dictionary."""
    return len(word) >= SHORTEST and word.isalpha() and not is_roman(word) and not known_word(word)


def one_slip(first: str, second: str) -> bool:
    """Whether one slip leads from one word to the other."""
    return first != second and abs(len(first) - len(second)) <= 1 and OSA.distance(first, second, score_cutoff=1) == 1


def shortened(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: two words one slip apart share one of these."""
    yield word
    yield from (word[:at] + word[at + 1:] for at in range(len(word)))


def readings(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Each word that may be a slip, with the ordinary words among `words` that it can be read as."""
    kinds = sorted(set(words))
    odd = [word for word in kinds if may_be_slip(word)]
    if not odd:
        return {}
    meant: dict[str, list[str]] = {}
    for word in kinds:
        if len(word) >= SHORTEST and word.isalpha() and known_word(word):
            for part in shortened(word):
                meant.setdefault(part, []).append(word)
    return {word: tuple(sorted({other for part in shortened(word) for other in meant.get(part, ())
                                if one_slip(word, other)})) for word in odd}
