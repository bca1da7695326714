"""In which units a tool counted the positions of its passages.

The standard counts code points; NVivo counts UTF-16 units with CRLF as two, others count it as one, some count the
byte-order mark. Each way of counting is tried on all passages of a project, and the one kept is that by which most of
them begin and end at words, and say what their names quote.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

AS_IT_LIES, ONE, TWO = "file", "one", "two"
ENOUGH = 10  # passages in one source that may speak for a way of counting of their own
POOR, GOOD = 0.6, 0.9
CLEAR, CLEARLY = 5, 0.3
QUOTED = 4  # letters of a name that can be held against the text
NAMED = 3  # how much more a quote says than the edge of a word
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Way:
    """One way of counting. `lines`: a line end counts as it lies in the file, as one, or as two."""

    unit: str = "code point"
    lines: str = AS_IT_LIES
    mark: bool = False
    inclusive: bool = False  # whether the end is the last sign instead of the first after it

    def told(self) -> dict[str, object]:
        return {"unit": self.unit, "lines": self.lines, "mark_counted": self.mark, "end_inclusive": self.inclusive}


STANDARD = Way()
# In the order in which a tie is decided: the standard first.
WAYS = tuple(Way(unit, lines, mark, inclusive) for inclusive in (False, True) for mark in (False, True)
             for unit in ("code point", "UTF-16") for lines in (AS_IT_LIES, ONE, TWO))


class Text:
    """A text as it lay in the file, and as it is kept: with line feeds, and without a byte-order mark."""

    def __init__(self, raw: str) -> None:
        self.marked = raw.startswith("\ufeff")
        raw = raw[1:] if self.marked else raw
        self.kept = plain(raw)
        self._widths_of_ends = widths_of_ends(raw) if "\r\n" in raw else None
        self._tables: dict[tuple[bool, str], Indices] = {}
        self.astral = not self.kept.isascii() and max(self.kept) > "\uffff"

    def places(self, way: Way, positions: Indices) -> tuple[Indices, int]:
        """Where `positions`, counted in that way, lie in the kept text; how many lay inside a sign.

        What lies before the beginning or after the end comes out as -1.
        """
        at = positions - (1 if way.mark and self.marked else 0)
        starts = self._starts(way)
        if starts is None:
            return np.where((at < 0) | (at > len(self.kept)), -1, at), 0
        found = np.searchsorted(starts, at, side="left")
        within = (at >= 0) & (at <= starts[-1])
        clipped = np.minimum(found, len(starts) - 1)
        inside = int(np.count_nonzero(within & (starts[clipped] != at)))
        return np.where(within, clipped, -1), inside

    def _starts(self, way: Way) -> Indices | None:
        """Where each sign of the kept text begins in that way of counting; None where it is the same."""
        key = (way.unit == "UTF-16" and self.astral, way.lines if self.line_ends(way.lines) else ONE)
        if key == (False, ONE):
            return None
        if key not in self._tables:
            widths = np.ones(len(self.kept), dtype=np.int64)
            if key[0]:
                widths += self._points > 0xFFFF
            if key[1] != ONE:
                ends = np.flatnonzero(self._points == 10)
                widths[ends] = 2 if key[1] == TWO or self._widths_of_ends is None else self._widths_of_ends
            self._tables[key] = np.concatenate(([0], np.cumsum(widths)))
        return self._tables[key]

    def line_ends(self, lines: str) -> bool:
        """Whether its line ends count as more than one sign."""
        return (lines == TWO and "\n" in self.kept) or (lines == AS_IT_LIES and self._widths_of_ends is not None)

    def let_go(self) -> None:
        """What was computed of a text is many times the text: of a thousand, one is held."""
        self._tables.clear()
        for name in ("_points", "_in_words", "_blank"):
            self.__dict__.pop(name, None)

    @cached_property
    def _points(self) -> npt.NDArray[np.uint32]:
        return np.frombuffer(self.kept.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def _in_words(self) -> npt.NDArray[np.bool_]:
        return signs()[0][self._points]

    @cached_property
    def _blank(self) -> npt.NDArray[np.bool_]:
        return signs()[1][self._points]

    def begins(self, starts: Indices) -> npt.NDArray[np.bool_]:
        """Which of these places begin a word, or what stands where one could."""
        size = len(self.kept)
        good = (starts >= 0) & (starts < size)
        at = np.where(good, starts, 0)
        if not size:
            return good
        before = np.where(at > 0, self._in_words[at - 1], False)
        return good & ~self._blank[at] & ~(before & self._in_words[at])

    def ends(self, ends: Indices) -> npt.NDArray[np.bool_]:
        """Which of these places, exclusive, end a word."""
        size = len(self.kept)
        good = (ends > 0) & (ends <= size)
        at = np.where(good, ends, 1)
        if not size:
            return good
        after = np.where(at < size, self._in_words[np.minimum(at, size - 1)], False)
        return good & ~(after & self._in_words[at - 1]) & ~(self._blank[at - 1] & after)


@cache
def signs() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of every code point, whether it stands in words, and whether it is blank."""
    every = [chr(point) for point in range(sys.maxunicode + 1)]
    return (np.array([sign.isalnum() for sign in every], dtype=np.bool_),
            np.array([sign.isspace() for sign in every], dtype=np.bool_))


