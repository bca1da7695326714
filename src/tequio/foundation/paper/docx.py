"""A document as a Word file with real styles, so that whoever edits it keeps its structure."""

import io
import zipfile
from functools import cache

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION

from tequio.foundation.paper import docx_blocks as blocks
from tequio.foundation.paper.docx_parts import bottom_rule, page_number
from tequio.foundation.paper.docx_styles import set_styles
from tequio.foundation.paper.model import Document
from tequio.foundation.paper.prepare import prepared, with_figure_data

EARLIEST = (1980, 1, 1, 0, 0, 0)
LOCALES = {"es": "es-MX", "en": "en-US"}


def render_docx(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same document gives the same bytes.

    Raises TequioError as `prepared` does.
    """
    document = with_figure_data(prepared(document))
    word = docx.Document(io.BytesIO(_empty(LOCALES[document.language])))
    _properties(word, document)
    _running(word, document)
    _cover(word, document)
    blocks.printed(document.blocks, word, document)
    written = io.BytesIO()
    word.save(written)
    return _undated(written.getvalue())


@cache
def _empty(locale: str) -> bytes:
    """A file without content that has every style: setting them takes longer than reading them."""
    word, written = docx.Document(), io.BytesIO()
    set_styles(word, locale)
    word.save(written)
    return written.getvalue()


def _properties(word: WordDocument, document: Document) -> None:
    """Title, subject and language; nobody's name and no time, which the empty file would otherwise carry."""
    properties = word.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title = document.title[:255]
    properties.subject = document.subtitle[:255]
    properties.language = LOCALES[document.language]


def _running(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    head = section.header.paragraphs[0]
    head.text = "  ·  ".join(document.marks)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{document.title}\t\t")
    page_number(foot)


def _cover(word: WordDocument, document: Document) -> None:
    if document.kind:
        word.add_paragraph(document.kind, "Document kind")
    bottom_rule(word.add_paragraph(document.title, "Title"))
    if document.subtitle:
        word.add_paragraph(document.subtitle, "Subtitle")
    for fact in document.about:
        line = word.add_paragraph(style="Cover fact")
        line.add_run(f"{fact.name}: ").bold = True
        line.add_run(fact.value)
    for mark in document.marks:
        word.add_paragraph(mark, "Mark")
    # A section, not a page break: the first chapter starts a page by itself, and the two would leave a blank one.
    word.add_section(WD_SECTION.NEW_PAGE)


def _undated(blob: bytes) -> bytes:
    """The same archive with every member at the earliest date a zip can hold."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return written.getvalue()
