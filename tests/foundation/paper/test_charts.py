"""Figures say the same in the drawing, in the table and in words."""

import re

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.paper.charts import palette
from tequio.foundation.paper.charts.bars import CountBar, count_bars
from tequio.foundation.paper.charts.matrix import Duty, responsibility_matrices, responsibility_matrix
from tequio.foundation.paper.charts.path import chain_path
from tequio.foundation.paper.charts.places import MapPlace, schematic_map
from tequio.foundation.paper.charts.series import TimeSeries, small_multiples
from tequio.foundation.paper.charts.spec import drawn
from tequio.foundation.paper.charts.verdicts import VerdictRow, verdict_columns
from tequio.foundation.paper.model import Figure, Step, Table
from tequio.foundation.paper.typesetting import png

BARS = (CountBar("Luz", 0, 10, "menos de 10"), CountBar("Agua <b>", 40, 45, "unas 40"),
        CountBar("Cobro", 15, 20, "unas 15"))
SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)),)


def figures() -> list[Figure]:
    return [
        count_bars(BARS, caption="c", language="es"),
        responsibility_matrix((Duty("Luz", ("Ayuntamiento",), ("Estado",)),), ("Ayuntamiento", "Estado"), caption="c",
                              language="es"),
        small_multiples((TimeSeries("a", (1, None, 3)),), ("2020", "2021", "2022"), caption="c", language="es"),
        verdict_columns((VerdictRow("Luz", "hecho", 1, "empeoró", -1),), caption="c", language="en"),
        schematic_map((MapPlace("Loma", SQUARE, "hecho"), MapPlace("Muelle", SQUARE, "no")), ("hecho", "no"),
                      caption="c", language="es"),
        chain_path((Step("24", "encuentros"), Step("unas 160", "voces")), caption="c", language="es"),
    ]


def twin(figure: Figure) -> Table:
    assert figure.twin
    return figure.twin


@pytest.mark.parametrize("place", range(6))
def test_every_word_of_the_drawing_stands_in_its_table_and_in_its_description(place: int) -> None:
    figure = figures()[place]
    cells = {cell for row in twin(figure).rows for cell in row} - {"–"}
    assert all(cell in figure.alt for cell in cells)
    assert "<text" in figure.svg and png(figure.svg).startswith(b"\x89PNG")
    assert figure == figures()[place]


def test_bars_keep_the_order_they_came_in() -> None:
    figure = count_bars(BARS, caption="c", language="es")
    assert [row[0] for row in twin(figure).rows] == ["Luz", "Agua <b>", "Cobro"]
    assert re.findall(r">(Luz|Agua &lt;b&gt;|Cobro)<", figure.svg) == ["Luz", "Agua &lt;b&gt;", "Cobro"]


def test_what_nobody_measured_is_a_gap_and_not_a_zero() -> None:
    figure = small_multiples((TimeSeries("a", (1, 2, None, 3, 4)),), tuple("abcde"), caption="c", language="es")
    assert twin(figure).rows[2] == ("c", "sin dato")
    line = re.search(r'<path[^>]*d="(M[^"]+)" fill="none" stroke="#34486B"', figure.svg) or re.search(
        r'stroke="#34486B"[^>]*d="(M[^"]+)"', figure.svg)
    drawn_paths = line[1] if line else "".join(re.findall(r'd="(M[0-9.,]+L[0-9.,LM]+)"', figure.svg))
    assert drawn_paths.count("M") == 2


def test_a_series_of_another_length_than_its_periods_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        small_multiples((TimeSeries("a", (1,)),), ("2020", "2021"), caption="c", language="es")


def test_a_long_matrix_comes_in_parts() -> None:
    duties = tuple(Duty(f"d{n}", ("A",)) for n in range(25))
    parts = responsibility_matrices(duties, ("A", "B"), caption="c", language="es")
    assert [len(twin(part).rows) for part in parts] == [9, 9, 7]
    assert parts[0].caption == "c (1 de 3)"


def test_empty_figures_are_drawn() -> None:
    for figure in (count_bars((), caption="c", language="es"), verdict_columns((), caption="c", language="es"),
                   responsibility_matrix((), (), caption="c", language="es"),
                   chain_path((), caption="c", language="es")):
        assert figure.svg.startswith("<svg")


def test_what_vega_refuses_is_said_without_its_data() -> None:
    with pytest.raises(TequioError) as refused:
        drawn({"mark": "secreto"})
    assert refused.value.problem.code == "TQ-820" and "secreto" not in str(refused.value)


def test_text_colours_are_readable_on_paper() -> None:
    for colour in (palette.INK, palette.MUTED, palette.TERRACOTTA, palette.GREEN, palette.INDIGO):
        assert _contrast(colour, palette.PAPER) >= 4.5 and _contrast(colour, "#FFFFFF") >= 4.5


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
