"""What python-docx has no word for: fields, bookmarks, inner links, shading and alternative texts."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from tequio.foundation.paper.charts.palette import LINE


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """A WordprocessingML element with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def styled(paragraph: WordParagraph, style: str) -> WordParagraph:
    """The paragraph in the named style.

    Written by the style's id (its name without spaces): python-docx reads all styles through for each paragraph
    otherwise, seven seconds for an agenda of a thousand proposals.
    """
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def page_number(paragraph: WordParagraph) -> None:
    """Appends the number of the page as a field."""
    _field_mark(paragraph.add_run(), "begin")
    instruction = element("instrText")
    instruction.text = "PAGE"
    paragraph.add_run()._element.append(instruction)
    _field_mark(paragraph.add_run(), "end")


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Puts a named place around the paragraph's text."""
    properties = paragraph._element.pPr
    at = 0 if properties is None else list(paragraph._element).index(properties) + 1
    paragraph._element.insert(at, element("bookmarkStart", id=str(number), name=_bookmark_name(name)))
    paragraph._element.append(element("bookmarkEnd", id=str(number)))


def inner_link(paragraph: WordParagraph, text: str, anchor: str) -> None:
    """Appends a text that leads to a bookmark."""
    link = element("hyperlink", anchor=_bookmark_name(anchor), history="1")
    run = paragraph.add_run(text)
    paragraph._element.append(link)
    link.append(run._element)


def alternative_text(picture: InlineShape, text: str, number: int) -> None:
    """Says in words what a picture shows."""
    properties = picture._inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"figure-{number}")
    properties.set("descr", text)


def heading_row(table: WordTable) -> None:
    """Marks the first row as a heading that repeats on each page, for readers and for screen readers."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader", val="true"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def ruled(table: WordTable) -> None:
    """Fine rules between the rows and none between the columns."""
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="6", space="0", color=LINE.lstrip("#")))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def bottom_rule(paragraph: WordParagraph, colour: str = LINE) -> None:
    """A rule under the paragraph, in place of the one its style may have."""
    _edge(paragraph, "bottom", colour)


def side_rule(paragraph: WordParagraph, colour: str) -> None:
    """A coloured bar along the left of the paragraph."""
    _edge(paragraph, "left", colour)


def _bookmark_name(anchor: str) -> str:
    """Word takes letters, digits and underscores, forty at most."""
    return anchor.replace("-", "_")[:40]


def _edge(paragraph: WordParagraph, side: str, colour: str) -> None:
    edges = element("pBdr")
    edges.append(element(side, val="single", sz="18" if side == "left" else "6", space="8",
                         color=colour.lstrip("#")))
    paragraph._element.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


def _field_mark(run: WordRun, kind: str) -> None:
    run._element.append(element("fldChar", fldCharType=kind))
