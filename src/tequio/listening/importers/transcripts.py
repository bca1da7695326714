"""Transcripts: a document or subtitles into turns of a talk, and from there into words without speakers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake import File, Text, Turn, read_text
from tequio.listening.importers.cutting import ONE, PREFACE, TITLE, WORDS, cut, parts
from tequio.listening.importers.fingerprints import fingerprint
from tequio.listening.importers.roles import FACILITATOR, roles
from tequio.listening.importers.said import Dropped, Imported, Said, Submission, Told
from tequio.listening.importers.wanted import Wanted
from tequio.listening.importers.weeks import week_of

SENTENCE_END = (".", "?", "!", "…", ".»", ".”")
PARTED = re.compile(r"(?<=[^\W\d_])[-‐]\n(?=[^\W\d_])")  # a word that a hyphen parts at the end of a line
UNSPOKEN = (FACILITATOR, TITLE, PREFACE)  # what is listed with its number, and is nobody's voice
ENOUGH = 40  # words: subtitles without speakers are gathered up to the end of the sentence after so many


@dataclass(frozen=True)
class Passage:
    """A turn of the talk: `role` ties turns of one speaker together, inside this result and nowhere else."""

    role: str  # 'facilitator', 'participant 3', or '' where the document names no speakers; 'heading', 'preface'
    text: str = field(repr=False)
    number: int


@dataclass(frozen=True)
class Transcript:
    """The turns of one document. `fingerprint` is made of its words: DOCX or TXT, it is the same talk."""

    file: str
    fingerprint: str
    passages: tuple[Passage, ...]
    preface: bool = False  # words before anybody speaks, which may name those present: they are left out
    notices: tuple[Problem, ...] = ()


def read_transcript(path: File, *, asking: Collection[str] = (), encoding: str | None = None,
                    root: Path | None = None, how: str = "") -> Transcript:
    """The turns of a TXT, MD, DOCX, ODT, PDF, SRT or VTT file.

    Where nobody is named, the document is cut as `how` says (one of CUTS), and is one text where it says nothing;
    headings stay outside. Raises TequioError TQ-201 … TQ-261.
    """
    text = read_text(path, encoding=encoding, root=root)
    mine = roles((turn.speaker for turn in text.turns if turn.speaker), asking=asking)
    said = list(_spoken(text, mine, how))
    known = [part for pair in said for part in pair] if text.turns else ["", text.content]
    notices = [*text.problems, *([Problem(code, text.file)] if (code := _noticed(text, mine, how)) else [])]
    return Transcript(text.file, fingerprint("transcript", *known),
                      tuple(Passage(role, words, number) for number, (role, words) in enumerate(said, start=1)),
                      bool(mine) and _preface(text), tuple(notices))


def _noticed(text: Text, mine: dict[str, str], how: str) -> str:
    """What has to be said of a document in which nobody is named."""
    if mine:
        return ""
    if not text.turns:
        return "" if how else "TQ-672"
    return "TQ-673" if text.turns[0].start_seconds is None else "TQ-674"


def as_words(transcript: Transcript, wanted: Wanted) -> Imported:
    """The talk without its speakers: one thing said per turn of a participant; `values` say whose, where and when.

    Raises TequioError TQ-432 when only the facilitator speaks.
    """
    heard = [passage for passage in transcript.passages if passage.role not in UNSPOKEN]
    if not heard:
        raise TequioError("TQ-432", file=transcript.file)
    told = _told(wanted)
    said = tuple(Said(passage.text, "", "turno", passage.number, passage.number, told=told) for passage in heard)
    dropped = [Dropped(passage.role, row=passage.number) for passage in transcript.passages
               if passage.role in UNSPOKEN]
    dropped += [Dropped("preface")] * transcript.preface
    one = Submission(transcript.fingerprint, transcript.fingerprint, tuple(("", passage.number) for passage in heard),
                     week_of(wanted.values.get("week", "")), told, said, named=False)
    return Imported(transcript.file, (one,), tuple(dropped), {"": len(transcript.passages)},
                    notices=transcript.notices)


def _told(wanted: Wanted) -> Told:
    """What the process file says of the whole talk."""
    said = wanted.values.get
    uses = tuple(use.strip() for use in said("consent", "").split(";") if use.strip())
    return Told(said("group", ""), said("place", ""), said("territory", ""), said("encounter", ""), uses or None)


def _spoken(text: Text, mine: dict[str, str], how: str) -> Iterator[tuple[str, str]]:
    """Each thing said with the part of whoever said it."""
    if not text.turns:
        for part in cut(parts(text.content), how or ONE):
            yield "" if part.kind == WORDS else part.kind, part.text
    elif not mine and text.turns[0].start_seconds is not None:
        yield from (("", words) for words in _gathered(text.turns))
    else:
        yield from ((mine.get(turn.speaker, ""), _words(turn)) for turn in text.turns if turn.text)


def _words(turn: Turn) -> str:
    """The words of a turn, without marks of layout."""
    return PARTED.sub("", turn.text).replace("**", "").strip()


def _preface(text: Text) -> bool:
    before = text.content[: text.turns[0].begin]
    return any(c.isalpha() for c in before[: before.rfind(text.turns[0].speaker)])


def _gathered(turns: Sequence[Turn]) -> Iterator[str]:
    """Subtitles joined up to the end of a sentence."""
    held: list[str] = []
    for turn in turns:
        held.append(turn.text)
        if turn.text.endswith(SENTENCE_END) and sum(len(part.split()) for part in held) >= ENOUGH:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)
