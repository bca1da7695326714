"""Two drawings of a layered map as SVG: from left to right for wide pages, as arcs beside a list for phones."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple
from xml.sax.saxutils import escape

from tequio.diagnosis.models import Relation
from tequio.publication.charts.palette import GREEN, INK, LINE, PAPER, TERRACOTTA
from tequio.web.pages.charts_layers import Edge

FONT = "Atkinson Hyperlegible Next, Verdana, sans-serif"
BOX, HIGH, ACROSS, DOWN = 132, 40, 216, 58
ROW, LABEL, REACH, PHONE = 34, 158, 176, 350


class Point(NamedTuple):
    x: float
    y: float


def layered(layers: Sequence[Sequence[str]], edges: Sequence[Edge], *, title: str) -> str:
    """Each layer a column, lines from left to right; a line that closes a loop runs back."""
    tallest = max((len(layer) for layer in layers), default=1)
    height = tallest * DOWN + 20
    at = {node: Point(column * ACROSS + 4, 10 + (row + (tallest - len(layer)) / 2) * DOWN + (DOWN - HIGH) / 2)
          for column, layer in enumerate(layers) for row, node in enumerate(layer)}
    width = (len(layers) - 1) * ACROSS + BOX + 8
    lines = [_line(edge, _between(at[edge.origin], at[edge.goal])) for edge in edges]
    return _whole(width, height, title, [*lines, *(_box(node, place) for node, place in at.items())])


def arcs(layers: Sequence[Sequence[str]], edges: Sequence[Edge], *, title: str) -> str:
    """Every node on a line of its own, in the order of the layers; arcs to the right of them."""
    order = [node for layer in layers for node in layer]
    middle = {node: index * ROW + ROW / 2 for index, node in enumerate(order)}
    words = [f'<text x="{LABEL}" y="{middle[node] + 5:.0f}" text-anchor="end">{escape(node)}</text>' for node in order]
    longest = max((abs(middle[edge.goal] - middle[edge.origin]) for edge in edges), default=1) or 1
    lines = [_line(edge, _arc(middle[edge.origin], middle[edge.goal], longest)) for edge in edges]
    return _whole(PHONE, len(order) * ROW, title, [*lines, *words])


def _between(origin: Point, goal: Point) -> str:
    """A curve from the right side of one box to the left side of the other, or back under both."""
    start, end = Point(origin.x + BOX, origin.y + HIGH / 2), Point(goal.x - 7, goal.y + HIGH / 2)
    if goal.x > origin.x:
        bend = (end.x - start.x) / 2
        return f"M{start.x} {start.y:.1f}C{start.x + bend} {start.y:.1f} {end.x - bend} {end.y:.1f} {end.x} {end.y:.1f}"
    left, right, foot = goal.x + BOX / 2, origin.x + BOX / 2, max(origin.y, goal.y) + HIGH + 40
    return f"M{right} {origin.y + HIGH:.1f}C{right} {foot:.1f} {left} {foot:.1f} {left} {goal.y + HIGH + 7:.1f}"


def _arc(start: float, end: float, longest: float) -> str:
    reach = LABEL + 30 + REACH * 1.3 * (abs(end - start) / longest) ** 0.7
    # A little apart, so that what arrives and what leaves can be told from each other.
    start, end = (start + 4, end - 4) if end > start else (start - 4, end + 4)
    return f"M{LABEL + 6} {start:.1f}C{reach:.1f} {start:.1f} {reach:.1f} {end:.1f} {LABEL + 13} {end:.1f}"


def _line(edge: Edge, path: str) -> str:
    feeds = edge.relation == Relation.FEEDS
    colour, dashes = (TERRACOTTA, "") if feeds else (GREEN, ' stroke-dasharray="5 4"')
    thick = min(0.7 + 0.65 * edge.voices, 6)
    return (f'<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0.75" stroke-width="{thick:.1f}"{dashes} '
            f'marker-end="url(#{"feeds" if feeds else "interrupts"})"/>')


def _box(label: str, at: Point) -> str:
    lines = wrap(label, 19)[:2]
    first = at.y + HIGH / 2 + (5 if len(lines) == 1 else -3)
    words = "".join(f'<tspan x="{at.x + BOX / 2}" y="{first + 16 * index:.1f}">{escape(line)}</tspan>'
                    for index, line in enumerate(lines))
    return (f'<rect x="{at.x}" y="{at.y:.1f}" width="{BOX}" height="{HIGH}" rx="6" fill="{PAPER}" stroke="{LINE}" '
            f'stroke-width="1.5"/><text text-anchor="middle">{words}</text>')


def _whole(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    heads = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="3" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
        for name, colour in (("feeds", TERRACOTTA), ("interrupts", GREEN)))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="{FONT}" font-size="13.5" fill="{INK}"><title>{escape(title)}</title>'
            f'<defs>{heads}</defs>{"".join(parts)}</svg>')
