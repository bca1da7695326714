"""Drawings as pictures, for the formats that take no SVG."""

import typst

from tequio.publication.documents.pdf import fonts

INCHES = 216  # pixels to each: three to a point
PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def png(svg: str) -> bytes:
    """The drawing as PNG bytes on white, three pixels per unit.

    White, because half-transparent colours on nothing come out darker in some word processors.
    """
    return typst.compile(PAGE, font_paths=fonts(), format="png", ppi=INCHES, sys_inputs={"drawing": svg})
