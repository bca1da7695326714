"""A consultation from its sheet to the draft: what joined, what stayed apart, what is printed beside it."""

import csv
from pathlib import Path

import pytest

from tequio.agendas.compose import compose
from tequio.agendas.content import AgendaContent
from tequio.agendas.extras import extras_of
from tequio.agendas.models import Agenda
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.diagnosis.models import Coding
from tequio.foundation.places.models import Process, Territory

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[3] / "shared/cases"
PROCESS = """
[process]
name = "Prueba"
[[territories]]
key = "villa"
name = "Villa de Prueba"
[[sources]]
kind = "consultation"
file = "c.csv"
encounter = { kind = "forum" }
"""
ROWS = [
    ("La Ceiba", "Vía", "Polvo", "Cerrar la vía vieja al paso de tráileres"),
    ("La Ceiba", "Vía", "Polvo", "No cerrar la vía vieja al paso de tráileres"),
    ("Los Robles I", "Luz", "Oscuro", "Poner luminarias en la entrada del panteón"),
    ("Los Robles II", "Luz", "Oscuro", "PONER LUMINARIAS EN LA ENTRADA DEL PANTEON"),
    ("Los Robles III", "Luz", "Oscuro", "Poner lumianrias en la entrada del panteón"),
    ("La Ceiba", "Vía", "No hay topes", "que los pongan"),
    ("La Ceiba", "Vía", "Faltan botes de basura", "Que los pongan."),
    ("", "Trato", "Burlas", "Castigo a toda forma de acoso y de burla en el camión"),
    ("", "Trato", "Burlas", "Castigo de burla y a toda forma de acoso en el camión"),
]


def content_of(folder: Path, process_file: Path | None = None) -> AgendaContent:
    path = process_file or folder / "proceso.toml"
    run_stages(read_process_file(path), folder, "frase", Ledger(), lambda *_: None)
    process = Process.objects.get()
    return compose(process, Agenda.objects.get(), extras_of(process))


def written(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    (folder / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Lugar", "Tema", "Problema", "Propuesta"), *rows])
    return folder


def test_what_joins_stays_apart_and_is_offered(tmp_path: Path) -> None:
    content = content_of(written(tmp_path, ROWS))
    lines = {line.text.text: line for part in content.parts for line in part.lines}  # type: ignore[union-attr]
    assert len(lines) == 7
    lamps = lines["Poner luminarias en la entrada del panteón"]
    assert lamps.rows == ("4", "5", "6") and lamps.place == "Los Robles I, Los Robles II, Los Robles III"
    assert lines["que los pongan"].problem.text == "No hay topes."  # type: ignore[union-attr]
    assert lines["Que los pongan."].problem.text == "Faltan botes de basura."  # type: ignore[union-attr]
    numbers = {lines[text].number for _, theme, _, text in ROWS if theme == "Trato"}
    assert [set(pair) for pair in content.twins] == [numbers]
    page = (tmp_path / "documentos/agenda-villa.html").read_text(encoding="utf-8")
    assert "Puntos que quizá piden lo mismo" in page and "El problema: Faltan botes de basura." in page


def case(name: str) -> Path:
    if not (path := CASES / name / "proceso.toml").exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


@pytest.mark.parametrize(("name", "items"), [("01-opposites-merged", 4), ("02-streets-merged", 9)])
def test_different_requests_of_a_sheet_stay_items(name: str, items: int, tmp_path: Path) -> None:
    content = content_of(tmp_path, case(name))
    assert sum(len(part.lines) for part in content.parts) == items


def test_places_that_differ_in_a_number_are_places(tmp_path: Path) -> None:
    content_of(tmp_path, case("03-places-roman-numbers"))
    assert Territory.objects.filter(level="neighbourhood").count() == 3


def test_requests_that_lean_keep_their_problem(tmp_path: Path) -> None:
    content = content_of(tmp_path, case("04-answers-that-lean-on-the-problem"))
    lines = [line for part in content.parts for line in part.lines]
    assert len(lines) == 3 and sorted(bool(line.problem) for line in lines) == [False, True, True]
    assert [line.place for line in lines if "," in line.place] == ["El Llano, La Loma"]


def test_no_code_of_violence_for_words_of_another_sense(tmp_path: Path) -> None:
    content_of(tmp_path, case("25-cues-of-another-meaning"))
    assert not Coding.objects.filter(code__family__in=("VL", "VN", "RE")).exists()
    assert not Coding.objects.filter(code__key="FA4").exists()


def test_the_same_words_in_another_order_are_offered(tmp_path: Path) -> None:
    assert content_of(tmp_path, case("36-twins-in-another-order")).twins == ((1, 2),)
