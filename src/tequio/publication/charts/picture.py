"""Drawings as pictures, for the formats that take no SVG."""

import vl_convert

SCALE = 3.0


def png(svg: str) -> bytes:
    """The drawing as PNG bytes at three pixels per unit."""
    return vl_convert.svg_to_png(svg, scale=SCALE)
