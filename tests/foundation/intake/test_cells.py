"""Every cell becomes the text that a person sees, and nothing that a machine hides."""

import datetime as dt
import json
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.intake import neutral, read_sheet, tidy
from tequio.foundation.intake.tidy import UNSEEN, cell_text


@given(st.text())
def test_tidy_is_stable_and_shows_all_it_holds(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert not UNSEEN.search(clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == clean.strip()


@pytest.mark.parametrize(("value", "text"), [
    (3.0, "3"), (0.1 + 0.2, "0.30000000000000004"), (1e22, "1e+22"), (-0.0, "0"), (float("nan"), ""),
    (True, "true"), (None, ""), ("  sí\u00a0", "sí"), ("mu\u200bje\u202eres", "mujeres"), ("e\u0301l", "él"),
    ("a\r\nb\tc", "a\nb c"), ("👩🏽\u200d🌾", "👩🏽\u200d🌾"), (dt.date(2024, 5, 1), "2024-05-01"),
    (dt.datetime(2024, 5, 1, 10, 30), "2024-05-01T10:30:00"),  # noqa: DTZ001
    (dt.datetime(2024, 5, 1, 23, 59, 59, 999_999), "2024-05-02"),  # noqa: DTZ001
    (dt.timedelta(hours=30), "30:00:00"), (dt.time(7, 5), "07:05:00"),
])
def test_text_of(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"x\")", "\tx", "＝1"])
def test_neutral_disarms(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "hola", "-3", "+52", "-0.5", "12%", "a=b"])
def test_neutral_leaves_the_rest(text: str) -> None:
    assert neutral(text) == text


def test_a_workbook_of_another_program(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["n", "fecha", "momento", "hora", "dura", "sí", "texto", "formula"])
    sheet.append([9.9, dt.date(2024, 5, 1), dt.datetime(2024, 5, 1, 10, 30), dt.time(7, 5),  # noqa: DTZ001
                  dt.timedelta(hours=30), True, "007", "=1+1"])
    book.save(tmp_path / "a.xlsx")
    read = read_sheet(tmp_path / "a.xlsx")
    assert list(read.rows[0].cells.values()) == [
        "9.9", "2024-05-01", "2024-05-01T10:30:00", "07:05:00", "30:00:00", "true", "007", ""]
    assert [(problem.code, problem.row, problem.column) for problem in read.problems] == [("TQ-231", 2, "H")]


def test_values_that_mean_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("grupo,voz\n0,0\nmujeres,0\n0.5,no sé\n", encoding="utf-8")
    sheet = read_sheet(path, blank=("0", "no sé"))
    assert [line.cells for line in sheet] == [
        {"grupo": "", "voz": ""}, {"grupo": "mujeres", "voz": ""}, {"grupo": "0.5", "voz": ""}]
    assert [line.blank for line in sheet] == [True, False, False]


def test_a_row_never_shows_its_words() -> None:
    from tequio.foundation.intake import Row

    assert "secreto" not in repr(Row(3, ("secreto",), {"voz": 0}))


def test_records(tmp_path: Path) -> None:
    records = [{"a": 1, "b": {"c": [1, "x"]}}, {"z": "tarde", "a": None}]
    (tmp_path / "a.json").write_text(json.dumps({"count": 2, "results": records}), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n\n".join(map(json.dumps, records)), encoding="utf-8")
    whole, lines = read_sheet(tmp_path / "a.json"), read_sheet(tmp_path / "a.jsonl")
    assert whole.columns == lines.columns == ["a", "b", "z"]
    assert [line.cells for line in whole] == [
        {"a": "1", "b": '{"c":[1,"x"]}', "z": ""}, {"a": "", "b": "", "z": "tarde"}]
    assert [line.number for line in whole] == [1, 2]
    assert [line.number for line in lines] == [1, 3]
