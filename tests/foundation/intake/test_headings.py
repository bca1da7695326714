"""One row of headings or several, merged or not, become one unique name per column."""

from pathlib import Path

import openpyxl
import pytest
from tests.hostile.books import book, ods_parts, ods_row, packed, row

from tequio.foundation.intake import Sheet, read_sheet

TOPS = ("No.", "", "Sector", "", "", "Solución", "")
SUBS = ("", "Lugar", "Público", "Privado", "Social", "Conjunta", "Otros")
EXPECTED = ["No.", "Lugar", "Sector / Público", "Sector / Privado", "Sector / Social", "Solución / Conjunta",
            "Solución / Otros"]
MERGES = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="C1:E1"/><mergeCell ref="F1:G1"/></mergeCells>'
VALUES = tuple("abcdefg")


def read(tmp_path: Path, text: str, header_rows: int = 1, header_from: int | None = None) -> Sheet:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read_sheet(path, header_rows=header_rows, header_from=header_from)


def test_merged_in_xlsx(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row(1, *TOPS) + row(2, *SUBS) + row(3, *VALUES), after=MERGES)
    sheet = read_sheet(path, header_rows=2)
    assert sheet.columns == EXPECTED
    assert [line.number for line in sheet] == [3]


def test_merged_in_ods(tmp_path: Path) -> None:
    tops = ('<table:table-row><table:table-cell/><table:table-cell table:number-columns-spanned="2" '
            'office:value-type="string"><text:p>Sector</text:p></table:table-cell><table:covered-table-cell/>'
            "</table:table-row>")
    path = packed(tmp_path / "a.ods", ods_parts(tops + ods_row("Lugar", "Público", "Privado") + ods_row(*"abc")))
    assert read_sheet(path, header_rows=2).columns == ["Lugar", "Sector / Público", "Sector / Privado"]


def test_guessed_in_csv(tmp_path: Path) -> None:
    text = "\n".join(",".join(cells) for cells in (TOPS, SUBS, VALUES))
    assert read(tmp_path, text, header_rows=2).columns == EXPECTED


def test_repeated_names_never_collide(tmp_path: Path) -> None:
    assert read(tmp_path, "voz,voz,voz (2),voz\n").columns == ["voz", "voz (3)", "voz (2)", "voz (4)"]


def test_a_column_without_heading_goes_by_its_letter(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a,,c\n1,2,3\n")
    assert sheet.columns == ["a", "=B", "c"]
    assert sheet.rows[0][sheet.column("=B")] == "2"


def test_no_headings_at_all(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a,b\nc,d\n", header_rows=0)
    assert sheet.columns == ["=A", "=B"]
    assert len(sheet) == 2


def test_a_title_above(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Foro ciudadano,\n,\ngrupo,voz\nmujeres,hola\n", header_from=3)
    assert sheet.columns == ["grupo", "voz"]
    assert sheet.rows[0].number == 4


def test_headings_begin_at_the_first_row_with_content(tmp_path: Path) -> None:
    sheet = read(tmp_path, "\n\ngrupo,voz\nmujeres,hola\n")
    assert (sheet.columns, sheet.rows[0].number) == (["grupo", "voz"], 4)


def test_line_breaks_in_a_heading_are_blanks(tmp_path: Path) -> None:
    assert read(tmp_path, '"¿Qué\n pasa?",b\n').columns == ["¿Qué pasa?", "b"]


@pytest.mark.parametrize("header_rows", [1, 2])
def test_rows_keep_their_numbers_past_blank_ones(tmp_path: Path, header_rows: int) -> None:
    sheet = read(tmp_path, "a,b\nc,d\n\n1,2\n,\n3,4\n", header_rows=header_rows)
    assert [line.number for line in sheet][-2:] == [4, 6]


def test_a_tall_merged_cell_speaks_for_each_of_its_rows(tmp_path: Path) -> None:
    rows = row(1, "colonia", "voz") + row(2, "Centro", "a") + row(3, "", "b") + row(5, "", "c") + row(6, "", "d")
    path = book(tmp_path / "a.xlsx", rows, after='<mergeCells><mergeCell ref="A2:A5"/></mergeCells>')
    sheet = read_sheet(path)
    assert [(line.number, line["colonia"]) for line in sheet] == [(2, "Centro"), (3, "Centro"), (5, "Centro"), (6, "")]
    assert [problem.code for problem in sheet.problems] == ["TQ-245"]


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["oculta"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Voces").append(["voz"])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").sheet == "Voces"
    assert read_sheet(tmp_path / "a.xlsx", sheet=1).columns == ["oculta"]
