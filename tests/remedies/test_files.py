"""Process files, folders and documents that are refused: each is mended as its remedy says, and then it is taken."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pypdfium2
import pytest
from tests.chain.building import HEAD, listed, run, source
from tests.remedies.refusing import refused

from tequio.chain import build as building
from tequio.chain.bringing.bring import bring
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import LARGEST, read_process_file
from tequio.chain.stages import run as running
from tequio.cli import postgres, testing
from tequio.exchange.files import new_file
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import hand_in, read_sheet, read_text
from tequio.foundation.intake.limits import Limits
from tequio.foundation.paper import render_html, render_pdf
from tequio.foundation.paper.model import Document, Paragraph
from tequio.foundation.places.models import Process, Territory
from tequio.listening.importers import read_transcript
from tequio.listening.models import Encounter

FORUM = "Problema,Propuesta\nFalta agua,Una pipa\n"


def test_a_process_file_that_is_not_there(tmp_path: Path) -> None:
    refused("TQ-101", lambda: read_process_file(tmp_path / "otro.toml"))
    (tmp_path / "otro.toml").write_text(HEAD, encoding="utf-8")
    assert read_process_file(tmp_path / "otro.toml").groups


def test_a_process_file_that_holds_the_data_itself(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(HEAD + "# " + "x" * LARGEST, encoding="utf-8")
    refused("TQ-110", lambda: read_process_file(tmp_path / "p.toml"))
    (tmp_path / "p.toml").write_text(HEAD + source("consultation", "", "c.csv"), encoding="utf-8")
    assert read_process_file(tmp_path / "p.toml").sources


def test_a_process_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(HEAD.encode("latin-1"))
    assert refused("TQ-111", lambda: read_process_file(tmp_path / "p.toml")).row
    (tmp_path / "p.toml").write_text(HEAD, encoding="utf-8")
    assert read_process_file(tmp_path / "p.toml").groups


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "bad", "good"), [
    ("agenda", "title = \n", 'title = "La nuestra"\n'), ("agenda", "título\n", 'context = "De dónde partimos."\n'),
    ("rounds", "[[rounds]\n", '[[rounds]]\nkey = "r1"\ntitle = "R"\nterritory = "llano"\n')])
def test_a_file_of_another_form(tmp_path: Path, kind: str, bad: str, good: str) -> None:
    where = 'territory = "llano"' if kind == "agenda" else ""
    about = source("consultation", "", "c.csv") + source(kind, where, "a.toml")
    problem = refused("TQ-128", lambda: run(tmp_path, about, {"c.csv": FORUM, "a.toml": bad}))
    assert problem.file == "a.toml"
    shutil.rmtree(tmp_path / "fuera")
    run(tmp_path, about, {"c.csv": FORUM, "a.toml": good})


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "hoja").write_text("no es carpeta", encoding="utf-8")
    refused("TQ-132", lambda: building.prepare(tmp_path / "hoja" / "salida"))
    assert building.prepare(tmp_path / "salida").is_dir()


@pytest.mark.django_db
def test_a_row_that_was_lost_stops_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a user can do brings it about: a row is taken out of the account by hand."""
    about, files = source("consultation", "", "c.csv"), {"c.csv": FORUM}
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "use", lambda self, file, count=1: None)
        refused("TQ-133", lambda: run(tmp_path, about, files))
    shutil.rmtree(tmp_path / "fuera")
    assert listed(run(tmp_path, about, files)) == []


@pytest.mark.django_db
def test_rows_that_only_the_database_saw_twice() -> None:
    group = {"key": "g", "name_es": "G", "order": 0}

    def twice() -> dict[str, int]:
        process = Process.objects.create(name="P")
        process.groups.create(**group)
        process.groups.create(**group)
        return {}
    assert refused("TQ-136", lambda: running._whole("places", twice)).facts["stage"] == "places"
    assert running._whole("places", lambda: {"groups": 1}) == {"groups": 1}


