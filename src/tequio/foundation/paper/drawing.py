"""Drawings that may stand inside a document: nothing that runs, nothing fetched, no name that clashes."""

import re

from lxml import etree

from tequio.foundation.errors import TequioError

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = frozenset((
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
    "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "use", "style", "title", "desc",
))
URL = re.compile(r"url\(\s{0,9}(['\"]?)([^()'\"\s]{0,200})\1\s{0,9}\)")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?(?=(px)?\Z)")
OUTSIDE = re.compile(r"@import|javascript:|expression\(", re.IGNORECASE)


def safe_drawing(svg: str, prefix: str) -> str:
    """`svg` with its inner names prefixed and its own descriptions dropped: the figure's words speak for it.

    Raises TequioError TQ-804 when it is not SVG, holds an element outside a short list of shapes and text, an event
    attribute, or a reference to anything outside itself.
    """
    root = _read(svg)
    for element in root.iter():
        _check(element)
        for name, value in list(element.attrib.items()):
            _settle_attribute(element, str(name), str(value), prefix)
    root.set("focusable", "false")
    written: str = etree.tostring(root, encoding="unicode")
    return written


def drawing_size(svg: str) -> tuple[float, float]:
    """The width and height of the drawing in its own units.

    Raises TequioError TQ-804 when it says neither `width` and `height` nor a `viewBox`.
    """
    root = _read(svg)
    asked = [NUMBER.match(str(root.get(name, ""))) for name in ("width", "height")]
    if not all(asked):
        asked = [NUMBER.match(side) for side in str(root.get("viewBox", "")).split()[2:]]
    sides = [float(side[0]) for side in asked if side]
    if len(sides) != 2 or not all(sides):
        raise TequioError("TQ-804")
    return sides[0], sides[1]


def _read(svg: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True,
                             load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(svg.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        raise TequioError("TQ-804") from None
    if root.tag != f"{{{SVG}}}svg" or root.getroottree().docinfo.doctype:
        raise TequioError("TQ-804")
    return root


def _check(element: etree._Element) -> None:
    if not isinstance(element.tag, str):
        raise TequioError("TQ-804")
    name = etree.QName(element)
    if name.namespace != SVG or name.localname not in ELEMENTS:
        raise TequioError("TQ-804", value=name.localname)
    if name.localname == "style":
        _check_value(element.text or "")


def _settle_attribute(element: etree._Element, name: str, value: str, prefix: str) -> None:
    if name.startswith("on"):
        raise TequioError("TQ-804", value=name)
    if name.startswith("aria-") or name == "role":
        # The drawing's own description, which repeats words of a title: it goes, so it may say anything.
        del element.attrib[name]
        return
    _check_value(value)
    if name == "id":
        element.set(name, prefix + value)
    elif name in ("href", XLINK):
        if not value.startswith("#"):
            raise TequioError("TQ-804", value=name)
        element.set(name, f"#{prefix}{value[1:]}")
    elif "url(" in value:
        element.set(name, URL.sub(lambda found: f"url(#{prefix}{found[2][1:]})", value))


def _check_value(value: str) -> None:
    found = list(URL.finditer(value))
    # What is written as an address and is none of ours is refused, too, whatever its letters.
    if OUTSIDE.search(value) or len(found) != value.lower().count("url(") or not all(
            one[2].startswith("#") for one in found):
        raise TequioError("TQ-804")
