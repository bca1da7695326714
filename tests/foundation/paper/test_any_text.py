"""Whatever somebody wrote comes out of every printer as they wrote it, and never as markup."""

import io
import re
import unicodedata
from html import unescape

import docx
import pypdfium2
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tequio.foundation.paper import render_docx, render_html, render_pdf
from tequio.foundation.paper.model import (
    Callout,
    Column,
    Document,
    ItemList,
    Paragraph,
    ProposalItem,
    Quote,
    Run,
    Section,
    Step,
    Table,
    Trail,
)
from tequio.foundation.paper.text import clean

MARKUP = ("#eval(\"1\") $x$ *a* _b_ `c` <d> @e = f - g \\u{41} // h /* i */ ~ [j] ]] #", "<script>alert(1)</script>",
          "&amp; &lt; \"'", "</style></title>", "{{ x }} {% y %}", "w:p <w:r/>", "\u202eoculto\u202c \u2067x",
          "😀 👩\u200d👧 🇲🇽", "مرحبا שלום", "ñ a\u0331 ꞌ ɨ\u0301", "--- '' \"\" ...", "", " ", "\n", "a\tb\nc")
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(MARKUP)
# The text layer of a PDF is read glyph by glyph: letters that join with their neighbours, or that a font draws as a
# letter and a separate accent, are left to other tests.
PRINTED = [chr(code) for first, last in (
    (0x20, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x2010, 0x2027), (0x20A0, 0x20BF), (0x2190, 0x22FF),
    (0x2600, 0x26FF), (0x3041, 0x3096), (0x4E00, 0x4FFF), (0x1F300, 0x1F3FA), (0x1F400, 0x1F64F))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) not in ("Cn", "Cc", "Cf", "Mn", "Me")
    and (code < 0x180 or not unicodedata.decomposition(chr(code)))]


def carrying(text: str) -> Document:
    """A document with the text wherever a text can stand."""
    table = Table(text, (Column(text), Column(text, "number")), ((text, text),), (text,))
    item = ProposalItem(text, (Run(text), Run(text, strong=True, emphasis=True)), (text, text), text, text, (text,))
    return Document(f"T{text}", "es", (
        Section(f"S{text}", (Paragraph(text), Quote(text, text), ItemList((item,)), table,
                             Callout("gap", text, text, (text,)), Trail((Step(text, text, text),), text))),
    ), text, text, (text,))


def page_text(printed: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page as a viewer copies it."""
    text: str = printed[number].get_textpage().get_text_bounded()
    return text


def squeezed(text: str) -> str:
    # A hyphen at the end of a printed line is read as the mark of a word that goes on.
    return re.sub(r"\s+", "", text.replace("\x02", "-"))


@settings(max_examples=60, deadline=None)
@given(texts)
@example("]]>\u2028\u0085")
def test_html_carries_any_text_as_text(text: str) -> None:
    page = render_html(carrying(text))
    body = page[page.index("<body>"):]
    seen = unescape(re.sub(r"<[^>]*>", "", body.replace("<br>", "\n")))
    assert clean(text) in seen
    assert "<script" not in page and page.count("</style>") == 1


@settings(max_examples=15, deadline=None)
@given(texts)
def test_word_carries_any_text_as_text(text: str) -> None:
    word = docx.Document(io.BytesIO(render_docx(carrying(text))))
    assert clean(text) in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[0].cell(1, 0).text == clean(text)


@settings(max_examples=40, deadline=None)
@given(texts)
@example("".join(chr(code) for code in range(0x0590, 0x0700)))
@example("กำ ᄀ᱃ ᬀ ༀ \U0001fae0 \ue000 \U00010380")
def test_pdf_is_made_from_any_text(text: str) -> None:
    assert render_pdf(carrying(text)).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from(PRINTED), min_size=1, max_size=30) | st.just(MARKUP[0]))
def test_pdf_text_reads_as_it_was_written(text: str) -> None:
    with pypdfium2.PdfDocument(render_pdf(Document("T", "es", (Section("S", (Paragraph(text),)),)))) as printed:
        assert squeezed(text) in squeezed(page_text(printed, 1))


def test_a_word_longer_than_a_line_stays_on_the_page_and_whole() -> None:
    word = "https://ejemplo.test/" + "abcdefghij" * 20
    with pypdfium2.PdfDocument(render_pdf(carrying(word))) as printed:
        assert squeezed(word) in squeezed(page_text(printed, 1)).replace("\u200b", "")
        width = printed[1].get_width()
        sheet = printed[1].get_textpage()
        assert all(left >= 0 and right <= width for left, _, right, _ in
                   (sheet.get_rect(number) for number in range(sheet.count_rects())))