def widths_of_ends(raw: str) -> npt.NDArray[np.uint8]:
    """Of each line end, how many signs it was in the file."""
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    feeds = points == 10
    after_return = np.concatenate(([False], points[:-1] == 13)) & feeds
    lone = (points == 13) & ~np.concatenate((feeds[1:], [False]))
    ends = np.flatnonzero(feeds | lone)
    return np.where(after_return[ends], 2, 1).astype(np.uint8)


def plain(raw: str) -> str:
    """Line feeds at every line end."""
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw


@dataclass(frozen=True)
class Marked:
    """The passages of one text as a file gives them: positions, and what each is said to quote."""

    text: Text
    starts: Indices
    ends: Indices
    quotes: Sequence[str]


@dataclass(frozen=True)
class Chosen:
    """The way of counting that was kept: of all, and of each text; and how many passages begin a word by it."""

    way: Way
    of_each: tuple[Way, ...]
    hits: int
    passages: int

    def told(self) -> dict[str, object]:
        share = round(self.hits / self.passages, 4) if self.passages else None
        return self.way.told() | {"passages": self.passages, "begin_a_word": self.hits, "share": share}


def choose(marked: Sequence[Marked], *, known: Way | None = None) -> Chosen:
    """The way in which most passages of all texts begin and end at words; `known` where the file says it."""
    ways = _worth_trying(marked) if known is None else [known]
    scores: dict[Way, list[tuple[float, int]]] = {way: [] for way in ways}
    for one in marked:
        for way in ways:
            scores[way].append(_score(one, way))
        one.text.let_go()
    total = {way: sum(score for score, _ in scores[way]) for way in scores}
    best = max((way for way in scores if not way.inclusive), key=lambda way: total[way])  # of equals the first
    last = max((way for way in scores if way.inclusive), key=lambda way: total[way], default=best)
    # A sign more at every end is seen at many ends, or it is somebody's loose hand.
    if total[last] - total[best] >= max(CLEAR, CLEARLY * _passages(marked)):
        best = last
    of_each, hits = [], 0
    for number, one in enumerate(marked):
        mine = best
        if len(one.starts) >= ENOUGH and scores[best][number][1] < POOR * len(one.starts):
            mine_alone = {way: score[number][0] for way, score in scores.items()}
            other = max(mine_alone, key=mine_alone.__getitem__)
            mine = other if scores[other][number][1] >= GOOD * len(one.starts) else best
        of_each.append(mine)
        hits += scores[mine][number][1]
    return Chosen(best, tuple(of_each), hits, _passages(marked))


def spans(one: Marked, way: Way) -> tuple[Indices, Indices, int]:
    """The passages of a text in code points of what is kept; -1 where a position lies outside."""
    starts, inside = one.text.places(way, one.starts)
    ends, more = one.text.places(replace(way, inclusive=False), one.ends + (1 if way.inclusive else 0))
    return starts, ends, inside + more


def _worth_trying(marked: Sequence[Marked]) -> list[Way]:
    """Ways that count some text in another way than those before them."""
    seen, kept = set(), []
    for way in WAYS:
        shape = (way.inclusive, *((way.mark and one.text.marked, way.unit == "UTF-16" and one.text.astral,
                                   way.lines if one.text.line_ends(way.lines) else ONE) for one in marked))
        if shape not in seen:
            seen.add(shape)
            kept.append(way)
    return kept


def _score(one: Marked, way: Way) -> tuple[float, int]:
    starts, ends, _ = spans(one, way)
    begun = int(np.count_nonzero(one.text.begins(starts)))
    ended = int(np.count_nonzero(one.text.ends(ends)))
    outside = int(np.count_nonzero((starts < 0) | (ends < 0)))
    quoted = sum(_says(one.text.kept, int(start), int(end), quote)
                 for start, end, quote in zip(starts, ends, one.quotes, strict=True) if quote)
    return begun + ended + NAMED * quoted - outside, begun


def _says(text: str, start: int, end: int, quote: str) -> bool:
    """Whether a passage says what its name quotes, which may be cut."""
    bare = quote.strip().rstrip("….").strip()
    return len(bare) >= QUOTED and 0 <= start < end and text[start:end].strip().startswith(bare)


def _passages(marked: Sequence[Marked]) -> int:
    return sum(len(one.starts) for one in marked)
