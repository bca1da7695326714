"""The words of a PDF, through pypdfium2 in a process of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake.apart import apart
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.printed import Line, put_together
from tequio.foundation.intake.spaced import RUN_TOGETHER, is_spaced, joined

# Of the letters of a document: where more stand in words without an end, or mean nothing, there is nothing to read.
MOST_UNREADABLE = 0.2
# Fonts without a table of letters come out as private characters, or as the marks of what could not be read.
UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00\x03-\x08\x0e-\x1f]")
TOO_LONG = 30  # letters that no Spanish word has
LEAST_SIZE = 4.0  # of a font; below it the page is drawn to another scale, and the height of a letter tells more


def read_pdf(data: bytes, *, file: str, limits: Limits) -> tuple[str, list[Problem]]:
    """The text layer: lines joined to paragraphs, over pages too, without what repeats on every page; and the notices.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-237 no text layer, TQ-260 no readable words,
    TQ-243 what crashes, TQ-244 too many pages.
    """
    question = {"pages": limits.pages, "characters": limits.bytes}
    pages = [[Line(*line) for line in page] for page in apart(__name__, data, question, file=file, limits=limits)]
    text, left_out = put_together(pages)
    if not text.strip():
        raise TequioError("TQ-237", file=file)
    if _unreadable(text) > MOST_UNREADABLE:
        raise TequioError("TQ-260", file=file)
    return text, [Problem("TQ-261", file, facts={"count": left_out})] if left_out else []


def _unreadable(text: str) -> float:
    """The part of the letters that belong to no word anybody could read."""
    every = sum(not c.isspace() for c in text)
    lost = len(UNREADABLE.findall(text)) + sum(
        len(word) for word in text.split() if RUN_TOGETHER in word or _one_run(word))
    return lost / max(every, 1)


def _one_run(word: str) -> bool:
    return len(word) > TOO_LONG and word.isalpha()


def answer(data: bytes, question: dict[str, Any]) -> Iterator[list[tuple[str, float, float, float, float]]]:
    """The lines of each page: words, left and right end, height above the foot of the page, size of the letters.

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
        words = page.get_textpage()
        text = words.get_text_bounded()
        placed = words.get_text_range()
        left -= len(text)
        if left < 0:
            raise TequioError("TQ-243")
        # A page with characters beyond the first plane counts otherwise than its text: its lines have no place.
        if len(placed) == words.count_chars() and placed.split() == text.split():
            yield list(_placed(words, placed))
        else:
            yield [(line.rstrip("\r"), 0.0, 0.0, 0.0, 0.0) for line in text.split("\n")]


def _placed(words: Any, text: str) -> Iterator[tuple[str, float, float, float, float]]:
    begin = 0
    for line in text.split("\n"):
        seen = [at for at in range(begin, begin + len(line)) if not text[at].isspace()]
        begin += len(line) + 1
        if seen:
            first, last = words.get_charbox(seen[0], loose=True), words.get_charbox(seen[-1], loose=True)
            shown = _joined(words, text, seen, line) if is_spaced(line) else line.rstrip("\r")
            yield shown, first[0], last[2], first[1], _size(words, seen[0], first[3] - first[1])


def _joined(words: Any, text: str, seen: Sequence[int], line: str) -> str:
    """A line whose letters were set apart, with its words told by the wider gaps."""
    boxes = [words.get_charbox(at, loose=True) for at in seen]
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    return joined("".join(text[at] for at in seen), gaps) or line


def _size(words: Any, at: int, height: float) -> float:
    import pypdfium2.raw  # type: ignore[import-untyped]

    size = float(pypdfium2.raw.FPDFText_GetFontSize(words, at))
    return size if size >= LEAST_SIZE else float(height)
