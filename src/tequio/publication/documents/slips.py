"""A sheet of slips to be cut: a stub with a number, and a part with six words that says nothing else."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import typst

from tequio.foundation.errors import TequioError
from tequio.publication.documents.model import Language
from tequio.publication.documents.pdf import folder, fonts

TITLE = {"es": "Hoja para recortar", "en": "Sheet to be cut"}


@dataclass(frozen=True)
class PrintedSlip:
    number: str
    words: str


def render_slips(slips: Sequence[PrintedSlip], *, language: Language = "es") -> bytes:
    """Letter paper, twelve slips a page, as tagged PDF (PDF/UA-1).

    Nothing on it names a process, a place or a purpose. Raises TequioError TQ-806 when the typesetter refuses.
    """
    content = {"title": TITLE[language], "language": language, "slips": [asdict(slip) for slip in slips]}
    try:
        return typst.compile(
            folder() / "templates" / "slips.typ", root=folder(), font_paths=fonts(), format="pdf",
            pdf_standards=["ua-1"], timestamp=0, sys_inputs={"content": json.dumps(content, ensure_ascii=False)})
    except typst.TypstError:
        raise TequioError("TQ-806") from None
