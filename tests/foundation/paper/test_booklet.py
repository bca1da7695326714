"""The sample booklet as each printer makes it."""

import io
import re
import zipfile
from itertools import pairwise

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from tests.foundation.paper.sample import MARKS, sample

from tequio.foundation.paper import render_docx, render_html, render_pdf


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(sample())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(sample())


@pytest.fixture(scope="module")
def word() -> bytes:
    return render_docx(sample())


def test_the_same_document_gives_the_same_bytes(page: str, pdf: bytes, word: bytes) -> None:
    assert (render_html(sample()), render_pdf(sample()), render_docx(sample())) == (page, pdf, word)


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    assert "<script" not in page and "@import" not in page and "<link" not in page
    assert not re.findall(r"(?:src|href|action)\s*=\s*[\"'](?!#)", page)
    assert all(address.startswith(("data:", '"data:', "#")) for address in re.findall(r"url\(([^)]{1,40})", page))


def test_the_page_is_ordered_for_whoever_cannot_see_it(page: str) -> None:
    assert '<html lang="es">' in page and page.count("<h1>") == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)
    assert page.count('role="img" aria-label="') == page.count("<figure class=\"drawing\">") == 7


def test_the_pdf_is_tagged_and_says_so(pdf: bytes) -> None:
    for entry in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid:part"):
        assert entry in pdf
    assert b"/CreationDate" not in pdf and b"/Author" not in pdf


def test_every_page_of_the_pdf_carries_the_marks(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as printed:
        assert len(printed) >= 20
        for sheet in printed:
            text = sheet.get_textpage().get_text_bounded()
            assert all(mark in text for mark in MARKS)


def test_a_small_booklet_has_more_pages(pdf: bytes) -> None:
    small_pdf = render_pdf(sample(), paper="a5")
    with pypdfium2.PdfDocument(small_pdf) as small, pypdfium2.PdfDocument(pdf) as large:
        assert len(small) > len(large)
        assert round(small[0].get_width()) == 420


def test_the_word_file_has_real_structure(word: bytes) -> None:
    file = docx.Document(io.BytesIO(word))
    styles = {paragraph.style.name for paragraph in file.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Quote", "Caption", "List Bullet", "List Number", "Proposal"} <= styles
    assert all(table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in file.tables)
    assert all(shape._inline.docPr.get("descr") for shape in file.inline_shapes) and len(file.inline_shapes) == 7
    assert all(mark in file.sections[0].header.paragraphs[0].text for mark in MARKS)


def test_the_word_file_names_nobody_and_no_hour(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "creator" not in core and "created" not in core and "modified" not in core
    assert "<dc:language>es-MX" in core
