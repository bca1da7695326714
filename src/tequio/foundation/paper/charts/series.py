"""Small multiples of time series in which what is missing stays missing: a broken line over a pale band."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.paper.charts.palette import INDIGO, LINE
from tequio.foundation.paper.charts.spec import SMALL, WIDTH, Spec, drawn, said
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

GAP = 46
HEIGHT = 105
BAND = 0.55


@dataclass(frozen=True)
class TimeSeries:
    """A named series; a value of None is a period nobody measured."""

    name: str
    values: tuple[float | None, ...]
    unit: str = ""


def small_multiples(series: Sequence[TimeSeries], periods: Sequence[str], *, caption: str, language: Language,
                    columns: int = 2) -> Figure:
    """One small panel per series over the same periods, each on its own scale from zero.

    Raises ValueError when a series and `periods` differ in length.
    """
    heads = tuple(Column(f"{one.name} ({one.unit})" if one.unit else one.name, "number") for one in series)
    texts = [[_shown(value, language) for _, value in zip(periods, one.values, strict=True)] for one in series]
    rows = tuple((period, *cells) for period, *cells in zip(periods, *texts, strict=True))
    twin = Table(caption, (Column(word("period", language)), *heads), rows)
    svg = drawn(_spec(series, periods, columns, word("missing", language)))
    return Figure(caption, svg, said("series", twin, language), twin)


def _shown(value: float | None, language: Language) -> str:
    return word("missing", language) if value is None else f"{value:,.10g}"


def _spec(series: Sequence[TimeSeries], periods: Sequence[str], columns: int, missing: str) -> Spec:
    width = (WIDTH - GAP * columns) / columns
    return {
        "columns": columns, "spacing": {"row": 22, "column": 14},
        "concat": [_panel(one, periods, width, missing) for one in series],
    }


def _panel(one: TimeSeries, periods: Sequence[str], width: float, missing: str) -> Spec:
    values = [{"period": period, "value": value} for period, value in zip(periods, one.values, strict=True)]
    gaps = [{"period": value["period"]} for value in values if value["value"] is None]
    every = max(1, -(-len(periods) * 26 // int(width)))
    x = {"field": "period", "type": "ordinal", "sort": list(periods), "title": None,
         "axis": {"labelAngle": 0, "grid": False, "values": list(periods[::every])}}
    top = max((value for value in one.values if value is not None), default=1) or 1
    y = {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, top], "nice": True},
         "axis": {"tickCount": 3, "domain": False, "ticks": False, "minExtent": 32}}
    line = {"type": "line", "color": INDIGO, "strokeWidth": 2, "point": {"size": 26, "filled": True, "color": INDIGO},
            "invalid": "break-paths-show-path-domains"}
    title = {"text": one.name, "anchor": "start", "fontSize": 12.5, "fontWeight": "bold", "offset": 8,
             "subtitle": one.unit, "subtitleFontSize": SMALL, "limit": width + GAP}
    return {
        "width": width, "height": HEIGHT, "title": title,
        "layer": [
            {"data": {"values": gaps}, "mark": {"type": "bar", "color": LINE, "opacity": BAND, "width": {"band": 1}},
             "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": HEIGHT}}},
            {"data": {"values": gaps[:1]},
             "mark": {"type": "text", "angle": -90, "fontSize": 10.5, "baseline": "middle", "color": "#6B6259"},
             "encoding": {"x": x, "y": {"value": HEIGHT / 2}, "text": {"value": missing}}},
            {"data": {"values": values}, "mark": line, "encoding": {"x": x, "y": y}},
        ],
    }
