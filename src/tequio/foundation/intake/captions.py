"""SRT and VTT: captions with times, and with voices where VTT names them."""

from io import StringIO

import webvtt

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.prose import uniform
from tequio.foundation.intake.text import Turn
from tequio.foundation.intake.turns import seconds

MARK = "WEBVTT"


def read_captions(text: str, *, file: str) -> tuple[str, list[Turn]]:
    """The words with one line per turn, and the turns; captions of one voice that follow each other are one turn.

    Raises TequioError: TQ-209 malformed, TQ-237 no words in it.
    """
    kind = "vtt" if text.startswith(MARK) else "srt"
    try:
        read = webvtt.from_buffer(StringIO(text), format=kind)
        spoken = [(caption.voice or "", seconds(caption.start) or 0.0, _line(caption.text))
                  for caption in read.captions]
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError, IndexError,
            AttributeError, TypeError) as error:
        raise TequioError("TQ-209", file=file) from error
    content, turns = _joined([caption for caption in spoken if caption[2]])
    if not turns:
        raise TequioError("TQ-237", file=file)
    return content, turns


def _line(text: str) -> str:
    return " ".join(uniform(text).split())


def _joined(spoken: list[tuple[str, float, str]]) -> tuple[str, list[Turn]]:
    content, turns = "", []
    for speaker, start, text in _gathered(spoken):
        content += f"{speaker}: " if speaker else ""
        turns.append(Turn(speaker, start, text, len(content), len(content) + len(text)))
        content += text + "\n"
    return content.rstrip("\n"), turns


def _gathered(spoken: list[tuple[str, float, str]]) -> list[tuple[str, float, str]]:
    gathered: list[tuple[str, float, list[str]]] = []
    for speaker, start, text in spoken:
        if speaker and gathered and gathered[-1][0] == speaker:
            gathered[-1][2].append(text)
        else:
            gathered.append((speaker, start, [text]))
    return [(speaker, start, " ".join(parts)) for speaker, start, parts in gathered]
