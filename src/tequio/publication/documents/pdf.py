"""A document as a tagged PDF (PDF/UA-1), set by Typst from one template that reads the content as data."""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from tequio.foundation.errors import TequioError
from tequio.publication.documents.drawing import drawing_size
from tequio.publication.documents.model import Document, Figure
from tequio.publication.documents.prepare import prepared, with_figure_data
from tequio.publication.documents.words import words

Paper = Literal["letter", "a5"]
PAPERS = {"letter": "us-letter", "a5": "a5"}


def render_pdf(document: Document, *, paper: Paper = "letter") -> bytes:
    """The document as PDF bytes; the same document gives the same bytes.

    No text is ever read as Typst markup: the content reaches the template as JSON. One thing a reader may notice:
    a letter and accent that no font here holds as one sign are drawn well but copied twice.
    Raises TequioError as `prepared` does, and TQ-806 when the typesetter refuses.
    """
    document = with_figure_data(prepared(document))
    content = {"document": _plain(document), "words": words(document.language), "paper": PAPERS[paper]}
    try:
        return typst.compile(
            folder() / "templates" / "booklet.typ", root=folder(), font_paths=fonts(), format="pdf",
            pdf_standards=["ua-1"], timestamp=0, sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        )
    except typst.TypstError:
        # The typesetter's message can quote the text it stopped at, and words stay out of errors.
        raise TequioError("TQ-806") from None


def _plain(part: Any) -> Any:
    """Dataclasses as mappings that name their kind, for JSON."""
    if is_dataclass(part) and not isinstance(part, type):
        plain = {"part": type(part).__name__, **{f.name: _plain(getattr(part, f.name)) for f in fields(part)}}
        return {**plain, **_size(part)} if isinstance(part, Figure) else plain
    return [_plain(each) for each in part] if isinstance(part, tuple) else part


def _size(figure: Figure) -> dict[str, float]:
    width, height = drawing_size(figure.svg)
    return {"width": width, "height": height}


@cache
def folder() -> Path:
    """Where templates and fonts lie, as Typst's root."""
    return Path(str(resources.files(__package__)))


@cache
def fonts() -> typst.Fonts:
    """Only the fonts vendored here and in Typst itself, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder() / "fonts"])
