"""What all figures share: one look, one way from a Vega-Lite specification to a drawing, one way to say it in words."""

import textwrap
from functools import cache
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.foundation.paper.charts.palette import INK, LINE, MUTED
from tequio.foundation.paper.charts.words import word
from tequio.foundation.paper.model import Language, Table
from tequio.foundation.paper.typesetting import FONTS

Spec = dict[str, Any]
VEGA_LITE = "6.4"
FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
WIDTH = 440
TEXT = 13
SMALL = 11.5
ROWS_IN_WORDS = 8

CONFIG: Spec = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "padding": 2,
    "text": {"fontSize": TEXT, "color": INK},
    "axis": {
        "labelColor": MUTED, "labelFontSize": SMALL, "titleColor": INK, "titleFontSize": TEXT, "domainColor": LINE,
        "tickColor": LINE, "gridColor": LINE, "titleFontWeight": "normal", "labelLimit": 400, "titleLimit": 400,
    },
    "legend": {"labelColor": INK, "labelFontSize": SMALL, "title": None, "labelLimit": 400},
    "title": {"color": INK, "subtitleColor": MUTED},
    "header": {"labelColor": INK, "labelFontSize": TEXT, "title": None, "labelFontWeight": "bold"},
}


def drawn(spec: Spec) -> str:
    """The SVG of a Vega-Lite specification in the shared look; nothing is fetched.

    Raises TequioError TQ-820 when Vega refuses it.
    """
    import vl_convert  # here, because it holds a whole browser's engine and most builds draw nothing with it
    _know_fonts()
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG, **spec}
    try:
        return vl_convert.vegalite_to_svg(whole, vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError:
        # The message repeats the data, which may hold somebody's words.
        raise TequioError("TQ-820") from None


@cache
def _know_fonts() -> None:
    import vl_convert
    vl_convert.register_font_directory(str(FONTS / "atkinson-hyperlegible-next"))


def wrapped(text: str, characters: int, most: int = 3) -> list[str]:
    """`text` in lines of about `characters`, the last one cut with an ellipsis past `most` lines."""
    return textwrap.wrap(text, characters, max_lines=most, placeholder=" …") or [""]


def said(kind: str, table: Table, language: Language) -> str:
    """The figure in words: its kind and the first rows of its table."""
    rows = ["; ".join((row[0], *(f"{column.title}: {cell}" for column, cell in
                                 zip(table.columns[1:], row[1:], strict=True) if cell)))
            for row in table.rows[:ROWS_IN_WORDS]]
    if len(table.rows) > ROWS_IN_WORDS:
        rows.append(word("more", language).format(number=len(table.rows) - ROWS_IN_WORDS))
    return f"{word(kind, language)}. {'. '.join(rows)}."
