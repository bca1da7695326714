"""Who speaks when, in a transcript typed by hand: `[00:12:05] NOMBRE: …`, `Nombre (12:05): …`, `E1: …`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.foundation.intake.text import Turn

CLOCK = r"[\[(]?(?P<{name}>(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d{{1,3}})?)[\])]?"
LINE = re.compile(
    rf"^[ \t]{{0,8}}(?:{CLOCK.format(name='before')}[ \t]{{0,8}}[-–—]?[ \t]{{0,8}})?"
    rf"(?P<speaker>[^\W_][^:\n\[\](){{}}«»\"“”¿?¡!;]{{0,39}}?)[ \t]{{0,8}}"
    rf"(?:{CLOCK.format(name='after')}[ \t]{{0,8}})?:(?=[ \t\n]|$)[ \t]{{0,8}}",
    re.MULTILINE,
)
MOST_WORDS = 4
TIMES = 2  # how often a label in lower case must come back before it is taken for a person speaking


@dataclass(frozen=True)
class _Label:
    begin: int
    end: int
    speaker: str
    clock: str


def turns(content: str) -> list[Turn]:
    """The turns of `content`, in order; none where nothing looks like a transcript.

    A label counts when it is written in capitals, carries a time, or comes back: `Nota: ver anexo` is no person.
    """
    labels = list(_labels(content))
    often = Counter(label.speaker for label in labels)
    kept = [label for label in labels if label.clock or _capital(label.speaker) or often[label.speaker] >= TIMES]
    if not any(label.clock for label in kept) and len({label.speaker for label in kept}) < TIMES:
        return []  # an enumeration, or a heading: talk has at least two people in it
    ends = [label.begin for label in kept[1:]] + [len(content)]
    return [_turn(content, label, end) for label, end in zip(kept, ends, strict=True)]


def seconds(clock: str) -> float | None:
    """`1:02:03`, `02:03` or `02:03,500` as seconds; None for ''."""
    if not clock:
        return None
    parts = [float(part) for part in clock.replace(",", ".").split(":")]
    return sum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3_600), strict=False))


def _labels(content: str) -> Iterator[_Label]:
    for found in LINE.finditer(content):
        speaker = found["speaker"].strip()
        if len(speaker.split()) <= MOST_WORDS and (speaker[0].isupper() or speaker[0].isdigit()):
            yield _Label(found.start(), found.end(), speaker, found["before"] or found["after"] or "")


def _capital(speaker: str) -> bool:
    return speaker == speaker.upper() and any(c.isalpha() for c in speaker)


def _turn(content: str, label: _Label, end: int) -> Turn:
    said = content[label.end : end]
    begin = label.end + len(said) - len(said.lstrip())
    text = said.strip()
    return Turn(label.speaker, seconds(label.clock), text, begin, begin + len(text))
