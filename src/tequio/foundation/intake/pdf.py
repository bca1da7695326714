"""The words of a PDF, through pypdfium2 in a process of its own."""

import re
from collections.abc import Iterator
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.apart import apart
from tequio.foundation.intake.limits import Limits

CUT_WORD = re.compile("[\x02\ufffe]\r?\n?")  # pdfium's mark where a hyphen parts a word at the end of a line


def read_pdf(data: bytes, *, file: str, limits: Limits) -> str:
    """The text layer, pages parted by a blank line.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-237 no text layer,
    TQ-243 what crashes, TQ-244 too many pages.
    """
    question = {"pages": limits.pages, "characters": limits.bytes}
    text = "\n\n".join(apart(__name__, data, question, file=file, limits=limits))
    if not text.strip():
        raise TequioError("TQ-237", file=file)
    return text


def answer(data: bytes, question: dict[str, Any]) -> Iterator[str]:
    """The text of each page.

    Raises TequioError as `read_pdf` does; pypdfium2's own errors for damaged files.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise TequioError("TQ-210" if "assword" in str(error) else "TQ-209") from error
    if len(document) > question["pages"]:
        raise TequioError("TQ-244", count=len(document), limit=question["pages"])
    left = question["characters"]
    for page in document:
        text = page.get_textpage().get_text_bounded()
        left -= len(text)
        if left < 0:
            raise TequioError("TQ-243")
        yield CUT_WORD.sub("", text)
