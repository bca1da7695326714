"""A consultation from its sheet to the draft: what joined, what stayed apart, what is printed beside it."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.readings import read_as

from tequio.agendas.compose import compose
from tequio.agendas.content import AgendaContent
from tequio.agendas.extras import extras_of
from tequio.agendas.models import Agenda
from tequio.agendas.near import Near
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.diagnosis.models import Coding
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Level, Process, Territory
from tequio.protection import release
from tequio.protection.models import ReviewStatus, TextReading
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.standing import Passed
from tequio.publication.outgoing.queries import public_content

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


LEANING = [("La Ceiba" if at else "El Pozo", "Vía", problem, asked) for at, (problem, asked) in enumerate([
    ("No hay topes", "que los pongan"), ("Falta la rampa", "ponerla"), ("La barda está caída", "arreglarla ya"),
    *((f"Hay un bache en la curva {number}", f"Tapar el bache de la curva {number}") for number in range(9))])]


def outside_of(folder: Path, uses: str = "") -> dict[str, tuple[str, str]]:
    """What the edition for everybody says beside each item, once two people read all of it: problem and place."""
    (folder / "proceso.toml").write_text(PROCESS.replace('"forum"', f'"forum"{uses}'), encoding="utf-8")
    content_of(folder)
    process, agenda = Process.objects.get(), Agenda.objects.get()
    renew_texts(process)
    read_as(TextReading.objects.all(), ReviewStatus.APPROVED, "a", "b")
    passed = Passed(process)
    content = release.public(public_content(process, agenda), mask=passed.mask, marks=(), approvals=("a", "b"),
                             read=passed).content
    return {str(line.text): (str(line.problem), line.place) for part in content.parts for line in part.lines}


def test_the_edition_for_everybody_prints_the_problem_and_the_places_of_many(tmp_path: Path) -> None:
    beside = outside_of(written(tmp_path, LEANING))
    assert beside["que los pongan"] == ("No hay topes.", "lugares con pocas voces")
    assert beside["ponerla"] == ("Falta la rampa.", "La Ceiba")
    assert beside["arreglarla ya"] == ("La barda está caída.", "La Ceiba")
    assert beside["Tapar el bache de la curva 3"] == ("", "La Ceiba")


def test_what_may_not_be_quoted_is_not_printed_for_everybody(tmp_path: Path) -> None:
    beside = outside_of(written(tmp_path, LEANING), ', consent = ["diagnosis", "dialogue"]')
    assert beside["ponerla"][0] == "[no se publica]"


def test_a_problem_that_nobody_read_keeps_the_edition_in(tmp_path: Path) -> None:
    outside_of(written(tmp_path, LEANING))
    read_as(TextReading.objects.filter(kind="agendas.item", field="problem"), ReviewStatus.FIRST)
    process = Process.objects.get()
    passed = Passed(process)
    with pytest.raises(TequioError) as fault:
        release.public(public_content(process, Agenda.objects.get()), mask=passed.mask, marks=(),
                       approvals=("a", "b"), read=passed)
    assert fault.value.problem.code == "TQ-780"


@given(some.lists(some.tuples(some.sampled_from("abcd"), some.integers(1, 20)), unique_by=lambda one: one[0]))
def test_a_place_of_few_voices_has_no_name_outside(counts: list[tuple[str, int]]) -> None:
    places = {Territory(name=name, level=Level.NEIGHBOURHOOD): count for name, count in counts}
    near = Near(Counter({place.pk: count for place, count in places.items()}), 10)
    told = near.named(places)
    for place, count in places.items():
        assert (place.name in told.split(", ")) == (count >= 10)
    assert ("lugares con pocas voces" in told) == any(count < 10 for count in places.values())


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
