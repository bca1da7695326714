"""Which paragraphs of a DOCX are headings and which are items of a list: their styles say so.

Source: ECMA-376 part 1, sections 17.3.1.19 (numPr), 17.3.1.27 (pStyle), 17.7 (styles).
"""

from lxml import etree

from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.columns import folded
from tequio.foundation.intake.markup import local, parse

STYLES = "word/styles.xml"
HEADINGS = ("heading", "titulo", "ttulo", "title", "encabezado", "subtitle")
LISTS = ("list", "lista", "prrafodelista", "parrafodelista")


def styles_of(archive: Archive) -> dict[str, str]:
    """Styles that make a heading or an item, by their identifier."""
    if STYLES not in archive:
        return {}
    root = parse(archive.read(STYLES), file=archive.file, part=STYLES)
    named = {value(style, "styleId"): style for style in root.iter("{*}style")}
    return {key: kind for key, style in named.items() if (kind := _kind_of_style(key, style))}


def _kind_of_style(key: str, style: etree._Element) -> str:
    name = folded(next((value(part, "val") for part in style if local(part) == "name"), key))
    if name.startswith(HEADINGS):
        return "heading"
    return "item" if name.startswith(LISTS) or first(style, "numPr") is not None else ""


def kind_of(paragraph: etree._Element, styles: dict[str, str]) -> str:
    """'heading', 'item' or 'text'."""
    about = next((part for part in paragraph if local(part) == "pPr"), None)
    if about is None:
        return "text"
    style = first(about, "pStyle")
    named = "" if style is None else value(style, "val")
    kind = styles.get(named, "heading" if folded(named).startswith(HEADINGS) else "")
    # A heading may be numbered, too: it stays a heading.
    return kind or ("item" if first(about, "numPr") is not None else "text")


def first(element: etree._Element, name: str) -> etree._Element | None:
    """The first element of that local name below."""
    return next(element.iter(f"{{*}}{name}"), None)


def value(element: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    return str(next((said for key, said in element.attrib.items() if str(key).endswith(f"}}{name}")), ""))
