"""The words of a voice as steps that can be chosen, each with its place in the voice. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.foundation.language.folding import fold
from tequio.foundation.trail.wording import Stretch

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """`text` as the page shows it, its place in what was said, and what stands between it and the word before."""

    start: int
    end: int
    text: str
    gap: str = ""
    hidden: bool = False


def words_of(stretches: Iterable[Stretch]) -> tuple[list[Word], str]:
    """Every word in order, and what stands after the last. What is hidden is one word, whatever lies under it."""
    found: list[Word] = []
    gap = ""
    for stretch in stretches:
        if stretch.hidden:
            found.append(Word(stretch.start, stretch.end, stretch.text, gap, hidden=True))
            gap = ""
            continue
        here = 0
        for word in WORD.finditer(stretch.text):
            found.append(Word(stretch.start + word.start(), stretch.start + word.end(), word[0],
                              gap + stretch.text[here:word.start()]))
            gap, here = "", word.end()
        gap += stretch.text[here:]
    return found, gap


def found_between(words: Sequence[Word], first: str, last: str) -> tuple[int, int] | None:
    """The passage from the words `first` to the words `last` (or of `first` alone), or None where it is not one.

    Written as the page shows them; capitals, accents and stops do not count.
    """
    folded = [fold(word.text) for word in words]
    begins, ends = _asked(first), _asked(last)
    starts = _runs(folded, begins, 0)
    if len(starts) != 1:
        return None
    at = starts[0]
    if not ends:
        return words[at].start, words[at + len(begins) - 1].end
    closing = _runs(folded, ends, at)
    return (words[at].start, words[closing[0] + len(ends) - 1].end) if closing else None


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What all of them cover together, as stretches that lie apart, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _asked(phrase: str) -> list[str]:
    """What was typed, cut as the page is: the name of what is hidden stands in brackets there."""
    return [fold(part) for part in re.findall(r"\[[^\]]*\]|" + WORD.pattern, phrase)]


def _runs(folded: Sequence[str], asked: Sequence[str], after: int) -> list[int]:
    if not asked:
        return []
    return [at for at in range(after, len(folded) - len(asked) + 1) if list(folded[at:at + len(asked)]) == asked]
