"""Printed lines put together again: to paragraphs, over pages, without headers and page numbers, pure.

A line goes on in the next where the first word of the next would not have fitted behind it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tequio.foundation.intake.labels import LINE, PRESENT
from tequio.foundation.intake.spaced import closed_up

EDGE = 2  # lines at the head and at the foot of a page that may repeat on every one
SAME_HEIGHT = 3.0
NUMBER = re.compile(r"(?:[-–—|·]\s*)?(?:(?:p[aá]g(?:ina)?|page|p|hoja|folio)\.?\s*)?\d{1,4}"
                    r"(?:\s*(?:de|of|/)\s*\d{1,4})?(?:\s*[-–—|·])?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
MARK = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*\s?[.)°º-]+|\(?[a-zA-Z]\)|[-–—•·*▪●○◦‣✓])\s+\S|#{1,6}\s")
ENDED = re.compile(r"[.?!…:;»”\"')\]]\s*$")
SENTENCE = re.compile(r"[.?!…][»”\"')\]]*\s*$")
CUT = "\x02\ufffe"  # pdfium's marks where a hyphen parts a word at the end of a line
HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐]$")
FEWEST_GAPS, USUAL_SPACING = 3, 1.3  # from fewer pairs of lines nothing is read; letters are printed so far apart
WIDER_GAP = 1.35  # than between two lines of one paragraph
LARGER = 1.12  # letters of a heading
LONGEST_HEADING = 12  # words
SHORTER = 0.97


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, where it begins and ends, how high it stands, and how large its letters are."""

    text: str
    left: float = 0.0
    right: float = 0.0
    height: float = 0.0
    size: float = 0.0
    page: int = 0
    edge: float = 0.0  # how far to the right lines reach that begin where it begins

    @property
    def placed(self) -> bool:
        return self.size > 0

    def holds(self, word: str) -> bool:
        """Whether there was room for `word` behind it: then it ends where whoever wrote it ended it."""
        letter = (self.right - self.left) / max(len(self.text.strip()), 1)
        return self.right + letter * (len(word) + 1) < self.left + SHORTER * (self.edge - self.left)


def put_together(pages: Sequence[Sequence[Line]]) -> tuple[str, int]:
    """The text, and how many lines were left out because they stand on every page or number it."""
    named = [[replace(line, page=number) for line in page if line.text.strip()]
             for number, page in enumerate(pages, start=1)]
    kept = [line for page in _without_edges(named) for line in _reaching(page)]
    body = _body(kept)
    spacing = _spacing(kept)
    text = ""
    before: Line | None = None
    for line in kept:
        words = _words(line, body)
        if before is None:
            text = words
        else:
            between = _between(before, line, spacing)
            text = _continued(text, words) if between == " " else f"{text.rstrip()}{between}{words}"
        before = line
    return closed_up(text).translate(dict.fromkeys(map(ord, CUT))), sum(map(len, named)) - len(kept)


def _without_edges(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """Pages without running heads and numbers: the same words at the same height, digits apart."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in seen.items() if count >= 2 and 2 * count >= len(pages)}
    for page in pages:
        gone = {id(line) for line in _edges(page) if _key(line) in often and not LINE.match(line.text)}
        gone |= {id(line) for line in (*page[:1], *page[-1:]) if len(page) > 1 and NUMBER.fullmatch(line.text.strip())}
        # A number may stand beside a running foot, which is then the last line but one.
        rest = [line for line in page if id(line) not in gone]
        if len(rest) > 1 and rest[-1] is not page[-1] and NUMBER.fullmatch(rest[-1].text.strip()):
            rest.pop()
        yield rest


def _edges(page: list[Line]) -> list[Line]:
    return [line for line in (*page[:EDGE], *page[max(EDGE, len(page) - EDGE):]) if line.placed]


def _key(line: Line) -> tuple[str, int]:
    return DIGITS.sub("#", " ".join(line.text.split())), round(line.height / SAME_HEIGHT)


def _reaching(page: list[Line]) -> Iterator[Line]:
    """The lines of a page with the edge of those that begin about where they begin: a column has its own."""
    furthest = max((line.right for line in page), default=0.0)
    for line in page:
        beside = [other.right for other in page if abs(other.left - line.left) <= 4 * max(line.size, 1.0)]
        yield replace(line, edge=max(beside) if len(beside) > 2 else furthest)


def _body(lines: Sequence[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _spacing(lines: Sequence[Line]) -> float:
    """From one line of a paragraph to the next: what most pairs of lines have between them."""
    gaps = [gap for before, line in pairwise(lines)
            if before.page == line.page and before.size == line.size and 0 < (gap := before.height - line.height)
            < 3 * line.size]
    if len(gaps) >= FEWEST_GAPS:
        return median(gaps)
    return USUAL_SPACING * max((line.size for line in lines), default=0.0)


def _words(line: Line, body: float) -> str:
    """The words of a line; a heading is marked as one."""
    text = line.text.strip()
    heading = line.placed and body and line.size > LARGER * body and len(text.split()) <= LONGEST_HEADING
    return f"# {text}" if heading and not ENDED.search(text) and not LINE.match(text) else text


def _between(before: Line, line: Line, spacing: float) -> str:
    """What stands between two lines: a blank, the end of a line, or that of a paragraph."""
    words, after = before.text.strip(), line.text.strip()
    if words[-1:] in CUT:
        return " "
    if MARK.match(after) or PRESENT.match(after):
        return "\n"
    if LINE.match(after) and (ENDED.search(words) or before.holds(after.split()[0])):
        return "\n"
    if not (before.placed and line.placed):
        return " " if not SENTENCE.search(words) or after[:1].islower() else "\n\n"
    if max(before.size, line.size) > LARGER * min(before.size, line.size):
        return "\n\n"
    gap = before.height - line.height
    if before.page == line.page and gap > 0:
        if spacing and gap > WIDER_GAP * spacing:
            return "\n\n"
    elif SENTENCE.search(words):
        return "\n\n"  # of a page or of a column
    return _between_full(before, line)


def _between_full(before: Line, line: Line) -> str:
    """Between two lines that follow each other closely."""
    words, after = before.text.strip(), line.text.strip()
    ended = before.holds(after.split()[0])
    if HYPHEN.search(words) and after[:1].islower():
        return " "
    if SENTENCE.search(words):
        indented = line.left > before.left + line.size and not MARK.match(words)
        return "\n\n" if ended or indented else " "
    return "\n" if ended and not after[:1].islower() else " "


def _continued(text: str, words: str) -> str:
    """A line with the next behind it; a word that a hyphen parted is one again."""
    bare = text.rstrip()
    if bare[-1:] in CUT and bare:
        return bare.rstrip(CUT) + words
    if HYPHEN.search(bare) and words[:1].islower():
        return bare[:-1] + words
    return f"{bare} {words}"
