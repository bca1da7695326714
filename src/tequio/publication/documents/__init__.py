"""One document model and three printers: a self-contained HTML page, a tagged PDF booklet, a Word file."""

from tequio.publication.documents.docx import render_docx
from tequio.publication.documents.html import render_html
from tequio.publication.documents.pdf import render_pdf

__all__ = ["render_docx", "render_html", "render_pdf"]
