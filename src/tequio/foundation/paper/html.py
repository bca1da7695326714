"""A document as one self-contained HTML page: no scripts, nothing fetched, good on a phone and on paper."""

import base64
from functools import cache
from html import escape
from importlib import resources
from importlib.resources.abc import Traversable

from tequio.foundation.paper import html_blocks as blocks
from tequio.foundation.paper.model import Document
from tequio.foundation.paper.prepare import prepared
from tequio.foundation.paper.words import word

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{running}{cover}<main>
{blocks}</main>
</body>
</html>
"""

FACE = """@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; font-display: swap;
  src: url(data:font/woff2;base64,{data}) format("woff2"); }}
"""
FACES = (
    ("Alegreya", "normal", 400, "alegreya/alegreya-latin-400-normal.woff2"),
    ("Alegreya", "italic", 400, "alegreya/alegreya-latin-400-italic.woff2"),
    ("Alegreya", "normal", 700, "alegreya/alegreya-latin-700-normal.woff2"),
    ("Atkinson Hyperlegible Next", "normal", 400,
     "atkinson-hyperlegible-next/atkinson-hyperlegible-next-latin-400-normal.woff2"),
    ("Atkinson Hyperlegible Next", "normal", 700,
     "atkinson-hyperlegible-next/atkinson-hyperlegible-next-latin-700-normal.woff2"),
)


def render_html(document: Document) -> str:
    """The document as HTML text; the same document gives the same text.

    Raises TequioError as `prepared` does.
    """
    document = prepared(document)
    title = " – ".join(filter(None, (document.title, document.subtitle)))
    return PAGE.format(
        language=document.language, title=escape(title), style=_style(), running=_running(document),
        cover=_cover(document), blocks=blocks.printed(document.blocks, document),
    )


def _running(document: Document) -> str:
    """The marks as a strip that stays in sight on screen and repeats on each printed page."""
    if not document.marks:
        return ""
    return (f'<aside class="running" aria-label="{escape(word("marks", document.language))}">'
            f'<p>{" · ".join(blocks.isolated(mark) for mark in document.marks)}</p></aside>\n')


def _cover(document: Document) -> str:
    parts = [
        f'<p class="kind">{blocks.lined(document.kind)}</p>\n' if document.kind else "",
        f"<h1>{blocks.lined(document.title)}</h1>\n",
        f'<p class="subtitle">{blocks.lined(document.subtitle)}</p>\n' if document.subtitle else "",
        _facts(document),
        blocks.listed(document.marks, "marks"),
    ]
    return f'<header class="cover">\n{"".join(parts)}</header>\n'


def _facts(document: Document) -> str:
    if not document.about:
        return ""
    lines = "".join(f"<div><dt>{blocks.lined(fact.name)}</dt><dd>{blocks.lined(fact.value)}</dd></div>\n"
                    for fact in document.about)
    return f'<dl class="about">\n{lines}</dl>\n'


@cache
def _style() -> str:
    """The style sheet with its fonts inside, so that the page asks nothing of anybody."""
    folder = resources.files(__package__)
    faces = "".join(FACE.format(family=family, style=style, weight=weight, data=_encoded(folder / "fonts" / path))
                    for family, style, weight, path in FACES)
    return faces + (folder / "styles" / "booklet.css").read_text(encoding="utf-8")


def _encoded(path: Traversable) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
