"""The one place that sets pages with Typst, and the one that knows the fonts vendored here."""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from tequio.foundation.errors import TequioError

FONTS = Path(str(resources.files(__package__))) / "fonts"
INCHES = 216  # pixels to each: three to a point
PICTURE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def typeset(template: Path, content: Any) -> bytes:
    """A tagged PDF (PDF/UA-1) of `template` with `content` as its data; the same content gives the same bytes.

    No text is ever read as Typst markup: the content reaches the template as JSON. A template reads files of its own
    folder only. Raises TequioError TQ-806 when the typesetter refuses.
    """
    try:
        return typst.compile(
            template, root=template.parent, font_paths=fonts(), format="pdf", pdf_standards=["ua-1"], timestamp=0,
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)})
    except typst.TypstError:
        # The typesetter's message can quote the text it stopped at, and words stay out of errors.
        raise TequioError("TQ-806") from None


def png(svg: str) -> bytes:
    """The drawing as PNG bytes on white, three pixels per unit, for the formats that take no SVG.

    White, because half-transparent colours on nothing come out darker in some word processors.
    """
    return typst.compile(PICTURE, font_paths=fonts(), format="png", ppi=INCHES, sys_inputs={"drawing": svg})


@cache
def fonts() -> typst.Fonts:
    """Only the fonts vendored here and in Typst itself, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
