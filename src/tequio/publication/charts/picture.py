"""Drawings as pictures, for the formats that take no SVG."""

import vl_convert

SCALE = 3.0
WHITE = '<rect width="100%" height="100%" fill="#FFFFFF"/>'


def png(svg: str) -> bytes:
    """The drawing as PNG bytes on white, three pixels per unit.

    White, because half-transparent colours on nothing come out darker in some word processors.
    """
    opening = svg.index(">", svg.index("<svg")) + 1
    return vl_convert.svg_to_png(svg[:opening] + WHITE + svg[opening:], scale=SCALE)
