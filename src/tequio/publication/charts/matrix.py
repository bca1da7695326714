"""Who owes what, as a matrix of dots: full for who owes it, a ring for who supports. No shades, no totals, no ranks."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.publication.charts.palette import GREEN, INK, LINE, MUTED
from tequio.publication.charts.rows import at, rules, stacked
from tequio.publication.charts.spec import SMALL, WIDTH, Spec, drawn, said, wrapped
from tequio.publication.charts.words import word
from tequio.publication.documents.model import Column, Figure, Language, Table

LABEL_SHARE = 0.5
LABEL_CHARACTERS = 36
LINE_HEIGHT = 14
SPACE = 16
ROWS_ON_A_PAGE = 12
ROOM_FOR_HEADS = 40


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
    return Figure(caption, drawn(_spec(duties, bodies)), said("matrix", twin, language), twin)


def responsibility_matrices(duties: Sequence[Duty], bodies: Sequence[str], *, caption: str,
                            language: Language) -> tuple[Figure, ...]:
    """The same matrix in parts of about equal length that each fit a page; one part when that is enough."""
    parts = max(1, -(-len(duties) // ROWS_ON_A_PAGE))
    if parts == 1:
        return (responsibility_matrix(duties, bodies, caption=caption, language=language),)
    length = -(-len(duties) // parts)
    of = word("of", language)
    return tuple(responsibility_matrix(duties[place * length:(place + 1) * length], bodies, language=language,
                                       caption=f"{caption} ({place + 1} {of} {parts})") for place in range(parts))


def _state(duty: Duty, body: str, language: Language) -> str:
    if body in duty.owes:
        return word("owes", language)
    return word("supports" if body in duty.supports else "nothing", language)


def _spec(duties: Sequence[Duty], bodies: Sequence[str]) -> Spec:
    lines = [wrapped(duty.label, LABEL_CHARACTERS, 3) for duty in duties]
    rows = stacked([LINE_HEIGHT * len(label) + SPACE for label in lines])
    left, step = WIDTH * LABEL_SHARE, (WIDTH * (1 - LABEL_SHARE) - ROOM_FOR_HEADS) / max(len(bodies), 1)
    columns = [left + step * (place + 0.5) for place in range(len(bodies))]
    dots = [{"x": x, "y": row.middle, "owes": body in duty.owes, "supports": body in duty.supports}
            for duty, row in zip(duties, rows, strict=True) for body, x in zip(bodies, columns, strict=True)]
    empty = [dot for dot in dots if not dot["owes"] and not dot["supports"]]
    names = [{"x": 0, "y": row.top + SPACE / 2, "label": label} for label, row in zip(lines, rows, strict=True)]
    heads = [{"x": x, "y": -8, "label": body} for body, x in zip(bodies, columns, strict=True)]
    small = {"type": "text", "align": "left", "fontSize": SMALL, "color": INK}
    return {
        "width": WIDTH, "height": rows[-1].bottom if rows else SPACE,
        "layer": [
            rules([0.0, *(row.bottom for row in rows)], WIDTH - ROOM_FOR_HEADS, LINE),
            {"data": {"values": names}, "mark": {**small, "lineHeight": LINE_HEIGHT, "baseline": "top"},
             "encoding": {**at("x", "y"), "text": {"field": "label"}}},
            {"data": {"values": empty}, "mark": {"type": "circle", "size": 8, "color": MUTED, "opacity": 0.6},
             "encoding": at("x", "y")},
            {"data": {"values": dots}, "mark": {"type": "point", "size": 125, "strokeWidth": 1.8, "opacity": 1},
             "encoding": {**at("x", "y"), "fill": _when("datum.owes", GREEN),
                          "stroke": _when("datum.owes || datum.supports", GREEN)}},
            {"data": {"values": heads}, "mark": {**small, "angle": -42, "baseline": "middle", "dx": 2},
             "encoding": {**at("x", "y"), "text": {"field": "label"}}},
        ],
    }


def _when(test: str, colour: str) -> Spec:
    return {"condition": {"test": test, "value": colour}, "value": "transparent"}
