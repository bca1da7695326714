"""What names somebody becomes no place and no heading: not in the database, not in a draft."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Voice
from tequio.protection.deidentify import Detector
from tequio.protection.place_names import SEVERAL, names_somebody_there

PROCESS = """
[process]
name = "Prueba"
[[territories]]
key = "villa"
name = "Villa de Prueba"
{more}
[[sources]]
kind = "consultation"
file = "c.csv"
encounter = {{ kind = "forum" }}
"""
SOMEBODYS = (
    "casa de doña Eleuteria", "Casa de la señora de los tamales", "la tienda de don Beto", "lo de la Chata",
    "Doña Chuy",
    "atrás de lo de la Chata", "con mi tía Lencha", "casa de mi mamá", "taller del Güero", "rancho de los Zarvargas",
    "domicilio de Eleuterio Zarvargas", "Eleuterio Zarvargas", "Juana Pérez López", "junto a la señora Mary",
    "donde vive Eleuteria", "en casa de Chuy", "744 123 4567", "chuy@ejemplo.mx", "la familia Zarvargas")
PLACES = (
    "Colonia Benito Juárez", "Benito Juárez", "Lázaro Cárdenas", "Emiliano Zapata", "Luis Donaldo Colosio", "San Juan",
    "Santa Rosa", "Casa de la Cultura", "Casa de la Mujer", "Casa de Salud", "Casa del Migrante", "Las Marías",
    "Centro",
    "Col. Adolfo López Mateos", "Villas del Sol", "El Mirador", "Guadalupe Victoria", "Pedregal del Sol II", "Palmas 2",
    "Nuestra Señora de la Luz", "Señor de los Milagros", "Rancho San Pedro", "Rancho de las Cruces", "Manzana A",
    "Xoxocotla", "Josefa Ortiz de Domínguez", "frente a la iglesia", "20 de Noviembre", "Martín Carrera", "Doctores")


@pytest.fixture(scope="module")
def plain() -> Detector:
    return Detector()


@pytest.mark.parametrize("cell", SOMEBODYS)
def test_it_points_at_a_person(cell: str, plain: Detector) -> None:
    for written in (cell, cell.upper(), cell.lower(), f"  {cell}. "):
        assert names_somebody_there(written, plain), written


@pytest.mark.parametrize("cell", PLACES)
def test_it_is_a_place(cell: str, plain: Detector) -> None:
    for written in (cell, cell.upper(), cell.lower()):
        assert not names_somebody_there(written, plain), written


def test_what_several_rows_call_so_is_a_place_and_a_house_never(plain: Detector) -> None:
    assert names_somebody_there("Rubén Zarvargas", plain, rows=SEVERAL - 1)
    assert not names_somebody_there("Rubén Zarvargas", plain, rows=SEVERAL)
    assert names_somebody_there("casa de Rubén Zarvargas", plain, rows=500)


@given(some.text(max_size=60))
def test_any_cell_is_answered(cell: str) -> None:
    assert names_somebody_there(cell, Detector()) in (True, False)


def written(folder: Path, rows: list[tuple[str, ...]], more: str = "") -> Ledger:
    (folder / "proceso.toml").write_text(PROCESS.format(more=more), encoding="utf-8")
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Lugar", "Tema", "Problema", "Propuesta"), *rows])
    ledger = Ledger()
    run_stages(read_process_file(folder / "proceso.toml"), folder, "frase", ledger, lambda *_: None)
    return ledger


def everything_kept() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cells = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            cells += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(cells)


ROWS = [("casa de doña Eleuteria Zarvargas", "Luz", "Oscuro", "Poner luminarias en la entrada"),
        ("El Ocotal", "Luz", "Oscuro", "Podar los árboles de la cancha"),
        ("El Ocotal", "El pleito de Eleuterio Zarvargas", "Ruido", "Que haya horario de música")]


@pytest.mark.django_db
def test_no_name_of_a_cell_of_places_or_themes_stands_in_the_clear(tmp_path: Path) -> None:
    ledger = written(tmp_path, ROWS)
    assert sorted(Territory.objects.values_list("name", flat=True)) == ["El Ocotal", "Villa de Prueba"]
    assert Voice.objects.get(source_row=2).territory.key == "villa" and not ledger.unaccounted()
    assert [(one.code, one.file, one.facts) for one in ledger.notices if one.code == "TQ-141"] == [
        ("TQ-141", "c.csv", {"count": 1})]
    assert "Eleuteria" not in everything_kept()
    drafts = [path for path in (tmp_path / "documentos").rglob("*") if path.suffix in (".html", ".csv", ".json")]
    assert drafts
    for path in drafts:
        shown = path.read_text(encoding="utf-8")
        assert "Zarvargas" not in shown and "Eleuteri" not in shown, path


@pytest.mark.django_db
def test_the_team_may_say_that_a_place_is_called_so(tmp_path: Path) -> None:
    ledger = written(tmp_path, ROWS[:1], more='[places]\nsame = {"casa de doña Eleuteria Zarvargas" = "La Casona"}')
    assert Territory.objects.filter(name="La Casona").exists()
    assert not [one for one in ledger.notices if one.code == "TQ-141"]
    assert Process.objects.count() == 1
