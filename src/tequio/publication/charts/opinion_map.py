"""Opinion groups as areas on a map, with the statements as numbers among them. Nobody is a point.

Half of a group lies inside its area. Areas differ by their line as well as by their colour, so that they can be told
apart in grey. A group too small to be drawn is missing here and in words only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tequio.publication.charts.palette import GREEN, INDIGO, INK, LINE, OCHRE, PAPER, TERRACOTTA
from tequio.publication.charts.spec import FONT, said
from tequio.publication.charts.words import word
from tequio.publication.documents.model import Column, Figure, Language, Table

WIDE, HIGH, MARGIN = 520, 400, 34
LOOKS = ((GREEN, "none"), (TERRACOTTA, "9 5"), (INDIGO, "2 4"), (OCHRE, "12 4 2 4"))
APART, REACH = 19.0, 0.92

Point = tuple[float, float]


@dataclass(frozen=True)
class OpinionArea:
    """The area of one group: its number, its centre and its two half-axes."""

    number: int
    centre: Point
    across: Point
    up: Point


@dataclass(frozen=True)
class Placed:
    """A statement: its number, its short text, where it lies (None: not on the map), and a band for each group."""

    number: int
    label: str
    place: Point | None
    agree: tuple[str | None, ...]


def opinion_map(areas: Sequence[OpinionArea], statements: Sequence[Placed], *, groups: int, caption: str,
                language: Language) -> Figure:
    """The map with its table: how much of each of the `groups` agrees with each statement, in words."""
    columns = (Column(word("statement", language), weight=2.6), *(
        Column(word("opinion_group", language).format(number=at + 1)) for at in range(groups)))
    rows = tuple((f"{one.number}. {one.label}", *(word(band or "too_few", language) for band in one.agree))
                 for one in statements)
    twin = Table(caption, columns, rows)
    return Figure(caption, _drawing(areas, statements, caption, language), said("opinions", twin, language), twin)


def _drawing(areas: Sequence[OpinionArea], statements: Sequence[Placed], caption: str, language: Language) -> str:
    scale, middle = _fit(areas)
    shapes = [_area(area, scale, middle) for area in areas]
    names = [_name(area, scale, middle, language) for area in areas]
    numbers = _numbers(statements, [_on_page(area.centre, scale, middle) for area in areas])
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
            f'font-family="{FONT}" fill="{INK}" role="img"><title>{escape(caption)}</title>'
            f'<rect x="1" y="1" width="{WIDE - 2}" height="{HIGH - 2}" rx="6" fill="{PAPER}" stroke="{LINE}"/>'
            f'<path d="M{MARGIN} {HIGH / 2}H{WIDE - MARGIN}M{WIDE / 2} {MARGIN}V{HIGH - MARGIN}" stroke="{LINE}"/>'
            f'{"".join(shapes)}{"".join(numbers)}{"".join(names)}</svg>')


def _fit(areas: Sequence[OpinionArea]) -> tuple[float, Point]:
    """Pixels per unit, and the point of the map that lies in the middle of the page."""
    if not areas:
        return 1.0, (0.0, 0.0)
    half = [(math.hypot(area.across[0], area.up[0]), math.hypot(area.across[1], area.up[1])) for area in areas]
    left, right = (pick(area.centre[0] + side * width[0] for area, width in zip(areas, half, strict=True))
                   for pick, side in ((min, -1), (max, 1)))
    low, high = (pick(area.centre[1] + side * width[1] for area, width in zip(areas, half, strict=True))
                 for pick, side in ((min, -1), (max, 1)))
    scale = min((WIDE - 2 * MARGIN) / max(right - left, 0.1), (HIGH - 2 * MARGIN) / max(high - low, 0.1))
    return scale, ((left + right) / 2, (low + high) / 2)


def _on_page(point: Point, scale: float, middle: Point) -> Point:
    return WIDE / 2 + (point[0] - middle[0]) * scale, HIGH / 2 - (point[1] - middle[1]) * scale


def _area(area: OpinionArea, scale: float, middle: Point) -> str:
    """An ellipse given by its half-axes, drawn as two arcs."""
    colour, dashes = LOOKS[(area.number - 1) % len(LOOKS)]
    start = _on_page((area.centre[0] + area.across[0], area.centre[1] + area.across[1]), scale, middle)
    end = _on_page((area.centre[0] - area.across[0], area.centre[1] - area.across[1]), scale, middle)
    wide, high = (max(math.hypot(*axis) * scale, 10.0) for axis in (area.across, area.up))
    turn = -math.degrees(math.atan2(area.across[1], area.across[0]))
    arc = f"A{wide:.1f} {high:.1f} {turn:.1f} 0 1"
    path = f"M{start[0]:.1f} {start[1]:.1f}{arc} {end[0]:.1f} {end[1]:.1f}{arc} {start[0]:.1f} {start[1]:.1f}Z"
    return (f'<path d="{path}" fill="{colour}" fill-opacity="0.13" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dashes}"/>')


def _name(area: OpinionArea, scale: float, middle: Point, language: Language) -> str:
    x, y = _on_page(area.centre, scale, middle)
    colour, _dashes = LOOKS[(area.number - 1) % len(LOOKS)]
    text = escape(word("opinion_group", language).format(number=area.number))
    return (f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" font-size="16" font-weight="bold" '
            f'fill="{colour}" stroke="{PAPER}" stroke-width="4" paint-order="stroke">{text}</text>')


def _numbers(statements: Sequence[Placed], taken: Sequence[Point]) -> list[str]:
    """Statements as numbers, those farthest out first; one that would lie on another is in the table only."""
    placed = [(one, one.place) for one in statements if one.place is not None]
    farthest = max((math.hypot(*place) for _, place in placed), default=0.0) or 1.0
    held, drawn = [*taken], []
    across, up = (REACH / farthest * (size / 2 - MARGIN) for size in (WIDE, HIGH))
    for one, (x, y) in sorted(placed, key=lambda pair: -math.hypot(*pair[1])):
        at = (WIDE / 2 + x * across, HIGH / 2 - y * up)
        if all(math.dist(at, other) >= APART for other in held):
            held.append(at)
            drawn.append(f'<text x="{at[0]:.1f}" y="{at[1] + 4:.1f}" text-anchor="middle" font-size="12.5" '
                         f'stroke="{PAPER}" stroke-width="3" paint-order="stroke">{one.number}</text>')
    return drawn
