"""Sheets of other consultations, unedited, by process files written from the reference alone."""

from pathlib import Path

import pytest

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Territory

PROCESSES = Path(__file__).parent / "processes"
pytestmark = pytest.mark.django_db


def built(name: str, folder: Path) -> Ledger:
    declared = read_process_file(PROCESSES / f"{name}.toml", allow_outside=True)
    absent = [source.file for source in declared.sources if not (declared.folder / source.file).exists()]
    if absent:
        pytest.skip(f"the sheet is not on this machine: {absent[0]}")
    ledger = Ledger()
    folder.mkdir(mode=0o700)
    run_stages(declared, folder, "uno dos tres", ledger, lambda *_: None)
    assert not ledger.unaccounted()
    return ledger


def made(ledger: Ledger, noun: str) -> int:
    return sum(stage.made.get(noun, 0) for stage in ledger.stages)


def test_a_list_with_a_summary_and_a_text(tmp_path: Path, home: Path) -> None:
    ledger = built("madrid_2019", tmp_path / "fuera")
    assert ledger.rows["propuestas_2019.csv"] == made(ledger, "voices") == 80


@pytest.mark.slow
def test_a_platform_with_thousands_of_titles_and_markup(tmp_path: Path, home: Path) -> None:
    ledger = built("madrid_2024", tmp_path / "fuera")
    # Thirty were taken back by whoever proposed them; a title such as «xxx» asks for nothing.
    assert ledger.rows["propuestas_2024_2025.csv"] == made(ledger, "voices") + len(ledger.listed) == 2738
    assert {row.reason for row in ledger.listed} == {"taken_back", "unanswered"}
    assert made(ledger, "items") < made(ledger, "proposals")
    page = (tmp_path / "fuera" / "documentos" / "agenda-madrid.html").read_text("utf-8")
    assert "&lt;p&gt;" not in page


@pytest.mark.slow
def test_a_row_per_neighbourhood_and_the_borough_in_a_column(tmp_path: Path, home: Path) -> None:
    ledger = built("cdmx_colonias", tmp_path / "fuera")
    assert ledger.rows["cdmx_proyectos_por_colonia.csv"] == made(ledger, "voices") + len(ledger.listed)
    assert {row.reason for row in ledger.listed} <= {"no_words", "unanswered"}
    assert made(ledger, "local_agendas") > 1
    assert Territory.objects.filter(level="neighbourhood", parent__level="municipality").count() > 500


def test_problems_of_a_survey_without_a_proposal_are_printed(tmp_path: Path, home: Path) -> None:
    ledger = built("juarez_problemas", tmp_path / "fuera")
    assert ledger.rows["percepcion_2023_respuestas.csv"] == 2 * 1522
    assert {row.reason for row in ledger.listed} <= {"no_proposal", "no_words", "unanswered"}
    assert made(ledger, "local_agendas") == 1


def test_an_export_of_a_field_form(tmp_path: Path, home: Path) -> None:
    assert made(built("kobo_sesiones", tmp_path / "fuera"), "encounters") == 3


def test_one_sheet_of_commitments_read_four_times(tmp_path: Path, home: Path) -> None:
    ledger = built("buenos_aires", tmp_path / "fuera")
    assert {made(ledger, noun) for noun in ("proposals", "responses", "commitments", "verdicts")} == {54}


TWO_FORUMS = """
[process]
name = "Dos foros"
[[territories]]
key = "norte"
name = "Municipio del Norte"
[[territories]]
key = "sur"
name = "Municipio del Sur"
[[groups]]
key = "mujeres"
es = "Mujeres adultas"
[[sources]]
kind = "consultation"
file = "a/foro.csv"
columns = { territory = "Municipio" }
[[sources]]
kind = "consultation"
file = "b/foro.csv"
columns = { territory = "Municipio" }
"""
FORUM = """número,Municipio,Lugar,Estado,Grupo,Problema,Propuesta
1,MUNICIPIO DEL NORTE,Centro,Norte Alto,MUJERES ADULTAS,<p>No hay agua</p>,Una pipa
2,sur,Centro,Norte Alto,,Se inunda,
"""


@pytest.fixture
def forums(tmp_path: Path) -> Path:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "foro.csv").write_text(FORUM, encoding="utf-8")
    (tmp_path / "proceso.toml").write_text(TWO_FORUMS, encoding="utf-8")
    return tmp_path / "proceso.toml"


def test_two_forums_numbered_from_one_stay_apart(forums: Path, tmp_path: Path, home: Path) -> None:
    ledger = Ledger()
    (tmp_path / "fuera").mkdir()
    run_stages(read_process_file(forums), tmp_path / "fuera", "uno dos tres", ledger, lambda *_: None)
    assert dict(ledger.rows) == {"a/foro.csv": 2, "b/foro.csv": 2}
    assert [(row.file, row.row, row.reason) for row in ledger.listed] == [
        ("a/foro.csv", 3, "no_proposal"), ("b/foro.csv", 3, "no_proposal")]
    assert Territory.objects.filter(name="Centro").count() == 2
    page = (tmp_path / "fuera" / "documentos" / "agenda-norte.html").read_text("utf-8")
    assert "a/foro.csv 2, b/foro.csv 2" in page
    assert "Norte Alto" not in page, "under «Estado» stands a place, and no task of the state"


@pytest.mark.parametrize(("change", "code"), [
    (("{ territory", "{ problem = \"\", proposal = \"\", territory"), "TQ-121"),
    (("{ territory = \"Municipio\" }\n[[", "{ territory = 3 }\n[["), "TQ-104"),
    (("{ territory = \"Municipio\" }\n[[", "{ territory = \"Lugar\" }\n[["), "TQ-124"),
    (("file = \"a", "header_rows = true\nfile = \"a"), "TQ-104"),
    (("file = \"a", "encounter = { tipo = \"foro\" }\nfile = \"a"), "TQ-105"),
    (("file = \"a", "replace = { section = \"Agua\" }\nfile = \"a"), "TQ-104"),
    (("file = \"a", "replace = { tema = { \"a\" = \"b\" } }\nfile = \"a"), "TQ-105"),
    (("es = \"Mujeres adultas\"", "es = \"Mujeres adultas\"\naliases = \"señoras\""), "TQ-104"),
    (("name = \"Municipio del Sur\"", "population = \"muchos\""), "TQ-104"),
])
def test_what_a_process_file_must_not_say(forums: Path, tmp_path: Path, home: Path, change: tuple[str, str],
                                          code: str) -> None:
    text = forums.read_text(encoding="utf-8")
    assert change[0] in text
    forums.write_text(text.replace(*change), encoding="utf-8")
    (tmp_path / "fuera").mkdir()
    with pytest.raises(TequioError) as caught:
        run_stages(read_process_file(forums), tmp_path / "fuera", "uno dos tres", Ledger(), lambda *_: None)
    assert caught.value.problem.code == code
