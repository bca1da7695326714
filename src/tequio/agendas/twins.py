"""Which texts probably ask the same in other words, pure: offered to people, never joined by themselves.

Likely twins have the same words of content in another order, or one of them has one word more. A number that refers to
another proposal («7898-Baños…», «(agrupada con 7898)») is left aside. Texts that differ in a negation, a quantity, a
direction, a letter, an opposite verb or the name of a place are no twins.
"""

import re
from collections.abc import Iterator, Sequence

from tequio.agendas.similar import mended
from tequio.foundation.language.dictionary import lemma
from tequio.foundation.language.distinctions import NEGATED, SIDES, tells_apart, written
from tequio.foundation.language.naming import named
from tequio.foundation.language.stems import stem

# Every repetition has an end, so that no text is gone through again from each of its signs.
REFERENCE = re.compile(
    r"^(?:n[uú]m(?:ero)?\.?|n[º°.]|folio|propuesta|prop\.?|#)?\s{0,9}[#(]?\d{1,20}\s{0,9}[-–—.:)\]º°]{1,9}\s{0,9}"
    r"|\([^()\d]{0,80}\d[^()]{0,80}\)$", re.IGNORECASE)
_FUNCTION_WORDS = """
a al ante con como cual cuando de del desde donde e el en entre es esa ese esta este ha han hay la las le les lo los
me mi nos o para pero por porque que se ser si son su sus te tu u un una unas unos y ya
"""
FUNCTION = frozenset(_FUNCTION_WORDS.split())
FEWEST = 3
FEWEST_WITH_ONE_MORE = 4

# Content in order of the alphabet, and what tells the text apart.
Gist = tuple[tuple[str, ...], tuple[str, ...]]


def likely_twins(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions, the earlier first; each position stands with the earliest that it is like."""
    spelled = [written(REFERENCE.sub("", text.strip())) for text in texts]
    meant = mended(spelled)
    gists = [_gist(meant.get(words, words)) for words in spelled]
    first: dict[Gist, int] = {}
    marked: dict[int, list[int]] = {}
    for position, gist in enumerate(gists):
        if first.setdefault(gist, position) == position:
            marked.setdefault(_mark(gist), []).append(position)
    pairs: set[tuple[int, int]] = set()
    for position, gist in enumerate(gists):
        if len(gist[0]) < FEWEST:
            continue
        if first[gist] != position:
            pairs.add((first[gist], position))
        else:
            pairs |= {(min(position, other), max(position, other))
                      for at, mark in _with_one_less(gist) for other in marked.get(mark, ())
                      if gists[other] == (gist[0][:at] + gist[0][at + 1:], gist[1])}
    return sorted(pairs)


def _gist(words: Sequence[str]) -> Gist:
    """What a text says, whatever its order; names keep their words, and what is denied or opposed its neighbour."""
    content, apart = [], []
    opposed = _opposed(words)
    for at, word in enumerate(words):
        side = lemma(word) in SIDES
        if tells_apart(words, at):
            apart.append(f"{word} {_next(words, at)}" if word in NEGATED else word)
        elif side or (named(words, at) and word not in FUNCTION):
            apart.append(f"{lemma(word)} {_next(words, at)}" if side and opposed else lemma(word))
        if word not in FUNCTION:
            content.append(stem(word))
    return tuple(sorted(content)), tuple(sorted(apart))


def _opposed(words: Sequence[str]) -> bool:
    """Whether two sides of one opposition stand in the text: then it matters which of them goes with what."""
    sides: dict[int, set[str]] = {}
    for word in words:
        if (base := lemma(word)) in SIDES:
            sides.setdefault(SIDES[base], set()).add(base)
    return any(len(both) > 1 for both in sides.values())


def _next(words: Sequence[str], at: int) -> str:
    return next((stem(words[place]) for place in range(at + 1, len(words)) if words[place] not in FUNCTION), "")


def _mark(gist: Gist) -> int:
    """One number for a gist, from which that of the gist without one of its words follows, without a copy of them."""
    return hash(gist[1]) + sum(map(hash, gist[0]))


def _with_one_less(gist: Gist) -> Iterator[tuple[int, int]]:
    """The places of words of content that may be missing, each word once, with the mark of all others.

    What tells the text apart stays.
    """
    content, apart = gist
    if len(content) > FEWEST_WITH_ONE_MORE:
        apart_stems, whole = {stem(part.split()[0]) for part in apart}, _mark(gist)
        for at, word in enumerate(content):
            if word not in apart_stems and (at == 0 or content[at - 1] != word):
                yield at, whole - hash(word)
