"""Who owes what, as a matrix of dots: full for who owes it, a ring for who supports. No shades, no totals, no ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from tequio.foundation.paper.charts.palette import GREEN, MUTED
from tequio.foundation.paper.charts.rows import stacked
from tequio.foundation.paper.charts.shapes import figure, length, lines, rule, text
from tequio.foundation.paper.charts.spec import SMALL, WIDTH, said, wrapped
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Column, Figure, Language, Table

LABEL_SHARE = 0.5
LABEL_CHARACTERS = 36
LINE_HEIGHT = 14
SPACE = 16
ROWS_ON_A_PAGE = 12
ROOM_FOR_HEADS = 40
HEAD_ANGLE, HEAD_LIFT = 42, 8


@dataclass(frozen=True)
class Duty:
    """A proposal (short) with the bodies that owe it and those that support."""

    label: str
    owes: tuple[str, ...]
    supports: tuple[str, ...] = ()


def responsibility_matrix(duties: Sequence[Duty], bodies: Sequence[str], *, caption: str,
                          language: Language) -> Figure:
    """One row per proposal, one column per body, both in the order given."""
    columns = (Column(word("item", language), weight=2.2), *(Column(body) for body in bodies))
    rows = tuple((duty.label, *(_state(duty, body, language) for body in bodies)) for duty in duties)
    twin = Table(caption, columns, rows)
    return Figure(caption, _drawing(duties, bodies), said("matrix", twin, language), twin)


def responsibility_matrices(duties: Sequence[Duty], bodies: Sequence[str], *, caption: str,
                            language: Language) -> tuple[Figure, ...]:
    """The same matrix in parts of about equal length that each fit a page; one part when that is enough."""
    parts = max(1, -(-len(duties) // ROWS_ON_A_PAGE))
    if parts == 1:
        return (responsibility_matrix(duties, bodies, caption=caption, language=language),)
    each = -(-len(duties) // parts)
    of = word("of", language)
    return tuple(responsibility_matrix(duties[place * each:(place + 1) * each], bodies, language=language,
                                       caption=f"{caption} ({place + 1} {of} {parts})") for place in range(parts))


def _state(duty: Duty, body: str, language: Language) -> str:
    if body in duty.owes:
        return word("owes", language)
    return word("supports" if body in duty.supports else "nothing", language)


def _drawing(duties: Sequence[Duty], bodies: Sequence[str]) -> str:
    labels = [wrapped(duty.label, LABEL_CHARACTERS, 3) for duty in duties]
    rows = stacked([LINE_HEIGHT * len(label) + SPACE for label in labels])
    left, step = WIDTH * LABEL_SHARE, (WIDTH * (1 - LABEL_SHARE) - ROOM_FOR_HEADS) / max(len(bodies), 1)
    columns = [left + step * (place + 0.5) for place in range(len(bodies))]
    shapes = [rule(top, WIDTH - ROOM_FOR_HEADS) for top in (0.0, *(row.bottom for row in rows))]
    for duty, label, row in zip(duties, labels, rows, strict=True):
        shapes += lines(0, row.top + SPACE / 2, label, LINE_HEIGHT)
        shapes += [_dot(x, row.middle, owes=body in duty.owes, supports=body in duty.supports)
                   for body, x in zip(bodies, columns, strict=True)]
    shapes += [text(0, 0, body, transform=f"translate({x:g},{-HEAD_LIFT}) rotate({-HEAD_ANGLE}) translate(2,3)")
               for body, x in zip(bodies, columns, strict=True)]
    ends = [x + SMALL + length(body) * cos(radians(HEAD_ANGLE)) for x, body in zip(columns, bodies, strict=True)]
    above = HEAD_LIFT + SMALL + max(map(length, bodies), default=0) * sin(radians(HEAD_ANGLE))
    return figure(shapes, max(WIDTH, *ends, 0), rows[-1].bottom if rows else SPACE, above)


def _dot(x: float, y: float, *, owes: bool, supports: bool) -> str:
    """Full, a ring, or a speck that leads the eye along the row."""
    if not owes and not supports:
        return f'<circle cx="{x:g}" cy="{y:g}" r="1.4" fill="{MUTED}" opacity="0.6"/>'
    return (f'<circle cx="{x:g}" cy="{y:g}" r="5.6" fill="{GREEN if owes else "none"}" stroke="{GREEN}" '
            'stroke-width="1.8"/>')