def test_a_document_of_too_many_pages(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(200, 200)
    document.save(tmp_path / "a.pdf")
    problem = refused("TQ-244", lambda: read_text(tmp_path / "a.pdf", limits=Limits(pages=2)))
    assert (problem.facts["count"], problem.facts["limit"]) == (3, 2)
    part = pypdfium2.PdfDocument.new()
    part.import_pages(document, [0, 1])
    part.save(tmp_path / "a.pdf")
    with pytest.raises(TequioError) as fault:
        read_text(tmp_path / "a.pdf", limits=Limits(pages=2))
    # Two pages are read, and hold no words.
    assert fault.value.problem.code != "TQ-244"


def test_a_parquet_file_through_a_page(tmp_path: Path) -> None:
    duckdb.sql("select 'Una pipa' as Propuesta").write_parquet(str(tmp_path / "a.parquet"))
    refused("TQ-246", lambda: read_sheet(hand_in("a.parquet", (tmp_path / "a.parquet").read_bytes())))
    assert len(list(read_sheet(hand_in("a.csv", b"Propuesta\nUna pipa\n")))) == 1
    assert len(list(read_sheet(tmp_path / "a.parquet"))) == 1


def captions(*texts: str) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n{text}\n\n" for at, text in enumerate(texts, 1))


@pytest.mark.parametrize(("code", "name", "before", "after"), [
    ("TQ-673", "a.txt", "—¿Qué hace falta?\n—Un poste.\n—Agua limpia.\n",
     "Facilitadora: ¿Qué hace falta?\nP1: Un poste.\nFacilitadora: ¿Y más?\nP1: Agua limpia.\n"),
    ("TQ-674", "a.vtt", captions("qué hace falta", "un poste", "y agua limpia."),
     captions("Facilita: ¿Qué hace falta?", "Chela: Un poste.", "Facilita: ¿Y más?", "Chela: Agua limpia."))])
def test_a_talk_in_which_nobody_is_named(tmp_path: Path, code: str, name: str, before: str, after: str) -> None:
    path = tmp_path / name
    path.write_text(before, encoding="utf-8")
    assert [one.code for one in read_transcript(path).notices] == [code]
    path.write_text(after, encoding="utf-8")
    named = read_transcript(path)
    assert not named.notices and {one.role for one in named.passages} == {"facilitator", "participant 1"}


def test_a_bundle_is_never_written_over_another(tmp_path: Path) -> None:
    def write(name: str) -> None:
        with new_file(tmp_path / name) as out:
            out(b"x")
    write("a.tequio")
    refused("TQ-359", lambda: write("a.tequio"))
    write("b.tequio")
    assert (tmp_path / "a.tequio").read_bytes() == (tmp_path / "b.tequio").read_bytes() == b"x"


def test_a_typesetter_that_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its message could quote the text it stopped at; the web page and the Word file are written without it."""
    from tequio.foundation.paper import typesetting
    document = Document(title="T", language="es", blocks=(Paragraph("La casa de Zarsecreta."),))

    def stops(*_: object, **__: object) -> bytes:
        raise typesetting.typst.TypstError("Zarsecreta")
    monkeypatch.setattr(typesetting.typst, "compile", stops, raising=False)
    monkeypatch.setattr(typesetting.typst.Compiler, "compile", stops, raising=False)
    assert "Zarsecreta" not in refused("TQ-806", lambda: render_pdf(document)).message()
    assert "Zarsecreta" in render_html(document)


def test_packages_of_the_tests_that_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "find_spec", lambda name: None)
    refused("TQ-902", lambda: testing.command.callback(False, False, False, ()))  # type: ignore[misc]


def test_a_postgres_that_does_not_start(tmp_path: Path) -> None:
    told = refused("TQ-904", lambda: postgres._said(
        Path("/bin/sh"), "-c", "echo no se pudo >&2; exit 1", account=None, folder=tmp_path))
    assert "no se pudo" in told.message()
    postgres._said(Path("/bin/true"), account=None, folder=tmp_path)


@pytest.mark.django_db
def test_a_file_that_came_in_already(
        hand_over: Callable[..., object], encounter: Encounter, team: User, territory: Territory) -> None:
    row = hand_over("a.csv", "Propuesta\nUna pipa\nMás luz\n", "agenda_list")
    bring(actor=team, delivery=row, choices={})  # type: ignore[arg-type]
    refused("TQ-434", lambda: bring(actor=team, delivery=row, choices={}))  # type: ignore[arg-type]
    again = hand_over("a.csv", "Propuesta\nUna pipa\nMás luz\nUn parque\n", "agenda_list")
    assert bring(actor=team, delivery=again, choices={})["new"] == 1  # type: ignore[arg-type]
