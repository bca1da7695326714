"""What is written fits the schemas, is read back as it was, and is the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.diagnosis.refi_qda.files import SCHEMAS, guid

from tequio.diagnosis.refi_qda import (
    Case,
    Code,
    Coding,
    Group,
    Link,
    Note,
    Project,
    Region,
    Selection,
    Source,
    User,
    Value,
    Variable,
    codebook_bytes,
    open_project,
    project_bytes,
)

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)
WORDS = st.lists(st.sampled_from(["luz ", "niño\u0301s", "👩‍👧", "\n", "\t", "á", "\U0001F3FD", "<b>&amp;", '"',
                                  "\ufeff", "\u2028", "agua", "\x0b"]), min_size=1, max_size=30).map("".join)
SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def projects(draw: st.DrawFn) -> Project:
    users = tuple(User(guid(("u", n)), draw(NAMES)) for n in range(draw(st.integers(0, 2))))
    codes: list[Code] = []
    for n in range(draw(st.integers(1, 5))):
        above = draw(st.sampled_from(["", *(code.guid for code in codes[-1:])]))
        shade = draw(st.sampled_from(["", "#0a0b0c"]))
        codes.append(Code(guid(("c", n)), draw(NAMES), True, shade, draw(NAMES), above))
    notes = tuple(Note(guid(("n", n)), draw(NAMES), draw(NAMES)) for n in range(draw(st.integers(0, 2))))
    refs = tuple(note.guid for note in notes[:1])
    user = st.sampled_from(["", *(one.guid for one in users)])
    code = st.sampled_from([one.guid for one in codes])
    numbered = iter(range(10_000))

    def codings() -> tuple[Coding, ...]:
        return tuple(Coding(guid(("k", next(numbered))), draw(code), draw(user), draw(st.sampled_from(
            ["", "2026-03-01T10:00:00Z"])), refs) for _ in range(draw(st.integers(0, 2))))

    variables = (Variable(guid("v"), draw(NAMES), draw(st.sampled_from(["Text", "Integer", "Date", "Boolean"]))),)
    values = (Value(guid("v"), draw(st.sampled_from(["", "12", "true", "2026-02-01", "Centro 💡", "2026-02-31"]))),)
    sources = []
    for n in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["text", "text", "pdf", "picture", "audio"]))
        text = None if kind == "audio" else draw(WORDS)
        selections = []
        for _ in range(draw(st.integers(0, 3)) if text else 0):
            start = draw(st.integers(0, len(text or "") - 1))
            end = draw(st.integers(start + 1, len(text or "")))
            selections.append(Selection(guid(("s", next(numbered))), start, end, draw(NAMES), draw(user), "",
                                        draw(NAMES), codings(), refs))
        where = {"pdf": (("page", 1),), "audio": (("begin", 5), ("end", 9))}.get(kind, ())
        if kind in ("pdf", "picture"):
            where = (*where, *((name, draw(st.integers(-9, 9))) for name in ("firstX", "firstY", "secondX", "secondY")))
        regions = (Region(guid(("r", n)), where, codings=codings()),) if where else ()
        sources.append(Source(guid(("q", n)), draw(NAMES), kind, text, draw(user), "", draw(NAMES), tuple(selections),
                              regions, codings(), values, refs))
    cases = (Case(guid("caso"), draw(NAMES), draw(NAMES), (codes[0].guid,), values,
                  tuple(one.guid for one in sources)),)
    links = (Link(guid("l"), codes[0].guid, codes[-1].guid, draw(NAMES), "OneWay"),)
    groups = (Group(guid("set"), draw(NAMES), draw(NAMES), (codes[0].guid,), tuple(one.guid for one in sources), refs),)
    return Project(draw(NAMES), "Tequio", draw(NAMES), users, tuple(codes), variables, cases, tuple(sources), notes,
                   links, groups)


def back(folder: Path, project: Project) -> Project:
    path = folder / "vuelta.qdpx"
    path.write_bytes(project_bytes(project))
    return open_project(path).project


@SETTINGS
@given(projects())
def test_a_project_comes_back_as_it_was(tmp_path: Path, project: Project) -> None:
    assert back(tmp_path, project) == project
    assert project_bytes(project) == project_bytes(back(tmp_path, project))


@SETTINGS
@given(projects())
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of REFI-QDA are not on this machine")
def test_what_is_written_fits_the_schemas(project: Project) -> None:
    of_project = etree.XMLSchema(etree.parse(str(SCHEMAS / "Project_v1.0_2019-03-18.xsd")))
    of_codebook = etree.XMLSchema(etree.parse(str(SCHEMAS / "Codebook_v1.0.xsd")))
    with zipfile.ZipFile(io.BytesIO(project_bytes(project))) as archive:
        of_project.assertValid(etree.fromstring(archive.read("project.qde")))
        assert all(name.startswith("sources/") for name in archive.namelist() if name != "project.qde")
    of_codebook.assertValid(etree.fromstring(codebook_bytes(project)))


def test_an_empty_project_has_no_empty_lists(tmp_path: Path) -> None:
    made = Project("Nada", "Tequio")
    with zipfile.ZipFile(io.BytesIO(project_bytes(made))) as archive:
        assert len(etree.fromstring(archive.read("project.qde"))) == 0
    assert back(tmp_path, made) == made


def test_another_tool_is_written_as_it_was_read(tmp_path: Path) -> None:
    """A text that comes back through a foreign file keeps every passage where its words are."""
    text = "El niño\u0301 dijo 💡: no hay luz. Y luego agua."
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("niño", "dijo", "luz", "luego", "agua")]
    passages = tuple(Selection(guid(span), *span, codings=(Coding(guid((span, "k")), guid("c")),)) for span in spans)
    made = Project("P", "Otra", codes=(Code(guid("c"), "Luz"),),
                   sources=(Source(guid("q"), "T", text=text, selections=passages),))
    assert back(tmp_path, made) == made
    assert back(tmp_path, replace(made, origin="Tequio")).sources == made.sources
