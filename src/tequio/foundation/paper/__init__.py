"""One document model and three printers: a self-contained HTML page, a tagged PDF booklet, a Word file."""

from tequio.foundation.paper.docx import render_docx
from tequio.foundation.paper.html import render_html
from tequio.foundation.paper.pdf import render_pdf

__all__ = ["render_docx", "render_html", "render_pdf"]
