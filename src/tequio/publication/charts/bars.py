"""Horizontal bars of coarse counts: solid up to the lowest the count can be, pale up to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.publication.charts.palette import GREEN, MUTED
from tequio.publication.charts.rows import at, stacked
from tequio.publication.charts.spec import SMALL, WIDTH, Spec, drawn, said, wrapped
from tequio.publication.charts.words import word
from tequio.publication.documents.model import Column, Figure, Language, Table

ROOM_FOR_NUMBERS = 0.74
LINE_HEIGHT = 16
BAR = 12
SPACE = 22


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
    twin = Table(caption, columns, tuple((bar.label, bar.shown) for bar in bars))
    return Figure(caption, drawn(_spec(bars)), said("bars", twin, language), twin)


def _spec(bars: Sequence[CountBar]) -> Spec:
    lines = [wrapped(bar.label, 60, 2) for bar in bars]
    rows = stacked([LINE_HEIGHT * len(label) + BAR + SPACE for label in lines])
    longest = max((bar.high for bar in bars), default=1) or 1
    per_count = WIDTH * ROOM_FOR_NUMBERS / longest
    values = [{"label": label, "shown": bar.shown, "left": 0, "low": bar.low * per_count, "high": bar.high * per_count,
               "top": row.top + 2, "bar": row.bottom - SPACE / 2 - BAR / 2 - 2}
              for bar, label, row in zip(bars, lines, rows, strict=True)]
    beside = {"type": "text", "align": "left", "baseline": "middle", "dx": 7, "dy": 1, "fontSize": SMALL,
              "color": MUTED}
    return {
        "width": WIDTH, "height": rows[-1].bottom - SPACE / 2 if rows else BAR, "data": {"values": values},
        "layer": [
            _bar("low", "high", 0.3), _bar("left", "low", 1),
            {"mark": {"type": "text", "align": "left", "baseline": "top", "lineHeight": LINE_HEIGHT},
             "encoding": {**at("left", "top"), "text": {"field": "label"}}},
            {"mark": beside, "encoding": {**at("high", "bar"), "text": {"field": "shown"}}},
        ],
    }


def _bar(start: str, end: str, opacity: float) -> Spec:
    return {"mark": {"type": "bar", "orient": "horizontal", "size": BAR, "color": GREEN, "opacity": opacity},
            "encoding": {**at(start, "bar"), "x2": {"field": end}}}
