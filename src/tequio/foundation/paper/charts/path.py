"""The chain as a path: one stop per step, with how much of what stands at it, read along the line."""

import math
from collections.abc import Sequence

from tequio.foundation.paper.charts.palette import GREEN, INK, LINE, MUTED, PAPER
from tequio.foundation.paper.charts.rows import at
from tequio.foundation.paper.charts.spec import SMALL, WIDTH, Spec, drawn, said, wrapped
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Step, Table

PER_ROW = 4
MARGIN = 24
STEP_X = (WIDTH - 2 * MARGIN) / PER_ROW
BEND = 24
STEP_Y = 104
RADIUS = 24


def chain_path(steps: Sequence[Step], *, caption: str, language: Language) -> Figure:
    """The steps in reading order along a line that turns at the end of each row."""
    columns = (Column(word("step", language)), Column(word("count", language), "number"))
    twin = Table(caption, columns, tuple((step.noun, step.count) for step in steps))
    return Figure(caption, drawn(_spec(steps)), said("path", twin, language), twin)


def _stop(place: int) -> tuple[float, float]:
    """Rows run left to right and back in turn, so that the line never jumps."""
    row, column = divmod(place, PER_ROW)
    column = column if row % 2 == 0 else PER_ROW - 1 - column
    return (MARGIN + STEP_X * (column + 0.5), STEP_Y * row + RADIUS + 4)


def _turn(row: int) -> list[tuple[float, float]]:
    """The bend from the end of a row to the start of the next, half an ellipse outside the last stop."""
    x, y = _stop(row * PER_ROW + PER_ROW - 1)
    out = (STEP_X / 2 + MARGIN - 6) * (1 if row % 2 == 0 else -1)
    angles = [math.pi * part / BEND for part in range(1, BEND)]
    return [(x + out * math.sin(angle), y + STEP_Y * (1 - math.cos(angle)) / 2) for angle in angles]


def _line(steps: int) -> list[Spec]:
    points: list[tuple[float, float]] = []
    for place in range(steps):
        points.append(_stop(place))
        if place % PER_ROW == PER_ROW - 1 and place + 1 < steps:
            points.extend(_turn(place // PER_ROW))
    return [{"x": x, "y": y, "order": order} for order, (x, y) in enumerate(points)]


def _arrows(steps: int) -> list[Spec]:
    """A pointer between each two stops, turned the way the path runs."""
    arrows: list[Spec] = []
    for place in range(steps - 1):
        (x, y), (next_x, next_y) = _stop(place), _stop(place + 1)
        if next_y > y:
            bend_x, bend_y = _turn(place // PER_ROW)[BEND // 2 - 1]
            arrows.append({"x": bend_x, "y": bend_y, "turn": 90})
        else:
            arrows.append({"x": (x + next_x) / 2, "y": y, "turn": 0 if next_x > x else 180})
    return arrows


def _spec(steps: Sequence[Step]) -> Spec:
    stops = [{"x": x, "y": y, "count": count, "middle": y - 7 * (len(count) - 1), "noun": wrapped(step.noun, 14, 2)}
             for place, step in enumerate(steps) for (x, y), count in [(_stop(place), wrapped(step.count, 7, 2))]]
    rows = -(-len(steps) // PER_ROW)
    return {
        "width": WIDTH, "height": STEP_Y * rows - 22, "data": {"values": stops}, "encoding": at("x", "y"),
        "layer": [
            {"data": {"values": _line(len(steps))},
             "mark": {"type": "line", "color": LINE, "strokeWidth": 5, "strokeJoin": "round"},
             "encoding": {"order": {"field": "order", "type": "ordinal"}}},
            {"data": {"values": _arrows(len(steps))},
             "mark": {"type": "point", "shape": "triangle-right", "filled": True, "color": MUTED, "size": 80,
                      "opacity": 1},
             "encoding": {"angle": {"field": "turn", "type": "quantitative", "scale": None}}},
            {"mark": {"type": "circle", "size": 4 * RADIUS**2, "color": PAPER, "stroke": GREEN, "strokeWidth": 2,
                      "opacity": 1}},
            _text("count", "middle", {"fontWeight": "bold", "color": GREEN, "baseline": "middle", "lineHeight": 14}),
            _text("noun", "y", {"dy": RADIUS + 14, "lineHeight": 13, "color": INK}),
        ],
    }


def _text(field: str, y: str, look: Spec) -> Spec:
    return {"mark": {"type": "text", "fontSize": SMALL, **look},
            "encoding": {**at("x", y), "text": {"field": field}}}
