"""SRT and VTT: captions with times, and with voices where VTT or a name before the words says them."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from io import StringIO

import webvtt

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.columns import folded
from tequio.foundation.intake.labels import LINE
from tequio.foundation.intake.prose import uniform
from tequio.foundation.intake.text import Turn
from tequio.foundation.intake.turns import DASH, seconds, turns
from tequio.foundation.intake.unsigned import heads

MARK = "WEBVTT"
# No repetition can share its signs with another, and each has an end: what is long is no name.
VOICE = re.compile(r"<v(?:\.[^\s>.]{0,60}){0,9}[ \t]{1,9}([^\s>][^>]{0,200})>")
TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,40}\}")
SOUND = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|♪.*♪?")  # «[Música]»: nobody says it

Spoken = tuple[str, float, str]  # who, from which second, and the words


def read_captions(text: str, *, file: str) -> tuple[str, list[Turn]]:
    """The words with one line per turn, and the turns; captions of one voice that follow each other are one turn.

    Raises TequioError: TQ-209 malformed, TQ-237 no words in it.
    """
    kind = "vtt" if text.startswith(MARK) else "srt"
    try:
        read = webvtt.from_buffer(StringIO(text), format=kind)
        spoken = [line for caption in read.captions
                  for line in _lines(caption.raw_text, seconds(caption.start) or 0.0)]
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError, IndexError,
            AttributeError, TypeError) as error:
        raise TequioError("TQ-209", file=file) from error
    content, found = _joined(_named(spoken))
    if not found:
        raise TequioError("TQ-237", file=file)
    return content, found


def _lines(caption: str, start: float) -> Iterator[Spoken]:
    """What one caption holds: a part for each voice that VTT names, for each dash and each name before a colon."""
    before, *voices = VOICE.split(caption)
    for speaker, words in (("", before), *zip(voices[::2], voices[1::2], strict=True)):
        for line in _apart(uniform(html.unescape(TAG.sub("", words))), bool(speaker)):
            if any(c.isalnum() for c in line) and not SOUND.fullmatch(line):
                yield " ".join(html.unescape(speaker).split()), start, line


def _apart(words: str, named: bool) -> list[str]:
    """The lines of a caption as one, but for those that begin with somebody else."""
    lines: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in words.split("\n"))):
        if not lines or (not named and (DASH.match(line) or LINE.match(line))):
            lines.append(line)
        elif not named and heads(lines[-1], line):
            lines[-1] += f": {line}"
        else:
            lines[-1] += f" {line}"
    return lines


def _named(spoken: Sequence[Spoken]) -> list[Spoken]:
    """Captions that VTT gives no voice, with the voice that their words begin with; a voice goes on until the next."""
    content, begins = "", []
    for speaker, _, words in spoken:
        begins.append(len(content))
        content += "\n" if speaker else f"{words}\n"
    pieces: dict[int, list[tuple[str, str]]] = {}
    for turn in turns(content, alone=True):
        place = turn.begin
        for line in turn.text.split("\n"):
            if line.strip():
                pieces.setdefault(bisect_right(begins, place) - 1, []).append((turn.speaker, line.strip()))
            place += len(line) + 1
    first = min(pieces, default=len(spoken))
    voices = {folded(speaker) for speaker, _, _ in spoken if speaker}
    named: list[Spoken] = []
    for number, (speaker, start, words) in enumerate(spoken):
        if speaker:
            # «<v Ana>Ana: …»: the name stands twice.
            again = LINE.match(words)
            named.append((speaker, start, words[again.end():] if again and folded(again["speaker"]) in voices
                          and words[again.end():].strip() else words))
        elif number < first:
            named.append((speaker, start, DASH.sub("", words)))
        named += [(who, start, DASH.sub("", said)) for who, said in pieces.get(number, ())]
    return named


def _joined(spoken: Sequence[Spoken]) -> tuple[str, list[Turn]]:
    content, found = "", []
    for speaker, start, text in _gathered(spoken):
        content += f"{speaker}: " if speaker else ""
        found.append(Turn(speaker, start, text, len(content), len(content) + len(text)))
        content += text + "\n"
    return content.rstrip("\n"), found


def _gathered(spoken: Sequence[Spoken]) -> list[Spoken]:
    gathered: list[tuple[str, float, list[str]]] = []
    for speaker, start, text in spoken:
        if speaker and gathered and gathered[-1][0] == speaker:
            gathered[-1][2].append(text)
        else:
            gathered.append((speaker, start, [text]))
    return [(speaker, start, " ".join(parts)) for speaker, start, parts in gathered]
