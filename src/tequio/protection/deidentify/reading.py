"""A text as the rules see it: its tokens with their classes, how they are written, where sentences begin."""

from collections.abc import Callable
from functools import cached_property, lru_cache, reduce
from itertools import pairwise
from operator import or_

from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.sentences import ABBREVIATIONS
from tequio.foundation.language.tokens import TOKEN
from tequio.protection.deidentify.lexicon import classes, words

LOWER, CAPITAL, UPPER, DIGITS, MARK = range(5)
STOPS = frozenset(".?!…")
CLOSING = frozenset("\"»”’)]'")
# Shortened words that are ordinary words too: a stop behind them ends nothing only before a number.
ALSO_WORDS = frozenset(("a", "no", "del", "e", "o", "p", "res", "sur", "y"))
SHORTENED = ABBREVIATIONS | words("reading", "shortened")
QUOTES = frozenset("\"«»“”'‘’")
# What a sentence takes its part of.
PARALLEL = ("starts", "ends", "folds", "bits", "shapes", "opening", "trusted", "proper", "public")
_OTHER_MEMORIES: list[Callable[[], None]] = []


class Reading:
    """Parallel lists, one entry per token. `proper` says which tokens stand for a name; `casing` fills it in."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(TOKEN.finditer(text))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        surfaces = [match[0] for match in found]
        looked_up = [_looked_up(surface) for surface in surfaces]
        self.folds = [entry[0] for entry in looked_up]
        self.bits = [entry[1] for entry in looked_up]
        self.shapes = [entry[2] for entry in looked_up]
        self.size = len(found)
        self.opening = self._openings()
        self.trusted = [True] * self.size
        self.proper = [False] * self.size
        self.public = [False] * self.size

    def has(self, place: int, mask: int) -> bool:
        return 0 <= place < self.size and bool(self.bits[place] & mask)

    @cached_property
    def classes(self) -> int:
        """Every class that some word of the text has: a rule for another class need not look."""
        return reduce(or_, self.bits, 0)

    def word(self, place: int) -> str:
        """The folded token, or an empty string outside the text."""
        return self.folds[place] if 0 <= place < self.size else ""

    def shape(self, place: int) -> int:
        return self.shapes[place] if 0 <= place < self.size else MARK

    def is_proper(self, place: int) -> bool:
        return 0 <= place < self.size and self.proper[place]

    def joined(self, place: int) -> bool:
        """The token follows the one before without a line break."""
        return place <= 0 or place >= self.size or "\n" not in self.text[self.ends[place - 1] : self.starts[place]]

    def sentences(self) -> list[tuple[int, "Reading"]]:
        """Each sentence as a text of its own, with the place of its first token: no rule sees past its end."""
        ends = [place + 1 for place in range(self.size) if self.folds[place] in STOPS and self._ends(place)]
        if not ends:
            return [(0, self)] if self.size else []
        bounds = [0, *ends] if ends[-1] == self.size else [0, *ends, self.size]
        return [(first, self._part(first, last)) for first, last in pairwise(bounds)]

    def _ends(self, place: int) -> bool:
        """The stop is no abbreviation's, no decimal's and no pause before a comma."""
        after = self.ends[place]
        if after < len(self.text) and not self.text[after].isspace() and self.text[after] not in CLOSING:
            return False
        if self.word(place + 1) in (",", ";", ":", ")"):
            return False
        if self.folds[place] != ".":
            return self.folds[place] != "…" or self.shape(place + 1) != LOWER
        if self.word(place - 1) == ".":
            return self.shape(place + 1) != LOWER
        before = self.word(place - 1)
        if place > 1 and self.shapes[place - 2] == DIGITS and self.starts[place - 1] == self.ends[place - 2]:
            # `6620B.` ends in a number's letter, which is no initial; `4o. de` goes on.
            return self.shape(place + 1) != LOWER and self.shape(place + 1) != DIGITS
        if before in ALSO_WORDS:
            return self.shape(place + 1) != DIGITS and (len(before) > 1 or self.shape(place - 1) == LOWER)
        return before not in SHORTENED and not (len(before) == 1 and before.isalpha())

    def _part(self, first: int, last: int) -> "Reading":
        part = Reading.__new__(Reading)
        part.text, part.size = self.text, last - first
        for name in PARALLEL:
            setattr(part, name, getattr(self, name)[first:last])
        return part

    def _openings(self) -> list[bool]:
        openings, fresh = [], True
        for place, fold in enumerate(self.folds):
            if place and "\n" in self.text[self.ends[place - 1] : self.starts[place]]:
                fresh = True
            openings.append(fresh)
            stopped = fold in STOPS and not self._abbreviated(place)
            fresh = self.shapes[place] == MARK and (fresh or stopped)
        return openings

    def _abbreviated(self, place: int) -> bool:
        before = self.folds[place - 1] if place else ""
        return self.folds[place] == "." and (before in ABBREVIATIONS or (len(before) == 1 and before.isalpha()))


def forget() -> None:
    """Empties the memory of words met; call it when a process is locked, with `language.memory.forget_words`."""
    _looked_up.cache_clear()
    for clear in _OTHER_MEMORIES:
        clear()


def also_forgets(clear: Callable[[], None]) -> None:
    """Another memory of words that `forget` has to empty."""
    _OTHER_MEMORIES.append(clear)


@lru_cache(maxsize=65_536)
def _looked_up(surface: str) -> tuple[str, int, int]:
    if surface.isdecimal():
        return surface, 0, DIGITS
    if not surface[0].isalpha():
        return surface, 0, MARK
    return fold_word(surface), classes(surface), _shape(surface)


def _shape(surface: str) -> int:
    if not surface[0].isupper():
        return LOWER
    return UPPER if len(surface) > 1 and surface.isupper() else CAPITAL
