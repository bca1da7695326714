"""Documents are put in order before they are printed, and refused when a reader would be left out."""

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.paper import render_html
from tequio.foundation.paper.model import (
    Block,
    Column,
    Document,
    Figure,
    ItemList,
    PageBreak,
    Paragraph,
    ProposalItem,
    Section,
    Table,
)
from tequio.foundation.paper.prepare import headings, prepared, with_figure_data
from tequio.foundation.paper.text import clean, percent, quoted, thousands

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="4" height="4"/></svg>'


def document(*blocks: Block, title: str = "Agenda") -> Document:
    return Document(title, "es", blocks)


def code_of(refused: Document) -> str:
    with pytest.raises(TequioError) as error:
        prepared(refused)
    assert error.value.problem.message("en") and error.value.problem.message("es")
    return error.value.problem.code


def test_levels_never_skip_and_anchors_are_given_in_reading_order() -> None:
    deep = document(Section("a", (Section("b", (), 4), Section("c", (), 2))), Section("d", (), 3, "mine"))
    assert [(s.level, s.anchor) for s in headings(prepared(deep).blocks)] == [
        (1, "s1"), (2, "s2"), (2, "s3"), (2, "mine")]


def test_tables_and_figures_are_numbered_and_twins_go_to_the_end() -> None:
    table = Table("t", (Column("a"),), (("x",),))
    ready = with_figure_data(prepared(document(table, Section("s", (Figure("f", SQUARE, "alt", table), table)))))
    assert "Tabla 2" in render_html(document(table, table))
    last = ready.blocks[-1]
    assert isinstance(last, Section) and last.anchor == "figure-data"
    assert isinstance(last.blocks[0], Table) and last.blocks[0].caption == "Los datos de la figura 1. t"


def test_a_page_break_before_a_chapter_goes_because_chapters_start_pages() -> None:
    assert len(prepared(document(PageBreak(), Section("a"))).blocks) == 1
    assert len(prepared(document(PageBreak(), Paragraph("a"))).blocks) == 2


def test_refusals() -> None:
    assert code_of(document(title="  \x00")) == "TQ-801"
    assert code_of(document(Section(" "))) == "TQ-801"
    assert code_of(document(Table("t", (Column("a"),), (("x", "y"),)))) == "TQ-802"
    assert code_of(document(Figure("f", SQUARE, " "))) == "TQ-803"
    assert code_of(document(Figure("f", "<svg/>", "alt"))) == "TQ-804"
    assert code_of(document(Section("a", anchor="x"), Section("b", anchor="x"))) == "TQ-805"
    assert code_of(document(ItemList((ProposalItem("1", "t", anchor='"><b>'),)))) == "TQ-805"
    assert code_of(Document("a", "fr", ())) == "TQ-807"  # type: ignore[arg-type]


def test_texts_lose_only_what_xml_cannot_carry() -> None:
    assert clean("a\x00b\x1b\ud800\ufffe\r\nc\td\u202e\U0001f600") == "ab\nc\td\u202e\U0001f600"


def test_typography() -> None:
    assert percent(0.125, "es") == "12\u202f%" and percent(0.5, "en") == "50%"
    assert quoted("a", "es") == "«a»" and quoted("a", "en") == "“a”"
    assert thousands(1234567) == "1,234,567"
