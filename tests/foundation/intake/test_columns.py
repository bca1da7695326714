"""A process file names columns as people do, and is told plainly when none or several fit."""

from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Sheet, read_sheet

HEADINGS = ["Número de Propuesta", "Problemática / Priorización", "Solución / Otros", "Sector / Otros", "voz",
            "voz (2)"]


@pytest.fixture
def sheet() -> Sheet:
    return Sheet("foros.xlsx", "Hoja1", HEADINGS, [])


@pytest.mark.parametrize(("wanted", "found"), [
    ("voz", "voz"),
    ("voz (2)", "voz (2)"),
    ("  NUMERO de propuesta", "Número de Propuesta"),
    ("Problemática/Priorización", "Problemática / Priorización"),
    ("Priorización", "Problemática / Priorización"),
    ("priorizacion", "Problemática / Priorización"),
    ("Solución / Otros", "Solución / Otros"),
    ("#2", "Problemática / Priorización"),
    ("=c", "Solución / Otros"),
    ("=C", "Solución / Otros"),
])
def test_found(sheet: Sheet, wanted: str, found: str) -> None:
    assert sheet.column(wanted) == found


def test_absent_says_where_what_and_the_nearest(sheet: Sheet) -> None:
    with pytest.raises(TequioError) as caught:
        sheet.column("priorisasion")
    problem = caught.value.problem
    assert (problem.code, problem.file, problem.sheet) == ("TQ-221", "foros.xlsx", "Hoja1")
    assert problem.value == "priorisasion"
    assert "«Problemática / Priorización»" in problem.remedy("es")
    assert "=C" in problem.remedy("en")


def test_several_are_not_guessed(sheet: Sheet) -> None:
    with pytest.raises(TequioError) as caught:
        sheet.column("otros")
    assert caught.value.problem.code == "TQ-222"
    assert "«Sector / Otros»" in caught.value.problem.remedy("es")


@pytest.mark.parametrize("wanted", ["#0", "#7", "=G", "=ZZ"])
def test_outside(sheet: Sheet, wanted: str) -> None:
    with pytest.raises(TequioError, match="TQ-223"):
        sheet.column(wanted)


@pytest.mark.parametrize("wanted", ["", "#", "=", "#x", "=1", "¿?"])
def test_nothing_in_particular(sheet: Sheet, wanted: str) -> None:
    with pytest.raises(TequioError, match="TQ-221"):
        sheet.column(wanted)


def test_long_headings_are_shortened_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("¿" + "Qué tan segura se siente usted en su colonia " * 20 + "?,voz\n1,2\n", encoding="utf-8")
    with pytest.raises(TequioError) as caught:
        read_sheet(path).column("xx")
    assert len(caught.value.problem.message("es")) < 500
