"""An agenda that exists: its proposals out of a sheet, a table, a list or lines."""

from pathlib import Path

import docx
import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import read_agenda

OWN = {"text": ("propuesta", "text"), "section": ("tema", "section"), "group": ("grupo", "group")}


def document(path: Path, *lines: tuple[str, str]) -> Path:
    made = docx.Document()
    for style, text in lines:
        if style.startswith("Heading"):
            made.add_heading(text, int(style[-1]))
        else:
            made.add_paragraph(text, style=style or None)
    made.save(str(path))
    return path


def test_the_items_of_a_list_with_the_heading_above_them(tmp_path: Path) -> None:
    read = read_agenda(document(
        tmp_path / "a.docx", ("Heading 1", "Agenda"), ("", "Esto pedimos entre todas."), ("Heading 2", "Luz"),
        ("List Number", "Poner luminarias"), ("List Bullet", "Cuidar la cancha"), ("Heading 2", "Escuela"),
        ("", "3. Abrir un taller")), {}, OWN)
    assert [(line.text, line.beside["section"]) for line in read.lines] == [
        ("Poner luminarias", "Luz"), ("Cuidar la cancha", "Luz"), ("Abrir un taller", "Escuela")]
    assert read.rows == 3


def test_the_table_of_proposals_and_no_other(tmp_path: Path) -> None:
    made = docx.Document()
    for rows in ([("Fecha", "Lugar"), ("3 de marzo", "Salón")],
                 [("Propuesta", "Grupo"), ("Poner luminarias", "Mujeres"), ("", "Jóvenes")]):
        table = made.add_table(len(rows), 2)
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                table.cell(at, place).text = text
        made.add_paragraph("")
    made.save(str(tmp_path / "a.docx"))
    read = read_agenda(tmp_path / "a.docx", {}, OWN)
    assert [(line.text, line.beside["group"]) for line in read.lines] == [("Poner luminarias", "Mujeres")]
    assert [one.reason for one in read.dropped] == ["no_answer"]


def test_a_sheet_with_columns_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Solución,Eje\nPoner luminarias,Luz\n,Luz\nPoner luminarias,Luz\n", encoding="utf-8")
    read = read_agenda(path, {"text": ("Solución",), "section": ("Eje",)}, OWN)
    assert [line.row for line in read.lines] == [2, 4]
    assert len({line.fingerprint for line in read.lines}) == 2
    assert [one.row for one in read.dropped] == [3]


def test_numbered_lines_go_on_until_a_blank_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Agenda del barrio\n\nEje 1. Luz\n1.- Poner luminarias\nen los callejones\n\nOtra cosa\n"
                    "2) Cuidar la cancha\n- Abrir un taller\n", encoding="utf-8")
    read = read_agenda(path, {}, OWN)
    assert [line.text for line in read.lines] == [
        "Poner luminarias en los callejones", "Cuidar la cancha", "Abrir un taller"]
    assert {line.beside["section"] for line in read.lines} == {"Eje 1. Luz"}


def test_a_document_without_list_or_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        read_agenda(document(tmp_path / "a.docx", ("", "Pedimos muchas cosas.")), {}, OWN)
    assert fault.value.problem.code == "TQ-433"
    (tmp_path / "a.csv").write_text("Fecha,Lugar\n3 de marzo,Salón\n", encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        read_agenda(tmp_path / "a.csv", {}, OWN)
    assert fault.value.problem.code == "TQ-221"


def test_the_same_agenda_twice_has_the_same_fingerprints(tmp_path: Path) -> None:
    lines = (("List Number", "Poner luminarias"), ("List Number", "Abrir un taller"))
    first = read_agenda(document(tmp_path / "a.docx", *lines), {}, OWN)
    (tmp_path / "b.txt").write_text("1. Poner luminarias\n2. ABRIR un taller\n", encoding="utf-8")
    second = read_agenda(tmp_path / "b.txt", {}, OWN)
    assert [line.fingerprint for line in first.lines] == [line.fingerprint for line in second.lines]


def test_a_theme_merged_down_over_rows_is_the_theme_of_each(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(6, 3)
    rows = [("Tema", "Propuesta", "Grupo"), ("Agua", "Abrir la toma", "Mujeres"), ("", "Limpiar el pozo", "Jóvenes"),
            ("", "", ""), ("Luz", "Poner un poste", "Mujeres"), ("", "Cambiar los focos", "")]
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(4, 2).merge(table.cell(5, 2))
    made.save(str(tmp_path / "a.docx"))
    read = read_agenda(tmp_path / "a.docx", {}, OWN)
    assert [(line.text, line.beside["section"], line.beside["group"]) for line in read.lines] == [
        ("Abrir la toma", "Agua", "Mujeres"), ("Limpiar el pozo", "Agua", "Jóvenes"),
        ("Poner un poste", "Luz", "Mujeres"), ("Cambiar los focos", "", "Mujeres")]
    assert read.rows == 4  # a row that says nothing of its own is none


def test_a_row_over_the_whole_table_is_the_theme_of_those_below(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(6, 2)
    rows = [("Agenda del llano", ""), ("Propuesta", "Grupo"), ("AGUA", ""), ("Abrir la toma", "Mujeres"), ("LUZ", ""),
            ("Poner un poste", "Jóvenes")]
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
        if not row[1]:
            table.cell(at, 0).merge(table.cell(at, 1))
    made.save(str(tmp_path / "a.docx"))
    read = read_agenda(tmp_path / "a.docx", {}, OWN)
    assert [(line.text, line.beside["section"]) for line in read.lines] == [
        ("Abrir la toma", "AGUA"), ("Poner un poste", "LUZ")]


def test_columns_stay_theirs_where_a_cell_before_them_is_wide(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for at, row in enumerate([("Tema", "Nota", "Propuesta"), ("Agua", "", "Abrir la toma"),
                              ("Luz", "x", "Poner un poste")]):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    made.save(str(tmp_path / "a.docx"))
    assert [line.text for line in read_agenda(tmp_path / "a.docx", {}, OWN).lines] == [
        "Abrir la toma", "Poner un poste"]
