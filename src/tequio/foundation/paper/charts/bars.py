"""Horizontal bars of coarse counts: solid up to the lowest the count can be, pale up to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.paper.charts.palette import GREEN, MUTED
from tequio.foundation.paper.charts.rows import stacked
from tequio.foundation.paper.charts.shapes import bar, figure, lines, text
from tequio.foundation.paper.charts.spec import SMALL, TEXT, WIDTH, said, wrapped
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

ROOM_FOR_NUMBERS = 0.74
LINE_HEIGHT = 16
BAR = 12
SPACE = 22
GAP = 7


@dataclass(frozen=True)
class CountBar:
    """A count known to lie between `low` and `high`, as printed ("unas 20", "menos de 10")."""

    label: str
    low: int
    high: int
    shown: str


def count_bars(bars: Sequence[CountBar], *, caption: str, language: Language, heading: str = "") -> Figure:
    """The bars in the order given; `heading` names what is counted in the table beside.

    The order is the caller's: nothing here sorts, so that places are never ranked by accident.
    """
    columns = (Column(heading or word("what", language), weight=3), Column(word("count", language), "number"))
    twin = Table(caption, columns, tuple((one.label, one.shown) for one in bars))
    return Figure(caption, _drawing(bars), said("bars", twin, language), twin)


def _drawing(bars: Sequence[CountBar]) -> str:
    labels = [wrapped(one.label, 60, 2) for one in bars]
    rows = stacked([LINE_HEIGHT * len(label) + BAR + SPACE for label in labels])
    longest = max((one.high for one in bars), default=1) or 1
    per_count = WIDTH * ROOM_FOR_NUMBERS / longest
    shapes = []
    for count, label, row in zip(bars, labels, rows, strict=True):
        middle, low, high = row.bottom - SPACE / 2 - BAR / 2 - 2, count.low * per_count, count.high * per_count
        shapes += lines(0, row.top + 2, label, LINE_HEIGHT, size=TEXT)
        shapes += [bar(low, high, middle, BAR, GREEN, 0.3), bar(0, low, middle, BAR, GREEN, 1),
                   text(high + GAP, middle + SMALL / 3, count.shown, colour=MUTED)]
    return figure(shapes, WIDTH, rows[-1].bottom - SPACE / 2 if rows else BAR)
