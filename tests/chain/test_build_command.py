"""`tequio build` in a shell: what it leaves, what it says, and what it never leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.remedies.refusing import refused

from tequio.chain.account import read_exact

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seis palabras de prueba"

PROCESS = """
[process]
name = "Consulta de prueba"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[groups]]
key = "mujeres"
es = "Mujeres"
[[sources]]
kind = "consultation"
file = "hoja.csv"
[sources.columns]
place = "Colonia"
group = "Quién"
problem = "Problema"
proposal = "Propuesta"
municipality = "Ayuntamiento"
"""
SHEET = """Colonia,Quién,Problema,Propuesta,Ayuntamiento
La Loma,Mujeres,No hay luz en la calle,Poner luminarias,Pagar la luz
Loma,Mujeres,No hay luz en la calle,Poner luminarias.,
La Loma,,Se inunda el paso,,
,,,,
El Llano,Mujeres,,Abrir la cancha en las tardes,
"""


def run(*arguments: object, language: str = "es", passing: tuple[int, ...] = ()) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    return subprocess.run(
        [sys.executable, "-m", "tequio.cli", "--lang", language, *map(str, arguments)], text=True,
        capture_output=True, env=environment | {"PYTHONPATH": str(ROOT / "src")}, cwd=ROOT, timeout=300,
        pass_fds=passing)


def passed(words: str) -> int:
    """A descriptor from which a passphrase can be read once."""
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    return reading


def exact(built: Path, words: str = PASSPHRASE) -> dict[str, Any]:
    """The account as `tequio account` gives it."""
    reading = passed(words)
    done = run("account", built, "--passphrase-fd", reading, passing=(reading,))
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    (tmp_path / "hoja.csv").write_text(SHEET, encoding="utf-8")
    return tmp_path


def test_a_small_sheet_becomes_a_draft_agenda(folder: Path) -> None:
    reading = passed(PASSPHRASE)
    done = run("build", folder / "proceso.toml", "--out", folder / "fuera", "--passphrase-fd", reading,
               passing=(reading,))
    assert done.returncode == 0, done.stderr
    account = exact(folder / "fuera")
    assert account["rows"]["hoja.csv"] == {"read": 4, "used": 3, "listed": 1, "outside": 0}
    assert account["listed"][0]["reason"] == "no_proposal"
    assert account["listed"][0]["row"] == 4
    page = (folder / "fuera" / "documentos" / "agenda-centro.html").read_text("utf-8")
    for words in ("borrador: no devuelto a los grupos / draft: not returned to the groups",
                  "interno, sin revisar / internal, not reviewed", "filas 2, 3"):
        assert words in page
    assert {path.suffix for path in (folder / "fuera" / "documentos").iterdir()} == {".html", ".pdf", ".docx"}


def test_the_account_that_is_sent_around_names_no_file_and_no_small_number(folder: Path) -> None:
    """Whoever helps sees what kind of thing became of how many rows, about; the team sees each row."""
    (folder / "hoja.csv").rename(folder / "Entrevista Rutilia Canchola.csv")
    toml = folder / "proceso.toml"
    toml.write_text(toml.read_text("utf-8").replace("hoja.csv", "Entrevista Rutilia Canchola.csv"), encoding="utf-8")
    reading = passed(PASSPHRASE)
    assert run("build", toml, "--out", folder / "fuera", "--passphrase-fd", reading,
               passing=(reading,)).returncode == 0
    text = (folder / "fuera" / "build.json").read_text("utf-8")
    told = json.loads(text)
    assert "Rutilia" not in text
    assert told["rows"] == {"fuente-1": dict.fromkeys(("read", "used", "listed", "outside"))}
    assert [(row["file"], row["reason"], row["count"]) for row in told["listed"]] == [("fuente-1", "no_proposal", None)]
    made = {noun: count for stage in told["stages"] for noun, count in stage["made"].items()}
    assert made["voices"] is None
    assert made["groups"] == 1
    assert list(exact(folder / "fuera")["rows"]) == ["Entrevista Rutilia Canchola.csv"]
    held = [path.name for path in (folder / "fuera").rglob("*") if path.is_file() and b"Rutilia" in path.read_bytes()]
    assert held == []


def test_the_exact_account_asks_for_a_passphrase_that_may_read(folder: Path) -> None:
    assert run("build", folder / "proceso.toml", "--out", folder / "fuera").returncode == 0
    reading = passed("otras palabras")
    done = run("account", folder / "fuera", "--passphrase-fd", reading, passing=(reading,))
    assert done.returncode == 2
    assert done.stderr.startswith("TQ-303")
    assert run("account", folder / "nada").stderr.startswith("TQ-911")


def test_where_no_account_lies_it_is_said(folder: Path) -> None:
    told = refused("TQ-582", lambda: read_exact(folder, UUID(int=0)))
    assert "cuenta.sellada" in str(told.file)


def test_what_was_said_is_not_readable_in_the_folder(folder: Path) -> None:
    secret = "el tecolote azul de doña Remigia"
    (folder / "hoja.csv").write_text(SHEET.replace("Se inunda el paso", secret), encoding="utf-8")
    assert run("build", folder / "proceso.toml", "--out", folder / "fuera").returncode == 0
    held = [path for path in (folder / "fuera").rglob("*") if path.is_file() and b"Remigia" in path.read_bytes()]
    assert held == []


@pytest.mark.parametrize(("change", "code"), [
    (("name = \"Consulta de prueba\"", ""), "TQ-103"),
    (("[process]", "[proceso]"), "TQ-105"),
    (("kind = \"consultation\"", "kind = \"encuesta\""), "TQ-106"),
    (("[process]", "[process"), "TQ-102"),
    (("file = \"hoja.csv\"", "file = \"otra.csv\""), "TQ-201"),
    (("file = \"hoja.csv\"", "file = 7"), "TQ-104"),
    (("problem = \"Problema\"", "problem = \"Problemática\""), "TQ-2"),
    (("problem = \"Problema\"", "dolor = \"Problema\""), "TQ-105"),
    (("key = \"mujeres\"\nes = \"Mujeres\"", "key = \"otras\"\nes = \"Otras\""), "TQ-124"),
    (("[[territories]]\nkey = \"centro\"\nname = \"Centro de Prueba\"", ""), "TQ-103"),
    (("name = \"Centro de Prueba\"", "name = \"Centro de Prueba\"\nparent = \"nada\""), "TQ-107"),
    (("name = \"Centro de Prueba\"", "name = \"Centro de Prueba\"\nparent = \"centro\""), "TQ-109"),
    (("name = \"Centro de Prueba\"", "name = \"Centro de Prueba\"\nlevel = \"galaxia\""), "TQ-105"),
    (("[[groups]]", "[[groups]]\nkey = \"mujeres\"\n[[groups]]"), "TQ-108"),
    (("[process]", "[process]\nthreshold = 0"), "TQ-104"),
    (("[[groups]]", "[groups]"), "TQ-104"),
])
def test_a_process_file_that_is_wrong_says_what_and_leaves_nothing(
        folder: Path, change: tuple[str, str], code: str) -> None:
    language = "en" if code.endswith("5") else "es"
    (folder / "proceso.toml").write_text(PROCESS.replace(*change), encoding="utf-8")
    done = run("build", folder / "proceso.toml", "--out", folder / "fuera", language=language)
    assert done.returncode == 2
    assert done.stderr.startswith(code), done.stderr
    assert ("Qué hacer" if language == "es" else "What to do") in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["hoja.csv", "proceso.toml"]


def test_a_folder_that_holds_something_is_left_alone(folder: Path) -> None:
    (folder / "fuera").mkdir()
    (folder / "fuera" / "mío.txt").write_text("no tocar")
    done = run("build", folder / "proceso.toml", "--out", folder / "fuera")
    assert done.stderr.startswith("TQ-131")
    assert [path.name for path in (folder / "fuera").iterdir()] == ["mío.txt"]


def test_the_trail_of_a_built_process_never_leads_to_one_small_room(folder: Path) -> None:
    assert run("build", folder / "proceso.toml", "--out", folder / "fuera").returncode == 0
    told = run("trace", "P-consulta-2", "--in", folder / "fuera")
    assert told.returncode == 0, told.stderr
    assert "menos de 10" in told.stdout
    assert "luminarias" not in told.stdout
