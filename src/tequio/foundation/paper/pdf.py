"""A document as a tagged PDF (PDF/UA-1), set by Typst from one template that reads the content as data."""

from dataclasses import fields, is_dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from tequio.foundation.paper.drawing import drawing_size
from tequio.foundation.paper.model import Document, Figure
from tequio.foundation.paper.prepare import prepared, with_figure_data
from tequio.foundation.paper.typesetting import typeset
from tequio.foundation.paper.words import words

Paper = Literal["letter", "a5"]
TEMPLATES = Path(str(resources.files(__package__))) / "templates"
PAPERS = {"letter": "us-letter", "a5": "a5"}


def render_pdf(document: Document, *, paper: Paper = "letter") -> bytes:
    """The document as PDF bytes; the same document gives the same bytes.

    One thing a reader may notice: a letter and accent that no font here holds as one sign are drawn well but copied
    twice. Raises TequioError as `prepared` does, and TQ-806 when the typesetter refuses.
    """
    document = with_figure_data(prepared(document))
    content = {"document": _plain(document), "words": words(document.language), "paper": PAPERS[paper]}
    return typeset(TEMPLATES / "booklet.typ", content)


def _plain(part: Any) -> Any:
    """Dataclasses as mappings that name their kind, for JSON."""
    if is_dataclass(part) and not isinstance(part, type):
        plain = {"part": type(part).__name__, **{f.name: _plain(getattr(part, f.name)) for f in fields(part)}}
        return {**plain, **_size(part)} if isinstance(part, Figure) else plain
    return [_plain(each) for each in part] if isinstance(part, tuple) else part


def _size(figure: Figure) -> dict[str, float]:
    width, height = drawing_size(figure.svg)
    return {"width": width, "height": height}
