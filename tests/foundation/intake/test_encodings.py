"""Texts in two encodings, or saved in the wrong one: each is read as it was written, and the reader says so."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import read_sheet
from tequio.foundation.intake.decoding import OLD, decode

SPANISH = "AÑO,Qué se pide\n2031,Jardín y educación para la niñez del callejón\n2032,Más sillas en el salón público\n"


def read(folder: Path, data: bytes, **how: object) -> list[str]:
    (folder / "hoja.csv").write_bytes(data)
    sheet = read_sheet(folder / "hoja.csv", **how)  # type: ignore[arg-type]
    return [*(problem.code for problem in sheet.problems), *sheet.columns,
            *(cell for row in sheet for cell in row.cells.values())]


@pytest.mark.parametrize("old", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_line_in_utf8_and_the_others_in_an_old_encoding(tmp_path: Path, old: str, at: int) -> None:
    text = "LUGAR,PROPUESTA\nCIÉNEGA,PODA DE ÁRBOLES Y RESTAURACIÓN\nCENTRO,JARDÍN PARA LOS NIÑOS DEL CALLEJÓN\n" \
           "Peñón,Más árboles en el jardín\n"
    lines = text.splitlines(keepends=True)
    data = b"".join(line.encode("utf-8" if number == at + 1 else old) for number, line in enumerate(lines))
    read_as = read(tmp_path, data)
    assert "TQ-249" in read_as
    assert ",".join(cell for cell in read_as if not cell.startswith("TQ")) == text.strip().replace("\n", ",")


@pytest.mark.parametrize(("right", "wrong"), [
    ("cp1252", "mac_roman"), ("cp850", "cp1252"), ("cp1252", "cp850"), ("mac_roman", "cp1252")])
def test_an_old_text_read_in_another_encoding_and_saved_is_mended(tmp_path: Path, right: str, wrong: str) -> None:
    spoiled = SPANISH.encode(right).decode(wrong, "tequio.pass-through").encode()
    assert spoiled != SPANISH.encode()
    read_as = read(tmp_path, spoiled)
    assert read_as[0] == "TQ-233"
    assert read_as[1:] == SPANISH.replace("\n", ",").strip(",").split(",")


@pytest.mark.parametrize("text", [
    "Tema,Dicho\nA,Il perché e l’età: città\n", "Tema,Dicho\nA,«l’aigua» és bona · més\n",
    "Tema,Dicho\nA,O’Farril — esquina D’Alva\n", "Tema,Dicho\nB,10 £ y 5 ¥ – más\n", "Tema,Dicho\nA,Straße ± 3\n",
    "Tema,Dicho\nA,ÒÛ solas\n", "Tema,Dicho\nA,el pingüino y el niño\n"])
def test_what_is_right_is_left_alone(text: str) -> None:
    assert decode(text.encode(), file="a.csv").text == text


@given(st.text("áéíóúüñÁÉÍÓÚÑ¿¡abcdelmnorst ,\n«»", max_size=60))
@example("ñ¡¡¡")
def test_spanish_in_utf8_is_never_changed(text: str) -> None:
    assert decode(text.encode(), file="a.csv").text == text


@pytest.mark.parametrize("said", ["utf-8", "cp1252"])
def test_an_encoding_that_was_refused_is_not_recommended(said: str) -> None:
    data = {"utf-8": "niñez".encode("cp1252"), "cp1252": b"ni\x81ez"}[said]
    with pytest.raises(TequioError) as fault:
        decode(data, file="a.csv", encoding=said)
    for language in ("es", "en"):
        remedy = fault.value.problem.remedy(language)
        assert said not in remedy.replace("CSV UTF-8", "")
        offered = next(name for name in (*OLD, "utf-8") if f'"{name}"' in remedy)
        assert decode(data, file="a.csv", encoding=offered).text


def test_broken_utf8_offers_no_encoding_that_would_spoil_the_rest() -> None:
    data = ("Qué más: jardín, callejón, niñez\n" * 3).encode() + b"rota \xff\n"
    with pytest.raises(TequioError) as fault:
        decode(data, file="a.csv")
    assert fault.value.problem.row == 4
    assert "encoding =" not in fault.value.problem.remedy("es")
    assert decode(data.replace(b"\xff", b""), file="a.csv").text.startswith("Qué más")
