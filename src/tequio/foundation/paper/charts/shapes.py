"""Shapes of a figure whose places are known in pixels already, as SVG: no chart grammar is asked."""

from html import escape

from tequio.foundation.paper.charts.palette import INK, LINE
from tequio.foundation.paper.charts.spec import FONT, SMALL

MARGIN = 3
# Of the font's size: how high a line stands above its baseline, and how wide its letters are at most on average.
ASCENT, WIDEST_LETTER = 0.8, 0.53


def figure(shapes: list[str], width: float, height: float, above: float = 0) -> str:
    """The SVG of `shapes`, with `above` pixels over their zero."""
    whole, tall = f"{width + 2 * MARGIN:.0f}", f"{above + height + 2 * MARGIN:.0f}"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{tall}" viewBox="0 0 {whole} {tall}">'
            f'<g transform="translate({MARGIN},{above + MARGIN:.1f})">{"".join(shapes)}</g></svg>')


def rule(y: float, right: float) -> str:
    return f'<line x1="0" y1="{y:g}" x2="{right:g}" y2="{y:g}" stroke="{LINE}"/>'


def bar(left: float, right: float, middle: float, thick: float, colour: str, opacity: float) -> str:
    return (f'<rect x="{left:.1f}" y="{middle - thick / 2:.1f}" width="{right - left:.1f}" height="{thick}" '
            f'fill="{colour}" opacity="{opacity}"/>')


def text(x: float, baseline: float, words: str, *, size: float = SMALL, colour: str = INK, transform: str = "") -> str:
    """One line; with `transform` its place is that of the transformation."""
    placed = f'transform="{transform}"' if transform else f'x="{x:.1f}" y="{baseline:.1f}"'
    return f'<text {placed} font-family="{FONT}" font-size="{size}px" fill="{colour}">{escape(words)}</text>'


def lines(x: float, top: float, words: list[str], line_height: float, *, size: float = SMALL) -> list[str]:
    """Lines one under the other, the first with its letters just below `top`."""
    return [text(x, top + size * ASCENT + place * line_height, line, size=size) for place, line in enumerate(words)]


def length(words: str, size: float = SMALL) -> float:
    """Pixels that the words take at most, about."""
    return size * WIDEST_LETTER * len(words)
