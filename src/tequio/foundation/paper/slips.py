"""A sheet of slips to be cut: a stub with a number, and a part with six words that says nothing else."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tequio.foundation.paper.model import Language
from tequio.foundation.paper.pdf import TEMPLATES
from tequio.foundation.paper.typesetting import typeset

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
    return typeset(TEMPLATES / "slips.typ", content)
