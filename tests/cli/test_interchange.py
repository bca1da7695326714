"""`tequio export qda` and `tequio import qda`: whole or not at all, with counts and without words."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.diagnosis.test_interchange import PLAIN, codes, encounter, foreign, told

from tequio.cli import bring, export
from tequio.cli.__main__ import house
from tequio.diagnosis.models import Coding
from tequio.diagnosis.refi_qda import open_project, project_bytes
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Encounter, Voice

__all__ = ["codes", "encounter", "told"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def acting(process: Process, team: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder was opened, and the team entered."""
    for module in (export, bring):
        monkeypatch.setattr(module, "entered", lambda folder, descriptor: (process, team))
        monkeypatch.setattr(module, "close_home", lambda: None)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(house(), list(map(str, arguments)))


def test_the_export_is_written_and_recorded(told: Voice, acting: None, tmp_path: Path) -> None:
    out = tmp_path / "salida.qdpx"
    done = run("export", "qda", tmp_path, "--out", out)
    assert done.exit_code == 0, done.output
    assert open_project(out).project.counts()["codings"] == 3
    assert out.stat().st_mode & 0o077 == 0
    assert "Zarmiento" not in done.output
    assert Entry.objects.filter(verb="export_diagnosis").count() == 1
    for ending in (".csv", ".xlsx", ".qdc"):
        assert run("export", "qda", tmp_path, "--out", tmp_path / f"a{ending}").exit_code == 0
    assert "Zarmiento" not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_an_export_that_cannot_be_written_is_not_recorded(told: Voice, acting: None, tmp_path: Path) -> None:
    (tmp_path / "hay.qdpx").write_text("mío")
    for out, code in (("hay.qdpx", "TQ-914"), ("a.pdf", "TQ-164"), ("no/esta/a.qdpx", "TQ-132")):
        done = run("export", "qda", tmp_path, "--out", tmp_path / out)
        assert done.exit_code == 2 and code in done.output
    assert (tmp_path / "hay.qdpx").read_text() == "mío"
    assert not Entry.objects.filter(verb="export_diagnosis").exists()


def test_a_project_comes_into_a_new_encounter_with_a_report(
        process: Process, territory: Territory, acting: None, tmp_path: Path) -> None:
    file = tmp_path / "nvivo.qdpx"
    file.write_bytes(project_bytes(foreign()))
    report = tmp_path / "informe.json"
    done = run("import", "qda", tmp_path, file, "--territory", territory.key, "--group", "mujeres", "--report", report)
    assert done.exit_code == 0, done.output
    assert Voice.objects.get().text == PLAIN
    assert Encounter.objects.get().key == "QDA-1"
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["brought"] == {"codes": 1, "voices": 1, "codings": 2}
    assert told["not_brought"] == {"categories": 1, "without_text": 1}
    assert not any(word in done.output + report.read_text() for word in ("Zarzal", "Zarzosa", "martes"))
    assert run("import", "qda", tmp_path, file, "--encounter", "QDA-1").exit_code == 0
    assert Coding.objects.count() == 2


def test_where_it_was_heard_has_to_be_said(process: Process, acting: None, tmp_path: Path) -> None:
    file = tmp_path / "nvivo.qdpx"
    file.write_bytes(project_bytes(foreign()))
    for options in ((), ("--encounter", "no"), ("--territory", "no"), ("--territory", "centro", "--group", "no")):
        done = run("import", "qda", tmp_path, file, *options)
        assert done.exit_code == 2 and "TQ-172" in done.output
    file.write_bytes(b"PK\x03\x04")
    assert "TQ-209" in run("import", "qda", tmp_path, file, "--territory", "centro").output
    assert not Voice.objects.exists() and not Encounter.objects.exists()
