"""Phrases looked up word by word: what the territory's catalogue, the glossary and the fixed lists name."""

from collections.abc import Iterable

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.tokens import TOKEN
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.reading import Reading


class Phrasebook:
    """First word → the phrases that begin with it, longest first."""

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, label in entries:
            self._add(tuple(fold_word(word) for word in TOKEN.findall(phrase)), label)
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def find(self, reading: Reading, reason: str) -> list[Found]:
        """Every longest phrase of the book in the text, without overlaps."""
        found, here = [], 0
        while here < reading.size:
            phrase = self._at(reading, here) if reading.folds[here] in self._by_first else None
            if phrase is None:
                here += 1
                continue
            found.append(Found(here, here + len(phrase[0]), phrase[1], reason))
            here += len(phrase[0])
        return found

    def _add(self, words: tuple[str, ...], label: str) -> None:
        if words:
            self._by_first.setdefault(words[0], []).append((words, label))

    def _at(self, reading: Reading, here: int) -> tuple[tuple[str, ...], str] | None:
        for words, label in self._by_first[reading.folds[here]]:
            if tuple(reading.folds[here : here + len(words)]) == words:
                return words, label
        return None
