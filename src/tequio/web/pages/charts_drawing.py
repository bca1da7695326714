"""Two drawings of a layered map as SVG: from left to right for wide pages, as arcs beside a list for phones."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple
from xml.sax.saxutils import escape

from tequio.diagnosis.models import Relation
from tequio.foundation.paper.charts.palette import GREEN, INK, LINE, PAPER, TERRACOTTA
from tequio.web.pages.charts_layers import Edge, Layering, Stop

FONT = "Atkinson Hyperlegible Next, Verdana, sans-serif"
# A box, the way from column to column, the space under a box and the height of a line that only passes.
BOX, HIGH, ACROSS, SPACE, PASSING = 132, 40, 212, 16, 14
ROW, LABEL, PHONE = 34, 158, 350
# A cubic curve whose two handles lie equally far out reaches three quarters of that.
REACH = (PHONE - LABEL - 14) / 0.75
HEAD = 7


class Point(NamedTuple):
    x: float
    y: float


class Curve(NamedTuple):
    """A cubic curve by its ends and its handles."""

    start: Point
    out: Point
    into: Point
    end: Point

    @property
    def path(self) -> str:
        (x, y), *rest = self
        return f"M{x:.1f} {y:.1f}C" + " ".join(f"{point.x:.1f} {point.y:.1f}" for point in rest)

    @property
    def middle(self) -> Point:
        return Point(*((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(*self, strict=True)))


def columns(found: Layering, *, title: str) -> str:
    """Each layer a column, lines from left to right; a line that closes a loop runs back."""
    height = max((_tall(column) for column in found.columns), default=0)
    at: dict[Stop, Point] = {}
    for across, column in enumerate(found.columns):
        top = (height - _tall(column)) / 2 + SPACE / 2
        for place in column:
            at[place] = Point(across * ACROSS + 4, top + _high(place) / 2)
            top += _high(place) + SPACE
    runs = [(edge, _run([at[place] for place in route])) for edge, route in found.routes.items()]
    boxes = [_box(place, where) for place, where in at.items() if isinstance(place, str)]
    parts = [_line(*one) for one in runs] + boxes + [_count(*one) for one in runs]
    return _whole((len(found.columns) - 1) * ACROSS + BOX + 8, height + 30, title, parts)


def arcs(found: Layering, *, title: str) -> str:
    """Every node on a line of its own, in the order of the layers; arcs to the right of them."""
    middle = {node: index * ROW + ROW / 2 for index, node in enumerate(found.order)}
    words = [_words(wrap(node, 22)[:2], Point(LABEL, at), "end") for node, at in middle.items()]
    longest = max((abs(middle[edge.goal] - middle[edge.origin]) for edge in found.routes), default=1) or 1
    lines = [_line(edge, [_arc(middle[edge.origin], middle[edge.goal], longest)]) for edge in found.routes]
    return _whole(PHONE, len(middle) * ROW, title, [*lines, *words])


def _high(place: Stop) -> float:
    return HIGH if isinstance(place, str) else PASSING


def _tall(column: Sequence[Stop]) -> float:
    return sum(_high(place) + SPACE for place in column)


def _run(points: Sequence[Point]) -> list[Curve]:
    """The line through `points`, the left middles of what it passes: level beside each, bending in between."""
    first, last = points[0], points[-1]
    if last.x <= first.x:
        return [_back(first, last)]
    curves = []
    for one, other in pairwise(points):
        start, end = Point(one.x + BOX, one.y), Point(other.x - (HEAD if other is last else 0), other.y)
        half = (end.x - start.x) / 2
        curves.append(Curve(start, Point(start.x + half, start.y), Point(end.x - half, end.y), end))
    return curves


def _back(origin: Point, goal: Point) -> Curve:
    """From under the one box to under the other."""
    left, right, foot = goal.x + BOX / 2, origin.x + BOX / 2, max(origin.y, goal.y) + HIGH + 24
    return Curve(Point(right, origin.y + HIGH / 2), Point(right, foot), Point(left, foot),
                 Point(left, goal.y + HIGH / 2 + HEAD))


def _arc(start: float, end: float, longest: float) -> Curve:
    far = LABEL + REACH * (0.2 + 0.8 * abs(end - start) / longest) ** 0.7
    # A little apart, so that what arrives and what leaves can be told from each other.
    start, end = (start + 4, end - 4) if end > start else (start - 4, end + 4)
    return Curve(Point(LABEL + 6, start), Point(far, start), Point(far, end), Point(LABEL + 13, end))


def _line(edge: Edge, curves: Sequence[Curve]) -> str:
    feeds = edge.relation == Relation.FEEDS
    colour, dashes = (TERRACOTTA, "") if feeds else (GREEN, ' stroke-dasharray="5 4"')
    thick = min(0.7 + 0.65 * edge.voices, 6)
    path = " L".join(curve.path.removeprefix("M") for curve in curves)
    return (f'<path d="M{path}" fill="none" stroke="{colour}" stroke-opacity="0.75" stroke-width="{thick:.1f}"'
            f'{dashes} marker-end="url(#{"feeds" if feeds else "interrupts"})"/>')


def _count(edge: Edge, curves: Sequence[Curve]) -> str:
    """How many voices said it, on a ground of paper so that it can be read across the line."""
    colour, at = TERRACOTTA if edge.relation == Relation.FEEDS else GREEN, curves[-1].middle
    return (f'<text x="{at.x:.1f}" y="{at.y + 4:.1f}" text-anchor="middle" font-size="12" font-weight="bold" '
            f'fill="{colour}" stroke="{PAPER}" stroke-width="4" paint-order="stroke">{edge.voices}</text>')


def _box(label: str, at: Point) -> str:
    words = _words(wrap(label, 19)[:2], Point(at.x + BOX / 2, at.y), "middle")
    return (f'<rect x="{at.x}" y="{at.y - HIGH / 2:.1f}" width="{BOX}" height="{HIGH}" rx="6" fill="{PAPER}" '
            f'stroke="{LINE}" stroke-width="1.5"/>{words}')


def _words(lines: Sequence[str], at: Point, anchor: str) -> str:
    """One or two lines around the height of `at`."""
    first = at.y + (5 if len(lines) == 1 else -3)
    words = "".join(f'<tspan x="{at.x}" y="{first + 16 * index:.1f}">{escape(line)}</tspan>'
                    for index, line in enumerate(lines))
    return f'<text text-anchor="{anchor}">{words}</text>'


def _whole(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    heads = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="3" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
        for name, colour in (("feeds", TERRACOTTA), ("interrupts", GREEN)))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="{FONT}" font-size="13.5" fill="{INK}"><title>{escape(title)}</title>'
            f'<defs>{heads}</defs>{"".join(parts)}</svg>')
