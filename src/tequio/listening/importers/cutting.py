"""A document where nobody is named, parted into headings, lists of those present, and paragraphs. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tequio.foundation.intake.labels import PRESENT

ONE, PARAGRAPH, HEADING = "one", "paragraph", "heading"
CUTS = (ONE, PARAGRAPH, HEADING)
WORDS, TITLE, PREFACE = "words", "heading", "preface"

MARKDOWN = re.compile(r"#{1,6}[ \t]+(?=\S)")
UNDERLINED = re.compile(r"(?:={3,}|-{3,})\s*")
BOLD = re.compile(r"(?:\*\*|__)([^*_]{1,100})(?:\*\*|__):?")
RULE = re.compile(r"[\s*_=~–—-]{3,}")
ITEM = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*\s?[.)°º-]+|\(?[a-zA-Z]\)|[-–—•·*▪●○◦‣✓])[ \t]+(?=\S)")
SENTENCE_END = re.compile(r"[.?!…][»”\"')\]]*$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐]$")
LONGEST_HEADING = 12  # words of a line in capitals, or before a colon, that heads what follows
NARROW = 110  # letters: longer lines are paragraphs, shorter ones may be cut by the width of a page
MOSTLY = 0.8
SHORT = 0.75  # of the longest line: what ends a sentence there ends a paragraph


@dataclass(frozen=True)
class Part:
    """One piece of a document: `words` that somebody said or wrote, a `heading`, or a list of those present."""

    kind: str
    text: str = field(repr=False)


def parts(content: str) -> list[Part]:
    """Every paragraph of the document in order, each with its lines joined."""
    lines = content.split("\n")
    width = _width(lines)
    found: list[Part] = []
    open_now = False  # whether the last part goes on in the next line
    for at, line in enumerate(lines):
        text = line.strip()
        after = next((later.strip() for later in lines[at + 1:at + 2]), "")
        alone = not open_now and not after
        if not text or RULE.fullmatch(text):
            open_now = False
        elif kind := _kind(text, after, alone):
            found.append(Part(kind, _bare(text)))
            open_now = False
        elif open_now and not ITEM.match(text):
            found[-1] = Part(WORDS, joined(found[-1].text, text))
            open_now = not _ends(text, width)
        else:
            found.append(Part(WORDS, _bare(ITEM.sub("", text))))
            open_now = not _ends(text, width)
    return found


def joined(before: str, line: str) -> str:
    """A line and the next as one; a word that a hyphen parted is one again."""
    if HYPHEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def cut(found: Sequence[Part], how: str) -> Iterator[Part]:
    """The parts with their words gathered: all into one, those below one heading, or each paragraph for itself.

    What is gathered stands where it began; headings and lists of those present stay parts of their own.
    """
    held: list[str] = []
    waiting: list[Part] = []
    for part in found:
        if part.kind == WORDS and how == PARAGRAPH:
            yield part
        elif part.kind == WORDS:
            held.append(part.text)
        elif how == HEADING and held:
            yield Part(WORDS, "\n".join(held))
            yield from waiting
            held, waiting = [], []
            yield part
        elif held:
            waiting.append(part)
        else:
            yield part
    if held:
        yield Part(WORDS, "\n".join(held))
    yield from waiting


def _kind(text: str, after: str, alone: bool) -> str:
    if PRESENT.match(text):
        return PREFACE
    underlined = bool(after) and bool(UNDERLINED.fullmatch(after))
    few = len(text.split()) <= LONGEST_HEADING
    capitals = text == text.upper() and sum(c.isalpha() for c in text) > 3 and not SENTENCE_END.search(text)
    led = alone and text.endswith(":")
    heads = MARKDOWN.match(text) or BOLD.fullmatch(text) or underlined or (few and (capitals or led))
    return TITLE if heads else ""


def _bare(text: str) -> str:
    return MARKDOWN.sub("", text).replace("**", "").replace("__", "").strip()


def _width(lines: Sequence[str]) -> int:
    """How wide the lines of the page were; 0 where each line is a paragraph of its own."""
    full = [line.strip() for line in lines if line.strip()]
    longest = max(map(len, full), default=0)
    ended = sum(bool(SENTENCE_END.search(line)) for line in full)
    return 0 if longest > NARROW or ended >= MOSTLY * len(full) else longest


def _ends(text: str, width: int) -> bool:
    """Whether a paragraph ends with this line, though no blank line follows."""
    if not width:
        return bool(SENTENCE_END.search(text)) or len(text) > NARROW
    return bool(SENTENCE_END.search(text)) and len(text) < SHORT * width
