"""A schematic map: named shapes and in which of a few situations each one is. Situations are not degrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tequio.foundation.paper.charts.palette import GREEN, INDIGO, INK, MUTED, OCHRE, PAPER, TERRACOTTA
from tequio.foundation.paper.charts.spec import SMALL, WIDTH, Spec, drawn, said, wrapped
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

Ring = tuple[tuple[float, float], ...]
TINTS = (GREEN, INDIGO, OCHRE, TERRACOTTA)
HEIGHT = 300


@dataclass(frozen=True)
class MapPlace:
    """A shape: rings of (x, y) in any one plane, y growing northwards; the first ring is the outer one."""

    name: str
    rings: tuple[Ring, ...]
    situation: str


def schematic_map(places: Sequence[MapPlace], situations: Sequence[str], *, caption: str, language: Language) -> Figure:
    """The shapes with their names; up to four situations get a tint in the order given, any further one stays paper."""
    columns = (Column(word("place", language)), Column(word("state", language)))
    twin = Table(caption, columns, tuple((place.name, place.situation) for place in places))
    return Figure(caption, drawn(_spec(places, situations)), said("map", twin, language), twin)


def _spec(places: Sequence[MapPlace], situations: Sequence[str]) -> Spec:
    scale = {"domain": list(situations), "range": [*TINTS, *[PAPER] * len(situations)][: len(situations)]}
    frame = _Frame(places)
    shapes = [_feature(place, frame) for place in places]
    names = [{"label": wrapped(place.name, 14, 3), **frame.middle(place)} for place in places]
    legend = {"orient": "bottom", "direction": "vertical" if len(situations) > 3 else "horizontal",
              "symbolType": "square", "symbolOpacity": 0.45, "symbolStrokeColor": INK, "labelColor": INK}
    return {
        "width": WIDTH, "height": frame.height,
        "layer": [
            {"data": {"values": shapes},
             "mark": {"type": "geoshape", "stroke": MUTED, "strokeWidth": 1.2, "fillOpacity": 0.3},
             "projection": {"type": "identity"},
             "encoding": {"fill": {"field": "properties.situation", "type": "nominal", "scale": scale,
                                   "legend": legend}}},
            {"data": {"values": names},
             "mark": {"type": "text", "fontSize": SMALL, "baseline": "middle", "lineHeight": 13},
             "encoding": {"x": {"field": "x", "type": "quantitative", "scale": None, "axis": None},
                          "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
                          "text": {"field": "label"}}},
        ],
    }


def _feature(place: MapPlace, frame: "_Frame") -> dict[str, Any]:
    rings = [[list(frame.put(point)) for point in ring] for ring in place.rings]
    return {"type": "Feature", "properties": {"situation": place.situation},
            "geometry": {"type": "Polygon", "coordinates": rings}}


class _Frame:
    """The plane of the shapes fitted into the drawing, y turned downwards."""

    def __init__(self, places: Sequence[MapPlace]) -> None:
        points = [point for place in places for ring in place.rings for point in ring] or [(0.0, 0.0)]
        self.left, self.top = min(x for x, _ in points), max(y for _, y in points)
        wide = (max(x for x, _ in points) - self.left) or 1.0
        high = (self.top - min(y for _, y in points)) or 1.0
        self.scale = min(WIDTH / wide, HEIGHT / high)
        self.margin = (WIDTH - wide * self.scale) / 2
        self.height = high * self.scale

    def put(self, point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        return (round(self.margin + (x - self.left) * self.scale, 2), round((self.top - y) * self.scale, 2))

    def middle(self, place: MapPlace) -> dict[str, float]:
        """Where the name goes: the centroid of the outer ring (shoelace formula), or its mean when it has no area."""
        ring = [self.put(point) for point in place.rings[0]]
        pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
        crosses = [a * d - c * b for (a, b), (c, d) in pairs]
        if abs(area := sum(crosses) / 2) < 1e-9:
            return {"x": sum(x for x, _ in ring) / len(ring), "y": sum(y for _, y in ring) / len(ring)}
        x = sum((a + c) * cross for ((a, _), (c, _)), cross in zip(pairs, crosses, strict=True)) / (6 * area)
        y = sum((b + d) * cross for ((_, b), (_, d)), cross in zip(pairs, crosses, strict=True)) / (6 * area)
        return {"x": x, "y": y}
