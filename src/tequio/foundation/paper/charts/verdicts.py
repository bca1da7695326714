"""What the authority says beside what the community says: two columns for ever, never one mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.paper.charts.palette import INDIGO, INK, LINE, TERRACOTTA
from tequio.foundation.paper.charts.rows import at, rules, stacked
from tequio.foundation.paper.charts.spec import SMALL, WIDTH, Spec, drawn, said, wrapped
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

OFFICIAL_AT = WIDTH * 0.46
COMMUNITY_AT = WIDTH * 0.73
RING = 170
LINE_HEIGHT = 14
SPACE = 16


@dataclass(frozen=True)
class VerdictRow:
    """A commitment with both words on it.

    Each level, from 0 (nothing) to 1 (whole), says how full its dot is drawn; below 0 (worse than before) it is drawn
    as a triangle that points down.
    """

    label: str
    official: str
    official_level: float
    community: str
    community_level: float


def verdict_columns(rows: Sequence[VerdictRow], *, caption: str, language: Language) -> Figure:
    """Both columns in the order given, each dot with its word beside it."""
    columns = (Column(word("commitment", language), weight=2), Column(word("official", language)),
               Column(word("community", language)))
    twin = Table(caption, columns, tuple((row.label, row.official, row.community) for row in rows))
    return Figure(caption, drawn(_spec(rows, language)), said("verdicts", twin, language), twin)


def _spec(rows: Sequence[VerdictRow], language: Language) -> Spec:
    texts = [[wrapped(row.label, 31, 4), wrapped(row.official, 17, 4), wrapped(row.community, 17, 4)] for row in rows]
    places = stacked([LINE_HEIGHT * max(map(len, cells)) + SPACE for cells in texts])
    tops = [place.top + SPACE / 2 for place in places]
    labels = [{"x": 0, "y": top, "label": cells[0]} for cells, top in zip(texts, tops, strict=True)]
    official = [_state(cells[1], row.official_level, top) for cells, row, top in zip(texts, rows, tops, strict=True)]
    community = [_state(cells[2], row.community_level, top) for cells, row, top in zip(texts, rows, tops, strict=True)]
    return {
        "width": WIDTH, "height": places[-1].bottom if places else SPACE,
        "layer": [
            rules([0.0, *(place.bottom for place in places)], WIDTH, LINE),
            _words(labels, INK),
            *_column(official, OFFICIAL_AT, INDIGO, word("official", language)),
            *_column(community, COMMUNITY_AT, TERRACOTTA, word("community", language)),
        ],
    }


def _state(label: list[str], level: float, top: float) -> Spec:
    return {"label": label, "size": RING * min(abs(level), 1), "shape": "circle" if level >= 0 else "triangle-down",
            "top": top, "dot": top + LINE_HEIGHT / 2 - 1}


def _column(states: list[Spec], left: float, colour: str, title: str) -> list[Spec]:
    values = [{**state, "x": left + 22, "y": state["top"], "at": left + 8} for state in states]
    heads = [{"x": left, "y": -8 - LINE_HEIGHT * (len(lines) - 1), "label": lines}
             for lines in [wrapped(title, 18, 2)]]
    shape = {"field": "shape", "type": "nominal", "scale": None}
    size = {"field": "size", "type": "quantitative", "scale": None}
    ring = [value for value in values if value["shape"] == "circle"]
    return [
        _words(heads, colour, baseline="alphabetic", bold=True),
        {"data": {"values": values}, "mark": {"type": "point", "filled": True, "color": colour, "opacity": 1},
         "encoding": {**at("at", "dot"), "size": size, "shape": shape}},
        {"data": {"values": ring},
         "mark": {"type": "point", "size": RING, "color": colour, "strokeWidth": 1.6, "opacity": 1},
         "encoding": at("at", "dot")},
        _words(values, INK),
    ]


def _words(values: list[Spec], colour: str, *, baseline: str = "top", bold: bool = False) -> Spec:
    mark = {"type": "text", "align": "left", "baseline": baseline, "fontSize": SMALL, "lineHeight": LINE_HEIGHT,
            "color": colour, "fontWeight": "bold" if bold else "normal"}
    return {"data": {"values": values}, "mark": mark, "encoding": {**at("x", "y"), "text": {"field": "label"}}}
