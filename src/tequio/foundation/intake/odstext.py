"""The words of OpenDocument paragraphs, without the comments that stand among them.

Source: OpenDocument 1.3 part 3, section 6.1 (white space).
"""

from collections.abc import Iterator

from lxml import etree

from tequio.foundation.intake.markup import local

UNSPOKEN = frozenset({"annotation", "annotation-end", "tracked-changes", "note", "ruby-text"})
CELLS = frozenset({"table-cell", "covered-table-cell"})
PARAGRAPHS = frozenset({"p", "h"})
MOST_SPACES = 1_000


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name: the addresses behind the prefixes differ between versions."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def repeated(element: etree._Element, name: str) -> int:
    """A count such as `number-rows-repeated`; 1 where there is none or it is no number."""
    said = attribute(element, name)
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def paragraphs(element: etree._Element) -> Iterator[str]:
    """The text of each paragraph below `element`, in order."""
    for child in element:
        name = local(child)
        if name in PARAGRAPHS:
            yield paragraph(child)
        elif name not in UNSPOKEN:
            yield from paragraphs(child)


def paragraph(element: etree._Element) -> str:
    """The text of one paragraph."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _piece(child)
        yield child.tail or ""


def _piece(child: etree._Element) -> Iterator[str]:
    name = local(child)
    if name == "s":
        yield " " * min(repeated(child, "c"), MOST_SPACES)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name not in UNSPOKEN:
        yield from _pieces(child)
