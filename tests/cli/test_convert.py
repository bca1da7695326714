"""`tequio convert`: every format in and out, a report without words, and nothing written where something is wrong."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from tests.diagnosis.refi_qda.files import passage, project
from tests.diagnosis.refi_qda.hostile import every, write
from tests.diagnosis.refi_qda.test_databases import qualcoder, taguette

from tequio.cli.__main__ import house
from tequio.diagnosis.refi_qda import open_project

SAID = "=Petra dijo 💡 que no hay luz\r\ny tampoco agua"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(house(), ["convert", *map(str, arguments)])


@pytest.fixture
def nvivo(tmp_path: Path) -> Path:
    at = len(SAID[:SAID.index("luz")].encode("utf-16-le")) // 2
    return project(tmp_path, {"uno": SAID.encode()}, {
        "uno": passage(0, 6) + passage(at, at + 3, "agua") + passage(3, 9_000)})


def test_a_project_goes_through_every_format(tmp_path: Path, nvivo: Path) -> None:
    for number, ending in enumerate((".qdpx", ".qdc", ".csv", ".xlsx")):
        out = tmp_path / f"salida{number}{ending}"
        done = run(nvivo, out)
        assert done.exit_code == 0, done.output
        report = json.loads(out.with_name(out.name + ".json").read_text(encoding="utf-8"))
        assert report["kept"]["codings"] == 2
        assert [(one["kind"], one["reason"], one["count"]) for one in report["listed"]] == [
            ("codings", "beyond", 1), ("selections", "beyond", 1)]
        assert "Petra" not in json.dumps(report) + done.output
        assert out.stat().st_mode & 0o077 == 0
    again = open_project(tmp_path / "salida0.qdpx").project
    assert again.sources == open_project(nvivo).project.sources
    rows = list(csv.DictReader(io.StringIO((tmp_path / "salida2.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["code"], row["quote"]) for row in rows] == [("luz", "'=Petra"), ("agua", "luz")]
    sheet = openpyxl.load_workbook(tmp_path / "salida3.xlsx")["codings"]
    assert sheet["E2"].value == "=Petra" and sheet["E2"].data_type == "s"


def test_databases_become_projects(tmp_path: Path) -> None:
    assert run(qualcoder(tmp_path), tmp_path / "a.qdpx").exit_code == 0
    assert run(taguette(tmp_path), tmp_path / "b.qdpx").exit_code == 0
    assert len(open_project(tmp_path / "a.qdpx").project.users) == 2
    assert open_project(tmp_path / "b.qdpx").project.counts()["codings"] == 4


def test_a_codebook_of_nothing_and_an_unknown_kind_are_refused(tmp_path: Path, nvivo: Path) -> None:
    empty = tmp_path / "vacia.sqlite3"
    with sqlite3.connect(empty) as made:
        made.executescript("CREATE TABLE source (id, name, fulltext); CREATE TABLE code_name (cid);"
                           "CREATE TABLE code_text (ctid);")
    made.close()
    for source, target, code in ((empty, "a.qdc", "TQ-169"), (nvivo, "a.pdf", "TQ-164"), (nvivo, "a", "TQ-164")):
        done = run(source, tmp_path / target)
        assert done.exit_code == 2 and code in done.output
        assert not (tmp_path / target).exists()


def test_nothing_is_written_over(tmp_path: Path, nvivo: Path) -> None:
    for name in ("a.csv", "a.csv.json"):
        there = tmp_path / name
        there.write_text("mío")
        done = run(nvivo, tmp_path / "a.csv")
        assert done.exit_code == 2 and "TQ-914" in done.output
        assert there.read_text() == "mío"
        there.unlink()


def test_a_hostile_project_leaves_nothing_behind(tmp_path: Path) -> None:
    refused = 0
    for ending, name, code, data in every():
        if len(data) > 2_000_000:
            continue
        path = write(tmp_path, ending, data)
        done = run(path, tmp_path / "salida.qdpx")
        assert done.exit_code == 2 and code in done.output, name
        assert list(tmp_path.iterdir()) == [path]
        path.unlink()
        refused += 1
    assert refused >= 60
