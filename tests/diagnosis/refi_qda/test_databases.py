"""QualCoder's and Taguette's databases: tables as the tools make them, words invented."""

import sqlite3
from pathlib import Path

import pytest

from tequio.diagnosis.refi_qda import Opened, database, open_project
from tequio.foundation.errors import TequioError

SAID = "Las vecinas 👵🏽 no tienen luz.\nEl agua 💧 llega los martes."
QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text,
  supercid integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer);
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,
  cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text,
  date text, owner text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
  date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text,
  date text, memo text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
  owner text);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
INSERT INTO project VALUES ('v7', '2026-01-01 10:00:00', 'barrio', 'QualCoder', 0);
INSERT INTO code_cat VALUES (1, 'Servicios', 'ana', '', '', NULL);
INSERT INTO code_cat VALUES (2, 'Rueda', 'ana', '', '', 3);
INSERT INTO code_cat VALUES (3, 'Rueda dos', 'ana', '', '', 2);
INSERT INTO code_name VALUES (1, 'Luz', '', 1, 'ana', '', '#FF0000', NULL);
INSERT INTO code_name VALUES (2, 'Agua', 'memo', NULL, 'beto', '', 'rosa', 1);
INSERT INTO source VALUES (2, 'foto.jpg', NULL, '/images/foto.jpg', '', 'ana', '');
INSERT INTO source VALUES (3, 'voz.mp3', NULL, '/audio/voz.mp3', '', 'ana', '');
INSERT INTO code_image VALUES (1, 2, 1, 2, 30, 40, 1, '', '', 'ana', NULL, NULL);
INSERT INTO code_av VALUES (1, 3, 0, 900, 2, '', '', 'beto', NULL);
INSERT INTO cases VALUES (1, 'Caso uno', '', 'ana', '');
INSERT INTO case_text VALUES (1, 1, 1, 0, 5000, 'ana', '', '');
INSERT INTO attribute_type VALUES ('edad', '', 'ana', '', 'case', 'numeric');
INSERT INTO attribute VALUES (1, 'edad', 'case', '40', 1, '', 'ana');
INSERT INTO journal VALUES (1, 'diario', 'ver de nuevo', '', 'ana');
"""
TAGUETTE = """
CREATE TABLE projects (id integer primary key, name text, description text, created text);
CREATE TABLE documents (id integer primary key, name text, description text, filename text, created text,
  project_id integer, text_direction text, contents text);
CREATE TABLE tags (id integer primary key, project_id integer, path text, description text);
CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer, end_offset integer,
  snippet text);
CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
INSERT INTO projects VALUES (1, 'Barrio', '', '2026-01-01 10:00:00');
INSERT INTO tags VALUES (5, 1, 'servicios.luz', 'lámparas');
"""
HTML = "<h1>Niñas &amp; niños</h1><p>Dicen que <b>no</b> hay luz 💡</p><p>y tampoco agua</p>"


def qtpos(at: int) -> int:
    return len(SAID[:at].encode("utf-16-le")) // 2


def qualcoder(folder: Path, name: str = "data.qda") -> Path:
    path = folder / name
    made = sqlite3.connect(path)
    made.executescript(QUALCODER)
    made.execute("INSERT INTO source VALUES (1, 'Charla', ?, NULL, '', 'ana', '2026-01-01 10:00:00')", (SAID,))
    for number, (code, word, owner) in enumerate(((1, "luz", "ana"), (1, "luz", "beto"), (2, "agua", "beto"),
                                                  (2, "martes", "ana"))):
        at = SAID.index(word)
        made.execute("INSERT INTO code_text VALUES (?, ?, 1, ?, ?, ?, ?, '', '', NULL, NULL)",
                     (number, code, word, qtpos(at), qtpos(at + len(word)), owner))
    made.execute("INSERT INTO code_text VALUES (90, 1, 1, 'vecinas', 11, 18, 'ana', '', 'corrida', NULL, NULL)")
    made.execute("INSERT INTO code_text VALUES (91, 77, 1, 'luz', 1, 2, 'ana', '', '', NULL, NULL)")
    made.execute("INSERT INTO code_text VALUES (92, 1, 55, 'luz', 1, 2, 'ana', '', '', NULL, NULL)")
    made.execute("INSERT INTO annotation VALUES (1, 1, 0, 11, 'nota', 'ana', '')")
    made.commit()
    made.close()
    return path


def taguette(folder: Path, extra: str = "") -> Path:
    path = folder / "taguette.sqlite3"
    made = sqlite3.connect(path)
    made.executescript(TAGUETTE + extra)
    text = "Niñas & niñosDicen que no hay luz 💡y tampoco agua"
    made.execute("INSERT INTO documents VALUES (3, 'Charla', '', 'c.html', '', 1, 'ltr', ?)", (HTML,))
    for number, word in enumerate(("luz 💡", "agua", "niños", "no hay")):
        start = len(text[:text.rindex(word)].encode())
        snippet = "<b>no</b> hay" if word == "no hay" else word
        made.execute("INSERT INTO highlights VALUES (?, 3, ?, ?, ?)",
                     (number, start, start + len(word.encode()), snippet))
        made.execute("INSERT INTO highlight_tags VALUES (?, 5)", (number,))
    made.execute("INSERT INTO highlights VALUES (8, 3, 5, 9000, 'x')")
    made.execute("INSERT INTO highlight_tags VALUES (8, 5)")
    made.commit()
    made.close()
    return path


def quotes(opened: Opened) -> list[str]:
    return [(one.text or "")[part.start:part.end] for one in opened.project.sources for part in one.selections]


def test_a_qualcoder_project_keeps_its_coders_and_its_words(tmp_path: Path) -> None:
    before = qualcoder(tmp_path).read_bytes()
    opened = open_project(tmp_path / "data.qda")
    made, account = opened.project, opened.account
    assert sorted(quotes(opened)) == ["Las vecinas", "agua", "luz", "luz", "luz", "martes", "vecinas"]
    assert {user.name for user in made.users} == {"ana", "beto"}
    names = {code.guid: code.name for code in made.codes}
    assert {code.name: names.get(code.parent, "") for code in made.codes} == {
        "Servicios": "", "Rueda": "", "Rueda dos": "", "Luz": "Servicios", "Agua": "Luz"}
    assert account.noticed["selections", "quote_differs"] == 2
    assert account.listed["codings", "no_code"] == account.listed["codings", "without_text"] == 1
    assert made.counts() | {"users": 2} == made.counts() | {"regions": 2, "cases": 1, "notes": 1, "variables": 1,
                                                            "users": 2, "sources": 3}
    assert made.cases[0].values[0].value == "40"
    assert (tmp_path / "data.qda").read_bytes() == before


def test_a_qualcoder_folder_and_a_database_with_its_log_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "barrio.qda"
    folder.mkdir()
    path = qualcoder(folder)
    made = sqlite3.connect(path)
    made.execute("PRAGMA journal_mode=WAL")
    made.close()
    assert len(quotes(open_project(folder))) == 7


def test_a_database_that_its_tool_has_open_is_not_read_by_half(tmp_path: Path) -> None:
    path = qualcoder(tmp_path)
    path.with_name(path.name + "-wal").write_bytes(b"x" * 100)
    with pytest.raises(TequioError, match="TQ-166"):
        open_project(path)


def test_taguettes_bytes_over_html_become_places_in_a_text(tmp_path: Path) -> None:
    opened = open_project(taguette(tmp_path))
    assert quotes(opened) == ["luz 💡", "agua", "niños", "no hay"]
    assert opened.project.sources[0].text == "Niñas & niños\nDicen que no hay luz 💡\ny tampoco agua\n"
    assert opened.account.listed["selections", "beyond"] == opened.account.listed["codings", "beyond"] == 1
    assert opened.project.codes[0].name == "servicios.luz"


def test_a_database_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = qualcoder(tmp_path)
    monkeypatch.setattr(database, "SECONDS", -1)
    monkeypatch.setattr(database, "STEPS", 1)
    with pytest.raises(TequioError, match="TQ-173"):
        open_project(path)


def test_of_several_projects_somebody_says_which(tmp_path: Path) -> None:
    path = taguette(tmp_path, "INSERT INTO projects VALUES (2, 'Otro', '', '');")
    for which in ("", "9"):
        with pytest.raises(TequioError, match="TQ-168"):
            open_project(path, which=which)
    assert len(quotes(open_project(path, which="1"))) == 4
    assert open_project(path, which="2").project.sources == ()
