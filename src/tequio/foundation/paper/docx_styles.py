"""The styles of the Word file: the same ink and accents as the booklet, on fonts every office suite has."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tequio.foundation.paper.charts.palette import GREEN, INK, MUTED, TERRACOTTA

SERIF = "Georgia"
SANS = "Calibri"

# name: (base, font, points, colour, bold, italic, points before, points after)
Look = tuple[str, str, float, str, bool, bool, float, float]
STYLES: dict[str, Look] = {
    "Normal": ("", SERIF, 11, INK, False, False, 0, 7),
    "Title": ("", SERIF, 30, INK, True, False, 120, 10),
    "Subtitle": ("", SERIF, 15, MUTED, False, False, 0, 60),
    "Heading 1": ("", SERIF, 21, TERRACOTTA, True, False, 18, 9),
    "Heading 2": ("", SERIF, 15, INK, True, False, 16, 6),
    "Heading 3": ("", SERIF, 12.5, GREEN, True, False, 12, 4),
    "Heading 4": ("", SERIF, 11, INK, True, True, 10, 3),
    "Caption": ("", SANS, 9.5, INK, False, False, 6, 6),
    "Header": ("", SANS, 9, TERRACOTTA, False, False, 0, 0),
    "Footer": ("", SANS, 9, MUTED, False, False, 0, 0),
    "List Bullet": ("", SERIF, 11, INK, False, False, 0, 4),
    "List Number": ("", SERIF, 11, INK, False, False, 0, 4),
    "Quote": ("", SERIF, 11.5, INK, False, True, 8, 2),
    "Contents heading": ("Normal", SERIF, 21, TERRACOTTA, True, False, 0, 9),
    "Contents line": ("Normal", SERIF, 11, INK, False, False, 0, 3),
    "Document kind": ("Normal", SANS, 12, TERRACOTTA, True, False, 60, 0),
    "Cover fact": ("Normal", SANS, 11, INK, False, False, 0, 3),
    "Mark": ("Normal", SANS, 11, TERRACOTTA, True, False, 8, 0),
    "Lead": ("Normal", SERIF, 13, INK, False, False, 0, 9),
    "Quote source": ("Normal", SANS, 9.5, MUTED, False, False, 0, 10),
    "Proposal": ("Normal", SERIF, 11, INK, False, False, 10, 3),
    "Proposal detail": ("Normal", SANS, 9.5, INK, False, False, 0, 2),
    "Callout kind": ("Normal", SANS, 9.5, INK, True, False, 10, 2),
    "Callout": ("Normal", SERIF, 10.5, INK, False, False, 0, 4),
    "Table cell": ("Normal", SANS, 9.5, INK, False, False, 2, 2),
    "Table heading": ("Normal", SANS, 9.5, INK, True, False, 2, 2),
    "Small note": ("Normal", SANS, 9, MUTED, False, False, 2, 4),
    "Trail step": ("Normal", SERIF, 11, INK, False, False, 0, 3),
}
INDENTS = {"Quote": 1.0, "Quote source": 1.0, "Proposal": 1.2, "Proposal detail": 1.2, "Callout": 0.5,
           "Callout kind": 0.5, "Trail step": 0.5}


def set_styles(word: WordDocument, locale: str) -> None:
    """Gives the file its styles, margins and language."""
    for name, look in STYLES.items():
        _set(_style(word, name, look[0]), look)
    for name, indent in INDENTS.items():
        _style(word, name, "").paragraph_format.left_indent = Cm(indent)
    _style(word, "Proposal", "").paragraph_format.first_line_indent = Cm(-1.2)
    _style(word, "Heading 1", "").paragraph_format.page_break_before = True
    _style(word, "Header", "").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_language(word, locale)
    for section in word.sections:
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
        section.left_margin = section.right_margin = Cm(3.2)
        section.top_margin = section.bottom_margin = Cm(2.8)


def _style(word: WordDocument, name: str, base: str) -> ParagraphStyle:
    if name not in word.styles:
        added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = word.styles[base or "Normal"]
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set(style: ParagraphStyle, look: Look) -> None:
    _, font, points, colour, bold, italic, before, after = look
    style.font.name, style.font.size = font, Pt(points)
    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    style.font.bold, style.font.italic = bold, italic
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing = 1.15
    spacing.keep_with_next = style.name in ("Caption", "Callout kind") or style.name.startswith("Heading")
    _drop_theme_fonts(style, font)


def _drop_theme_fonts(style: ParagraphStyle, font: str) -> None:
    """A theme font would win over the named one in Word."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), font)


def _set_language(word: WordDocument, locale: str) -> None:
    properties = word.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), locale)
    properties.append(language)
