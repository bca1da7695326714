"""The words that people of a process marked, found in any text, however it writes them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tequio.foundation.language import tokens
from tequio.foundation.language.folding import fold
from tequio.protection.deidentify.disguise import is_disguised, runs_apart, seen
from tequio.protection.deidentify.found import as_span
from tequio.protection.deidentify.lexicon import classes
from tequio.protection.deidentify.phrasebook import Phrasebook
from tequio.protection.deidentify.reading import Reading
from tequio.protection.deidentify.spans import MARKED, Span
from tequio.protection.deidentify.wordclasses import NAME, NICKNAME


class MarkedWords:
    """Pairs of words and the label they were marked with."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        marks = list(entries)
        self._book = Phrasebook(marks)
        self._without_blanks = {fold("".join(tokens.words(words))): label for words, label in marks}
        self._words = {word for words, _ in marks for word in tokens.words(words)}

    def spans(self, text: str) -> list[Span]:
        """Each of them in a text as written and as seen; what is found twice stands there once."""
        return sorted({*self.written(Reading(text)), *self.as_seen(text, lambda plain: self.written(Reading(plain)))})

    def written(self, reading: Reading) -> list[Span]:
        return [as_span(reading, found) for found in self._book.find(reading, MARKED)]

    def as_seen(self, text: str, find: Callable[[str], list[Span]]) -> list[Span]:
        """What `find` finds in the text as a person sees it, and marked words that stand letter by letter; nothing
        where the text hides nothing."""
        if not is_disguised(text):
            return []
        plain = seen(text, self._hidden)
        found = []
        if plain.text != text:
            for span in find(plain.text):
                start, end = plain.original(span.start, span.end)
                found.append(replace(span, start=start, end=end))
        for start, end, said in runs_apart(text):
            if label := self._without_blanks.get(fold(said)):
                found.append(Span(start, end, label, MARKED))
        return found

    def _hidden(self, word: str) -> bool:
        """Whether a word that reads so with letters for digits is a name, or one that people marked."""
        return bool(classes(word) & (NAME | NICKNAME)) or fold(word) in self._words
