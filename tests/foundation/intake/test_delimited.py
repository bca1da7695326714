"""What a program writes with a delimiter and an encoding is what is read."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.foundation.intake import read_sheet, tidy
from tequio.foundation.intake.decoding import decode
from tequio.foundation.intake.delimited import sniffed

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
WORDS = st.text("abcdefghijklmnñopqrstuvwxyzáéíóúü ¿?¡!.\n", min_size=1, max_size=12)
SPANISH = ("La colonia está sin luz desde el año pasado. ¿Quién responde? Según la señora, nadie: «así es aquí». "
           "Pidió educación, más transporte y médicos; también árboles y un jardín de niños.")


def delimited(rows: list[list[str]], delimiter: str) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), st.sampled_from(",;\t|"))
def test_round_trip(rows: list[list[str]], delimiter: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(delimited([["a", "b", "c"], *rows], delimiter).encode())
        sheet = read_sheet(path, delimiter=delimiter, encoding="utf-8")
    expected = [tuple(map(tidy, row)) for row in rows]
    assert [tuple(row.cells.values()) for row in sheet] == [row for row in expected if any(row)]


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=30), st.sampled_from(",;\t|"))
def test_the_delimiter_is_found(rows: list[list[str]], delimiter: str) -> None:
    assert sniffed(delimited([["a", "b", "c"], *rows], delimiter)) == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert decode(SPANISH.encode(encoding), file="a.txt").text == SPANISH


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
@pytest.mark.parametrize("text", [SPANISH, SPANISH.upper(), "año\nniño\nGarcía"])
def test_the_encodings_of_old_machines(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), file="a.txt").text == text


@given(st.text("abcdeáéíóúñ¿? “”€–", min_size=1, max_size=80))
def test_text_encoded_twice_is_mended(text: str) -> None:
    spoiled = text.encode().decode("cp1252", "ignore") if not text.isascii() else text
    if spoiled.encode("cp1252") == text.encode():
        assert decode(spoiled.encode(), file="a.txt").text == text


@pytest.mark.parametrize("text", ["SÃO PAULO, Â± y más", "EDUCACIÓ…", "“ESPAÑ”", "Él dijo «sí»", "â", "Ã"])
def test_what_only_looks_spoiled_is_left(text: str) -> None:
    assert decode(text.encode(), file="a.txt").text == text
