"""Which texts say the same in other typing, pure. Only these are joined by themselves; people decide about the rest.

Two texts are the same when their words are, whatever the case, accents and punctuation, or when one reads as the other
once its slips of the pen are mended: a word that no dictionary holds, one letter away from an ordinary word that stands
at the same place in the other text. Names of streets and places are left as they are written. A text that could be read
as two different ones joins neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tequio.foundation.language.distinctions import written
from tequio.foundation.language.naming import named
from tequio.foundation.language.slips import readings

Words = tuple[str, ...]
MOST_SLIPS = 3
MOST_READINGS = 64


def same_in_other_typing(texts: Sequence[str]) -> list[list[int]]:
    """Positions of `texts` by group, in the order of their first members; singletons included.

    Each position stands in exactly one group, and the groups are the same in whatever order the texts come.
    """
    spelled = [written(text) or (text,) for text in texts]
    meant = mended(spelled)
    groups: dict[Words, list[int]] = {}
    for position, words in enumerate(spelled):
        groups.setdefault(meant.get(words, words), []).append(position)
    return list(groups.values())


def mended(spelled: Sequence[Words]) -> dict[Words, Words]:
    """Texts with slips, each with the one other text among them that it was meant to be."""
    there = set(spelled)
    read_as = readings(word for words in there for word in words)
    read_as = {word: others for word, others in read_as.items() if others}
    found: dict[Words, Words] = {}
    for words in there:
        wholes = [other for other in _readings(words, read_as) if other in there]
        clean = [other for other in wholes if not any(further in there for further in _readings(other, read_as))]
        if len(clean) == 1:
            found[words] = clean[0]
    return found


def _readings(words: Words, read_as: Mapping[str, Sequence[str]]) -> Iterator[Words]:
    """The text with some of its slips mended, as far as it has few."""
    odd = [at for at, word in enumerate(words) if word in read_as and not named(words, at)]
    if not 0 < len(odd) <= MOST_SLIPS:
        return
    choices = [(words[at], *read_as[words[at]]) for at in odd]
    for number, choice in enumerate(product(*choices)):
        if number >= MOST_READINGS:
            return
        other = list(words)
        for at, word in zip(odd, choice, strict=True):
            other[at] = word
        if tuple(other) != words:
            yield tuple(other)
