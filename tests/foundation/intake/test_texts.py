"""Texts and transcripts: the same words on every system, and who speaks when."""

import hashlib
from pathlib import Path

import docx
import typst
from tests.hostile.books import packed
from tests.hostile.documents import odt_parts

from tequio.foundation.intake import read_text


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffUno  \r\ndos e\u0301\u202e\r\n".encode("utf-16"))
    text = read_text(path)
    assert text.content == "Uno\ndos é"
    assert text.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert text.turns == []


def test_docx_has_tables_and_no_comments_nor_author(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Autora Oculta"
    said = document.add_paragraph("FACILITADORA: ¿Qué hace falta?")
    document.add_comment(said.runs, text="comentario oculto", author="Autora Oculta")
    document.add_paragraph("MUJER 1 [00:01:05]: Luz.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "colonia", "Centro"
    document.save(str(tmp_path / "a.docx"))
    text = read_text(tmp_path / "a.docx")
    assert "colonia\tCentro" in text.content
    assert "oculto" not in text.content.lower()
    assert [(turn.speaker, turn.start_seconds) for turn in text.turns] == [("FACILITADORA", None), ("MUJER 1", 65.0)]


def test_odt_has_tables_and_no_comments(tmp_path: Path) -> None:
    body = ("<text:p>Uno<text:s text:c='2'/>dos<office:annotation><text:p>oculto</text:p></office:annotation></text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>")
    assert read_text(packed(tmp_path / "a.odt", odt_parts(body))).content == "Uno  dos\na\tb"


def test_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    typst.compile("Página uno: niñez. #pagebreak() Página dos.".encode(), output=str(path))
    assert read_text(path).content == "Página uno: niñez.\n\nPágina dos."


def test_vtt_keeps_voices(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hola\n\n00:02.000 --> 00:03.000\n<v Ana>a todas\n\n"
                    "01:00:03.000 --> 01:00:04.000\n<v Luz>Buenas\n", encoding="utf-8")
    text = read_text(path)
    assert text.content == "Ana: Hola a todas\nLuz: Buenas"
    assert [(turn.speaker, turn.start_seconds, turn.text) for turn in text.turns] == [
        ("Ana", 1.0, "Hola a todas"), ("Luz", 3603.0, "Buenas")]


def test_srt(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes("1\r\n00:00:01,500 --> 00:00:02,000\r\n¿Cómo están?\r\n".encode("cp1252"))
    text = read_text(path)
    assert (text.content, text.turns[0].start_seconds) == ("¿Cómo están?", 1.5)


def test_transcripts_typed_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("[00:00:05] Ana: Hola.\nNota: se va la luz\nLuz (1:02): Sí: así fue.\n", encoding="utf-8")
    turns = read_text(path).turns
    assert [(turn.speaker, turn.start_seconds, turn.text) for turn in turns] == [
        ("Ana", 5.0, "Hola.\nNota: se va la luz"), ("Luz", 62.0, "Sí: así fue.")]


def test_prose_with_colons_is_no_transcript(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Dos: primero esto.\nY luego otra cosa.\nDos: lo repito.\nNota: nada.\n", encoding="utf-8")
    assert read_text(path).turns == []
