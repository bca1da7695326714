"""Rows of a figure laid out in pixels, each as tall as its text needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.foundation.paper.charts.spec import Spec

PIXEL: Spec = {"type": "quantitative", "scale": None, "axis": None}


@dataclass(frozen=True)
class Row:
    """Pixels from the top of the figure: where the row starts, its middle, where it ends."""

    top: float
    middle: float
    bottom: float


def stacked(heights: Sequence[float]) -> list[Row]:
    """Rows of these heights one under the other."""
    rows, top = [], 0.0
    for height in heights:
        rows.append(Row(top, top + height / 2, top + height))
        top += height
    return rows


def at(x: str, y: str) -> Spec:
    """The encoding that places marks at the pixel fields `x` and `y`."""
    return {"x": {"field": x, **PIXEL}, "y": {"field": y, **PIXEL}}


def rules(tops: Sequence[float], right: float, colour: str) -> Spec:
    """Fine rules from the left edge to `right`."""
    values = [{"y": top, "left": 0, "right": right} for top in tops]
    return {"data": {"values": values}, "mark": {"type": "rule", "color": colour},
            "encoding": {**at("left", "y"), "x2": {"field": "right"}}}
