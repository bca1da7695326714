"""The map as GraphML, which programs for networks read: codes and counts, and nothing that anybody said."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from tequio.diagnosis.system_map.reading import SystemMap

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPACE = "http://graphml.graphdrawing.org/xmlns"
KEYS = (("label", "node", "string"), ("relation", "edge", "string"), ("encounters", "edge", "int"),
        ("voices", "edge", "int"), ("loops", "edge", "int"), ("lost", "edge", "double"))


def graphml(found: SystemMap, labels: Mapping[str, str]) -> str:
    """Codes by their labels; links with encounters, voices, loops, and the share of loop weight lost without them."""
    root = ElementTree.Element("graphml", xmlns=SPACE)
    for name, of, kind in KEYS:
        ElementTree.SubElement(root, "key", {"id": name, "for": of, "attr.name": name, "attr.type": kind})
    graph = ElementTree.SubElement(root, "graph", id="map", edgedefault="directed")
    for code in sorted({code for one in found.links for code in (one.link.origin, one.link.goal)}):
        _data(ElementTree.SubElement(graph, "node", id=_clean(code)), {"label": labels.get(code, code)})
    for number, one in enumerate(found.links, 1):
        edge = ElementTree.SubElement(graph, "edge", id=f"e{number}", source=_clean(one.link.origin),
                                      target=_clean(one.link.goal))
        _data(edge, {"relation": one.link.relation, "encounters": one.heard.weight, "voices": len(one.heard.voices),
                     "loops": one.loops, "lost": f"{found.lost_share(one):.4f}"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _data(element: ElementTree.Element, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(element, "data", key=name).text = _clean(str(value))


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return UNFIT.sub("", text)
