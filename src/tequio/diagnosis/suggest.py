"""Suggesting codes for a passage, pure: each suggestion shows the words it rests on. People decide.

A cue is one or more words; it fits where their stems follow each other in a sentence, so «robo» finds «robaron» and
«no hay luz» is not found in «hay luz».
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.sentences import sentences
from tequio.foundation.language.stems import stem, stems
from tequio.foundation.language.tokens import tokens


@dataclass(frozen=True)
class Suggestion:
    """A code for the sentence [start, end) in code points, and the words that called for it."""

    code: str
    start: int
    end: int
    because: str


class Suggester:
    """Cues by their first stem, made once for a codebook."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for code, phrases in cues.items():
            for phrase in phrases:
                if wanted := tuple(stems(phrase)):
                    self._by_first[wanted[0]].append((wanted, code))

    def suggest(self, text: str) -> list[Suggestion]:
        """At most one suggestion per code and text: the first sentence with one of its cues."""
        found: dict[str, Suggestion] = {}
        for start, end in sentences(text):
            words = [token for token in tokens(text[start:end]) if token.text[0].isalnum()]
            for code, first, last in self._cues_in([stem(fold_word(word.text)) for word in words]):
                because = text[start + words[first].start:start + words[last].end]
                found.setdefault(code, Suggestion(code, start, end, because))
        return list(found.values())

    def _cues_in(self, spoken: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        for at, first in enumerate(spoken):
            for wanted, code in self._by_first.get(first, ()):
                if tuple(spoken[at:at + len(wanted)]) == wanted:
                    yield code, at, at + len(wanted) - 1
