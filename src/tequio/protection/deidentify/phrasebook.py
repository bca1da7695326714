"""Phrases looked up word by word: what the territory's catalogue, the glossary and the fixed lists name."""

from collections.abc import Iterable

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.tokens import TOKEN
from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.reading import Reading

Phrase = tuple[tuple[str, ...], str]


class Phrasebook:
    """Phrases by their first two words, longest first: `la` alone would begin half of all places."""

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._alone: dict[str, Phrase] = {}
        self._by_two: dict[tuple[str, str], list[Phrase]] = {}
        for phrase, label in entries:
            self._add(tuple(fold_word(word) for word in TOKEN.findall(phrase)), label)
        for known in self._by_two.values():
            known.sort(key=lambda entry: -len(entry[0]))
        self._firsts = {*self._alone, *(first for first, _ in self._by_two)}

    def find(self, reading: Reading, reason: str) -> list[Found]:
        """Every longest phrase of the book in the text, without overlaps."""
        found: list[Found] = []
        firsts = self._firsts
        if firsts.isdisjoint(reading.folds):
            return found
        for here in [place for place, fold in enumerate(reading.folds) if fold in firsts]:
            if found and here < found[-1].last:
                continue
            if phrase := self._at(reading, here):
                found.append(Found(here, here + len(phrase[0]), phrase[1], reason))
        return found

    def _add(self, words: tuple[str, ...], label: str) -> None:
        if len(words) == 1:
            self._alone[words[0]] = (words, label)
        elif words:
            self._by_two.setdefault((words[0], words[1]), []).append((words, label))

    def _at(self, reading: Reading, here: int) -> Phrase | None:
        folds = reading.folds
        for entry in self._by_two.get((folds[here], reading.word(here + 1)), ()):
            if tuple(folds[here : here + len(entry[0])]) == entry[0]:
                return entry
        return self._alone.get(folds[here])
