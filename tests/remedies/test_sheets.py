"""Sheets, documents and files of votes that are refused, or of which something was noticed: mended, they are read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.chain.building import HEAD, run, source
from tests.chain.building import refused as refused_build
from tests.hostile import bombs
from tests.remedies.refusing import refused

from tequio.chain.build import prepare
from tequio.chain.process_file import read_process_file
from tequio.deliberation.opinion.analyse import analyse
from tequio.deliberation.votes_file import read_votes
from tequio.foundation.intake import read_sheet, read_text
from tequio.foundation.intake.limits import Limits
from tequio.listening.importers import Layout, Wanted, as_words, odk_form, read_agenda, read_survey, read_transcript

ROWS = b"Propuesta,Lugar\nUna pipa,El Pozo\nLuz,La Vega\n"


def workbook(*rows: list[object], name: str = "Hoja1") -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


BOOK = workbook(["Propuesta", "Lugar"], ["Una pipa", "El Pozo"])
# What is refused with its name and options, and what its remedy makes of it.
REFUSED: list[tuple[str, str, bytes | None, dict[str, Any], str, bytes, dict[str, Any]]] = [
    ("TQ-201", "a.csv", None, {}, "a.csv", ROWS, {}),
    ("TQ-206", "a.csv", ROWS, {"limits": Limits(bytes=20)}, "a.csv", b"Propuesta\nLuz\n", {"limits": Limits(bytes=20)}),
    ("TQ-207", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(60), {}, "a.csv", ROWS, {}),
    ("TQ-209", "a.xlsx", BOOK[:300], {}, "a.xlsx", BOOK, {}),
    ("TQ-216", "a.xlsx", BOOK, {"sheet": "Foro"}, "a.xlsx", BOOK, {"sheet": "Hoja1"}),
    ("TQ-218", "a.csv", ROWS, {"limits": Limits(rows=2)}, "a.csv", b"Propuesta\nLuz\n", {"limits": Limits(rows=2)}),
    ("TQ-219", "a.csv", ROWS, {"limits": Limits(columns=1)}, "a.csv", b"Propuesta\nLuz\n",
     {"limits": Limits(columns=1)}),
    ("TQ-220", "a.csv", b"Propuesta\n" + b"x" * 50 + b"\n", {"limits": Limits(characters=40)}, "a.csv",
     b"Propuesta\n" + b"x" * 30 + b"\n", {"limits": Limits(characters=40)}),
    ("TQ-241", "a.json", b'[{"Propuesta": "Luz",}', {}, "a.json", b'[{"Propuesta": "Luz"}]', {}),
    ("TQ-242", "a.json", b'{"Propuesta": 3}', {}, "a.json", b'[{"Propuesta": "Luz"}]', {}),
    ("TQ-242", "a.json", b'[1, 2]', {}, "a.jsonl", b'{"Propuesta": "Luz"}\n{"Propuesta": "Agua"}\n', {}),
]


def table(folder: Path, name: str, data: bytes | None, options: dict[str, Any]) -> list[object]:
    if data is not None:
        (folder / name).write_bytes(data)
    return list(read_sheet(folder / name, **options))


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_sheet_that_is_refused_is_mended(case: tuple[Any, ...], tmp_path: Path) -> None:
    code, name, data, options, then, good, with_these = case
    problem = refused(code, lambda: table(tmp_path, name, data, options))
    if code == "TQ-216":
        assert "Hoja1" in problem.remedy("es")
    assert table(tmp_path, then, good, with_these)


@pytest.mark.parametrize(("code", "make"), [
    ("TQ-211", bombs.zip_bomb), ("TQ-212", bombs.ten_thousand_parts), ("TQ-213", bombs.a_part_that_climbs_out),
    ("TQ-214", bombs.an_archive_inside), ("TQ-215", bombs.billion_laughs_in_strings),
    ("TQ-235", bombs.encrypted_parts)], ids=lambda one: one if isinstance(one, str) else "")
def test_the_cells_of_a_hostile_workbook_copied_to_a_new_one(
        code: str, make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    refused(code, lambda: list(read_sheet(path)))
    assert table(tmp_path, "nuevo.xlsx", BOOK, {})


def test_links_and_folders(tmp_path: Path) -> None:
    inside, outside = tmp_path / "dentro", tmp_path / "fuera.csv"
    inside.mkdir()
    outside.write_bytes(ROWS)
    (inside / "a.csv").symlink_to(outside)
    refused("TQ-202", lambda: list(read_sheet(inside / "a.csv", root=inside)))
    (inside / "a.csv").unlink()
    (inside / "a.csv").write_bytes(ROWS)
    assert list(read_sheet(inside / "a.csv", root=inside))
    refused("TQ-203", lambda: list(read_sheet(inside)))
    (inside / "b.csv").symlink_to(inside / "b.csv")
    refused("TQ-204", lambda: list(read_sheet(inside / "b.csv")))
    (inside / "b.csv").unlink()
    (inside / "b.csv").write_bytes(ROWS)
    assert list(read_sheet(inside / "b.csv"))


FORMULA = openpyxl.Workbook()
FORMULA.active.append(["Propuesta", "Veces"])
FORMULA.active.append(["Luz", "=1+1"])
_bytes = io.BytesIO()
FORMULA.save(_bytes)
# What is noticed, and what is read without a notice once the remedy was followed.
NOTICED = [
    ("TQ-231", "a.xlsx", _bytes.getvalue(), workbook(["Propuesta", "Veces"], ["Luz", 2])),
    ("TQ-232", "a.xlsx", workbook(["Propuesta", "Veces"], ["Luz", "#DIV/0!"]), workbook(
        ["Propuesta", "Veces"], ["Luz", 2])),
    ("TQ-233", "a.csv", "Propuesta\nPoner lámparas\n".encode().decode("latin-1").encode(),
     "Propuesta\nPoner lámparas\n".encode()),
    ("TQ-234", "a.csv", b"a,b,c\n1,2,3\n4\n", b"a,b,c\n1,2,3\n4,,\n"),
    ("TQ-240", "a.csv", b'Propuesta,Lugar\nel "pozo" viejo,x\n"a"b,y\n',
     b'Propuesta,Lugar\n"el ""pozo"" viejo",x\nab,y\n'),
    ("TQ-249", "a.csv", "Propuesta\nPoner lámparas\nMás árboles ya\n".encode() + "Más años aquí\n".encode("latin-1"),
     "Propuesta\nPoner lámparas\nMás árboles ya\nMás años aquí\n".encode()),
]


@pytest.mark.parametrize("case", NOTICED, ids=lambda case: case[0])
def test_what_was_noticed_is_gone_once_it_was_mended(case: tuple[str, str, bytes, bytes], tmp_path: Path) -> None:
    code, name, data, good = case
    (tmp_path / name).write_bytes(data)
    noticed = read_sheet(tmp_path / name)
    assert code in [one.code for one in noticed.problems]
    for one in noticed.problems:
        for language in ("es", "en"):
            assert "{" not in one.what(language) + one.remedy(language).replace("{{", "")
    (tmp_path / name).write_bytes(good)
    assert not read_sheet(tmp_path / name).problems


# Declarations of a process file, and what the remedy makes of them.
DECLARED = [
    ("TQ-102", "[process\n", "[process]\n"),
    ("TQ-103", '[process]\nthreshold = 9\n', '[process]\nname = "P"\n'),
    ("TQ-106", HEAD + '[[sources]]\nkind = "foros"\nfile = "a.csv"\n', HEAD + source("consultation")),
    ("TQ-107", HEAD + source("consultation", 'territory = "no"'), HEAD + source("consultation", 'territory = "llano"')),
    ("TQ-108", HEAD + '[[groups]]\nkey = "mujeres"\nes = "Otras"\n',
     HEAD + '[[groups]]\nkey = "otras"\nes = "Otras"\n'),
]


@pytest.mark.parametrize(("code", "bad", "good"), DECLARED)
def test_a_process_file_that_is_refused_is_mended(code: str, bad: str, good: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(bad, encoding="utf-8")
    problem = refused(code, lambda: read_process_file(path))
    if code == "TQ-106":
        assert "consultation" in problem.remedy("es")
    if code == "TQ-107":
        assert "llano" in problem.remedy("es")
    path.write_text(good if good.startswith("\n") else good + ('name = "P"\n' if code == "TQ-102" else "")
                    + '[[territories]]\nkey = "llano"\n', encoding="utf-8")
    assert read_process_file(path)


def test_a_folder_that_holds_something_already(tmp_path: Path) -> None:
    (tmp_path / "salida").mkdir()
    (tmp_path / "salida" / "x").write_text("x", encoding="utf-8")
    refused("TQ-131", lambda: prepare(tmp_path / "salida"))
    assert prepare(tmp_path / "otra").is_dir()


PARENTS = '[[territories]]\nkey = "pozo"\nparent = "{}"\nlevel = "neighbourhood"\n'
SAID = "clave,encuentro,texto\n"
HELD = "clave,tipo,estado,semana\nE1,taller,realizado,2031-03-03\n"
ROUND = source("encounters") + source("voices") + source("codings")
CODES = "voz,codigo,cita,codificador,estado\nV1,VL1,{},Ceiba,aceptada\n"
BUILT = [
    ("TQ-109", PARENTS.format("pozo"), {}, PARENTS.format("llano"), {}),
    ("TQ-124", source("encounters") + source("voices"),
     {"encounters.csv": HELD, "voices.csv": SAID + "V1,E9,Falta luz\n"}, None,
     {"voices.csv": SAID + "V1,E1,Falta luz\n"}),
    ("TQ-125", source("encounters") + source("voices"),
     {"encounters.csv": HELD, "voices.csv": SAID + "V1,E1,Falta luz\nV1,E1,Falta agua\n"},
     None, {"voices.csv": SAID + "V1,E1,Falta luz\nV2,E1,Falta agua\n"}),
    ("TQ-126", ROUND, {"encounters.csv": HELD, "voices.csv": SAID + "V1,E1,Falta luz aquí\n",
                       "codings.csv": CODES.format("falta la luz")}, None, {"codings.csv": CODES.format("Falta luz")}),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", BUILT, ids=lambda case: case[0])
def test_a_build_that_is_refused_is_mended(case: tuple[Any, ...], tmp_path: Path) -> None:
    code, about, files, then, mended = case
    first, second = tmp_path / "uno", tmp_path / "dos"
    first.mkdir()
    second.mkdir()
    problem = refused_build(first, about, files)
    assert problem.code == code
    if code == "TQ-124":
        assert "E1" in problem.remedy("es")
    run(second, about if then is None else then, {**files, **mended})


VOTES = "participant,statement,vote\np1,s1,1\np2,s1,-1\n"
CAST = [
    ("TQ-607", None, VOTES), ("TQ-608", "quien,que,voto\na,b,1\n", VOTES), ("TQ-601", VOTES + "p3,s1,7\n", VOTES),
    ("TQ-603", VOTES + ",s1,1\n", VOTES),
    ("TQ-611", "participant,statement,vote,timestamp\np1,s1,1,ayer\n",
     "participant,statement,vote,timestamp\np1,s1,1,2031-01-02\n"),
]


@pytest.mark.parametrize(("code", "bad", "good"), CAST)
def test_a_file_of_votes_that_is_refused_is_mended(code: str, bad: str | None, good: str, tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    if bad is not None:
        path.write_text(bad, encoding="utf-8")
    refused(code, lambda: read_votes(path))
    path.write_text(good, encoding="utf-8")
    assert read_votes(path)


def test_a_parquet_of_votes_that_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "v.parquet").write_bytes(b"PAR1" + bytes(30))
    refused("TQ-609", lambda: read_votes(tmp_path / "v.parquet"))
    (tmp_path / "v.csv").write_text(VOTES, encoding="utf-8")
    assert read_votes(tmp_path / "v.csv")


def test_a_name_that_ends_in_another_kind(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(BOOK)
    assert [one.code for one in read_sheet(tmp_path / "a.ods").problems] == ["TQ-236"]
    (tmp_path / "a.ods").rename(tmp_path / "a.xlsx")
    assert not read_sheet(tmp_path / "a.xlsx").problems


def test_an_analysis_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text(VOTES, encoding="utf-8")
    made = read_votes(tmp_path / "v.csv")
    problem = refused("TQ-604", lambda: analyse(made, mode="otro"))  # type: ignore[arg-type]
    for mode in str(problem.facts["modes"]).split(", "):
        assert analyse(made, mode=mode)  # type: ignore[arg-type]


def test_questions_that_do_not_leave_a_survey(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "folio,autora,falta\n1,Ficticia Una,Falta luz\n2,Ficticia Dos,Falta agua\n", "utf-8")
    refused("TQ-422", lambda: read_survey(tmp_path / "a.csv", Wanted(voices=("autora",))))
    assert len(read_survey(tmp_path / "a.csv", Wanted(voices=("falta",))).submissions) == 2


def test_a_talk_of_the_facilitator_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Facilita: ¿Qué falta?\nFacilita: ¿Nadie?\nFacilita: Bueno.\n", "utf-8")
    refused("TQ-432", lambda: as_words(read_transcript(tmp_path / "a.txt"), Wanted(voices=())))
    (tmp_path / "a.txt").write_text("Facilita: ¿Qué falta?\nP1: Luz.\nFacilita: ¿Y?\nP1: Agua.\n", "utf-8")
    assert as_words(read_transcript(tmp_path / "a.txt"), Wanted(voices=())).submissions


def test_an_agenda_without_proposals(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Se habló de la luz.\n", "utf-8")
    refused("TQ-433", lambda: read_agenda(tmp_path / "a.txt", {}, {}))
    (tmp_path / "a.txt").write_text("1. Poner luz en la entrada.\n2. Arreglar el pozo.\n", "utf-8")
    assert len(read_agenda(tmp_path / "a.txt", {}, {}).lines) == 2


def test_an_archive_that_is_no_export(tmp_path: Path) -> None:
    def archive(name: str, content: str) -> Path:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.writestr(name, content)
        return tmp_path / "a.zip"
    refused("TQ-426", lambda: odk_form(archive("hoja.csv", "a,b\n1,2\n"), Layout()))
    assert odk_form(archive("foro.csv", "SubmissionDate,falta,KEY\n2031-03-04,Luz,uuid:1\n"), Layout())


def test_a_document_without_words(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n[Música]\n\n", "utf-8")
    refused("TQ-237", lambda: read_text(tmp_path / "a.srt"))
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nFalta luz\n\n", "utf-8")
    assert read_text(tmp_path / "a.srt").turns
