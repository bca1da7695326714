"""Who speaks when, in a transcript typed by hand: which labels are people, and the words that follow each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import chain

from tequio.foundation.intake.labels import Label, labels
from tequio.foundation.intake.text import Turn
from tequio.foundation.intake.unsigned import apart, speaking, unsigned

TIMES = 2  # how often a label in lower case must come back before it is taken for a person speaking
OFTEN = 3  # how often the label of somebody who speaks alone must
MOSTLY = 0.5  # of the lines; a page where most lines begin with a label is a talk
FULL = 60  # letters of a line that may go on in the next
SENTENCE_ENDS = (".", "?", "!", "…", "»", "”", ")", "]")
FEWEST_WORDS = 3  # after a label that comes once, before anybody is known to speak: «Colonia: Centro» heads a page
DASH = re.compile(r"^[ \t\xa0]{0,8}(?:[—–―]|>>|-(?!-))[ \t\xa0]*(?=[^\s\d—–―>-])", re.MULTILINE)
END_OF_VOICE = "</v>"
LONG = ("—", "–", "―", ">>")
SENTENCE_BEFORE = r"(?<=[.?!…»”\")\]])[ \t\xa0]+"


def turns(content: str, *, alone: bool = False) -> list[Turn]:
    """The turns of `content`, in order; none where nothing looks like a transcript.

    A label counts when it is written in capitals, carries a time, comes back, or looks like a name where others are
    known to speak: `Nota: ver anexo` is no person. Without labels, lines that begin with a dash are turns of nobody in
    particular. `alone`: one person may be the only one who is named, as in captions.
    """
    found, others = list(labels(content)), unsigned(content)
    lines = sum(bool(line.strip()) for line in content.split("\n"))
    often = Counter(label.name for label in (*found, *chain.from_iterable(others.values())))
    # Whoever speaks by another habit counts among those who speak here.
    beside = {label.name: label.begin for label in speaking(others, frozenset(), often, lines)}
    back = {label.name for every in others.values() for label in every if often[label.name] >= TIMES}
    kept = _people(content, found, often, alone, {*beside, *back, *([""] if _answers(content) else [])},
                   min(beside.values(), default=None))
    kept += speaking(others, {label.name for label in kept}, often, lines)
    if not kept:
        return _dashes(content)
    kept = apart([*kept, *_inside(content, kept), *_answers(content)])
    ends = [label.begin for label in kept[1:]] + [len(content)]
    return [_turn(content, label, end) for label, end in zip(kept, ends, strict=True)]


def seconds(clock: str) -> float | None:
    """`1:02:03`, `02:03` or `02:03,500` as seconds; None for ''."""
    if not clock:
        return None
    parts = [float(part) for part in clock.replace(",", ".").split(":")]
    return sum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3_600), strict=False))


def _people(content: str, found: list[Label], often: Counter[str], alone: bool, beside: Set[str],
            begin: int | None) -> list[Label]:
    """The labels that are somebody; none where it is no talk.

    `beside` are those who speak in another habit, from `begin` on.
    """
    lines = sum(bool(line.strip()) for line in content.split("\n"))
    tabs = sum(label.tab for label in found) >= MOSTLY * lines
    sure = {label for label in found if (tabs or not label.tab) and _sure(label, often[label.name])}
    # Where one heading, or one cell of a first column, comes back as a person, those that come once are people, too.
    headings, cells = any(label.heading for label in sure), any(label.tab for label in sure)
    sure |= {label for label in found if label.like_a_name and ((label.heading and headings) or (label.tab and cells))}
    names = {label.name for label in sure}
    if not any(label.clock for label in sure) and len(names | beside) < (1 if alone else TIMES):
        once = [label for label in found if label.like_a_name and not label.heading and not label.tab]
        named = {label.name for label in once}
        enough = alone or len(named) >= TIMES or max((often[name] for name in named), default=0) >= OFTEN
        return once if enough and (alone or len(once) >= MOSTLY * lines) else []
    starts = [label.begin for label in found if label.name in names] + ([] if begin is None else [begin])
    if not starts:
        return []
    first = min(starts)
    return [label for label in found if label in sure or (
        not label.heading and not label.tab and (label.name in names or _once(content, label, first)))]


def _sure(label: Label, times: int) -> bool:
    if label.nobody:
        return False
    if label.heading or label.tab:
        return times >= TIMES and label.like_a_name
    if label.lone or label.speaker.isdigit():
        return times >= TIMES
    if label.speaker[0].islower():
        return bool(label.clock) or (times >= TIMES and len(label.speaker.split()) <= TIMES)
    return bool(label.clock) or label.capital or times >= TIMES


def _once(content: str, label: Label, first: int) -> bool:
    """Whether a label that comes once is somebody: others speak, it looks like a name, and a sentence ended before."""
    if not label.like_a_name:
        return False
    if label.begin < first:
        return len(content[label.end:].split("\n", 1)[0].split()) >= FEWEST_WORDS
    line = content[:label.begin].rstrip("\n").rpartition("\n")[2]
    # A full line without an end goes on in the next: «Imagínate:» may stand there, a name of two words does not.
    return len(label.speaker.split()) > 1 or len(line) < FULL or line.endswith(SENTENCE_ENDS)


def _inside(content: str, kept: Sequence[Label]) -> Iterator[Label]:
    """Labels of those who are known to speak, in the middle of a line: where lines were joined, a turn begins there."""
    names = sorted({label.speaker for label in kept if not label.tab and not label.heading}, key=len, reverse=True)
    if not names:
        return
    anybody = "|".join(map(re.escape, names))
    pattern = re.compile(rf"{SENTENCE_BEFORE}(?P<speaker>{anybody})[ \xa0]?:(?=[ \t\xa0])[ \t\xa0]*")
    begins = {label.end for label in kept}
    for found in pattern.finditer(content):
        if found.end() not in begins and not any(label.begin <= found.start("speaker") < label.end for label in kept):
            yield Label(found.start("speaker"), found.end(), found["speaker"], "")


def _answers(content: str) -> list[Label]:
    """Lines that begin with a long dash, in a page where others are named: turns of nobody in particular."""
    found = [one for one in DASH.finditer(content) if one.group().strip() in LONG]
    return [Label(one.start(), one.end(), "", "") for one in found] if len(found) >= TIMES else []


def _dashes(content: str) -> list[Turn]:
    """The turns of a dialogue with dashes, which names nobody."""
    found = list(DASH.finditer(content))
    lines = sum(bool(line.strip()) for line in content.split("\n"))
    long = [one for one in found if one.group().strip() in LONG]
    if len(long) >= TIMES and 3 * len(long) >= lines:
        found = long
    elif len(found) < OFTEN or len(found) < MOSTLY * lines or "?" not in content:
        return []
    ends = [one.start() for one in found[1:]] + [len(content)]
    return [_turn(content, Label(one.start(), one.end(), "", ""), end) for one, end in zip(found, ends, strict=True)]


def _turn(content: str, label: Label, end: int) -> Turn:
    said = content[label.end : end]
    begin = label.end + len(said) - len(said.lstrip())
    text = said.strip().removesuffix(END_OF_VOICE).rstrip()
    return Turn(label.speaker, seconds(label.clock), text, begin, begin + len(text))
