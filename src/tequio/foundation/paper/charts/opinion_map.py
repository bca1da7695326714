"""Opinion groups as areas on a map, with the statements as numbers among them. Nobody is a point.

Half of a group lies inside its area. Areas differ by their line as well as by their colour, so that they can be told
apart in grey. A group too small to be drawn is missing here and in words only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tequio.foundation.paper.charts.palette import GREEN, INDIGO, INK, LINE, OCHRE, PAPER, TERRACOTTA
from tequio.foundation.paper.charts.spec import FONT, said
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

MARGIN, APART, REACH = 34, 19.0, 0.92
# One axis: the areas lie side by side on a line, and the numbers stand in rows under it.
FLAT, LINE_AT, NUMBERS_AT, ROW = 44.0, 78.0, 150.0, 19.0
LOOKS = ((GREEN, "none"), (TERRACOTTA, "9 5"), (INDIGO, "2 4"), (OCHRE, "12 4 2 4"))

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
                language: Language, narrow: bool = False) -> Figure:
    """The map with its table: how much of each of the `groups` agrees with each statement, in words."""
    columns = (Column(word("statement", language), weight=2.6), *(
        Column(word("opinion_group", language).format(number=at + 1)) for at in range(groups)))
    rows = tuple((f"{one.number}. {one.label}", *(word(band or "too_few", language) for band in one.agree))
                 for one in statements)
    twin = Table(caption, columns, rows)
    page = _Page.for_areas(areas, 340 if narrow else 520, 300 if narrow else 400)
    return Figure(caption, _drawing(page, areas, statements, caption, language), said("opinions", twin, language), twin)


@dataclass(frozen=True)
class _Page:
    """How the map lies on the paper: pixels per unit, and the point of the map in the middle."""

    wide: float
    high: float
    scale: float
    middle: Point
    flat: bool

    @classmethod
    def for_areas(cls, areas: Sequence[OpinionArea], wide: float, high: float) -> "_Page":
        half = [(math.hypot(area.across[0], area.up[0]), math.hypot(area.across[1], area.up[1])) for area in areas]
        flat = all(width[1] == 0 for width in half) and len({area.centre[1] for area in areas}) <= 1
        (left, right), (low, high_) = ((
            min((area.centre[at] - width[at] for area, width in zip(areas, half, strict=True)), default=0.0),
            max((area.centre[at] + width[at] for area, width in zip(areas, half, strict=True)), default=0.0))
            for at in (0, 1))
        scale = (wide - 2 * MARGIN) / max(right - left, 0.1)
        if not flat:
            scale = min(scale, (high - 2 * MARGIN) / max(high_ - low, 0.1))
        return cls(wide, high, scale, ((left + right) / 2, (low + high_) / 2), flat)

    def at(self, point: Point) -> Point:
        x = self.wide / 2 + (point[0] - self.middle[0]) * self.scale
        return x, LINE_AT if self.flat else self.high / 2 - (point[1] - self.middle[1]) * self.scale


def _drawing(page: _Page, areas: Sequence[OpinionArea], statements: Sequence[Placed], caption: str,
             language: Language) -> str:
    shapes = [_area(area, page) for area in areas]
    names = [_name(area, page, language) for area in areas]
    placed = [(one, one.place) for one in statements if one.place is not None]
    numbers = _in_rows(placed, page) if page.flat else _spread(placed, page, [page.at(area.centre) for area in areas])
    rows = round((max((at[1] for _, at in numbers), default=NUMBERS_AT) - NUMBERS_AT) / ROW)
    high = NUMBERS_AT + rows * ROW + MARGIN / 2 if page.flat else page.high
    cross = f"M{MARGIN} {LINE_AT}H{page.wide - MARGIN}" if page.flat else (
        f"M{MARGIN} {page.high / 2}H{page.wide - MARGIN}M{page.wide / 2} {MARGIN}V{page.high - MARGIN}")
    texts = "".join(_number(one.number, at) for one, at in numbers)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.wide:.0f} {high:.0f}" '
            f'width="{page.wide:.0f}" height="{high:.0f}" font-family="{FONT}" fill="{INK}" role="img">'
            f'<title>{escape(caption)}</title><rect x="1" y="1" width="{page.wide - 2:.0f}" height="{high - 2:.0f}" '
            f'rx="6" fill="{PAPER}" stroke="{LINE}"/><path d="{cross}" stroke="{LINE}"/>{"".join(shapes)}{texts}'
            f'{"".join(names)}</svg>')


def _area(area: OpinionArea, page: _Page) -> str:
    """An ellipse given by its half-axes, drawn as two arcs."""
    colour, dashes = LOOKS[(area.number - 1) % len(LOOKS)]
    long, short = sorted((area.across, area.up), key=lambda axis: -math.hypot(*axis))
    wide = max(math.hypot(*long) * page.scale, 10.0)
    high = FLAT if page.flat else max(math.hypot(*short) * page.scale, 10.0)
    turn = -math.atan2(long[1], long[0])
    x, y = page.at(area.centre)
    across, down = wide * math.cos(turn), wide * math.sin(turn)
    arc = f"A{wide:.1f} {high:.1f} {math.degrees(turn):.1f} 0 1"
    path = (f"M{x + across:.1f} {y + down:.1f}{arc} {x - across:.1f} {y - down:.1f}"
            f"{arc} {x + across:.1f} {y + down:.1f}Z")
    return (f'<path d="{path}" fill="{colour}" fill-opacity="0.13" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dashes}"/>')


def _name(area: OpinionArea, page: _Page, language: Language) -> str:
    x, y = page.at(area.centre)
    colour, _dashes = LOOKS[(area.number - 1) % len(LOOKS)]
    text = escape(word("opinion_group", language).format(number=area.number))
    return (f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" font-size="16" font-weight="bold" '
            f'fill="{colour}" stroke="{PAPER}" stroke-width="4" paint-order="stroke">{text}</text>')


def _number(number: int, at: Point) -> str:
    return (f'<text x="{at[0]:.1f}" y="{at[1] + 4:.1f}" text-anchor="middle" font-size="13" stroke="{PAPER}" '
            f'stroke-width="3" paint-order="stroke">{number}</text>')


def _spread(placed: Sequence[tuple[Placed, Point]], page: _Page, taken: Sequence[Point]) -> list[tuple[Placed, Point]]:
    """Those farthest out first; a number that would lie on another, or on a name, is in the table only."""
    farthest = max((math.hypot(*place) for _, place in placed), default=0.0) or 1.0
    across, up = (REACH / farthest * (size / 2 - MARGIN) for size in (page.wide, page.high))
    drawn: list[tuple[Placed, Point]] = []
    for one, (x, y) in sorted(placed, key=lambda pair: -math.hypot(*pair[1])):
        at = (page.wide / 2 + x * across, page.high / 2 - y * up)
        if all(math.dist(at, other) >= APART for other in (*taken, *(held for _, held in drawn))):
            drawn.append((one, at))
    return drawn


def _in_rows(placed: Sequence[tuple[Placed, Point]], page: _Page) -> list[tuple[Placed, Point]]:
    """Every number under its place on the line, one row lower for each that stands there already."""
    farthest = max((abs(place[0]) for _, place in placed), default=0.0) or 1.0
    drawn: list[tuple[Placed, Point]] = []
    for one, (x, _) in placed:
        at = (page.wide / 2 + x / farthest * REACH * (page.wide / 2 - MARGIN), NUMBERS_AT)
        while any(math.dist(at, held) < APART - 1 for _, held in drawn):
            at = (at[0], at[1] + ROW)
        drawn.append((one, at))
    return drawn
