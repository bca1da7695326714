"""Transcripts: a document or subtitles into turns of a talk, and from there into words without speakers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File, Text, Turn, read_text
from tequio.listening.importers.fingerprints import fingerprint
from tequio.listening.importers.roles import FACILITATOR, roles
from tequio.listening.importers.said import Dropped, Imported, Said, Submission, Told
from tequio.listening.importers.wanted import Wanted
from tequio.listening.importers.weeks import week_of

PARAGRAPH = re.compile(r"\n\s*\n")
SENTENCE_END = (".", "?", "!", "…", ".»", ".”")
ENOUGH = 40  # words: subtitles without speakers are gathered up to the end of the sentence after so many


@dataclass(frozen=True)
class Passage:
    """A turn of the talk: `role` ties turns of one speaker together, inside this result and nowhere else."""

    role: str  # 'facilitator', 'participant 3', or '' where the document names no speakers
    text: str = field(repr=False)
    number: int


@dataclass(frozen=True)
class Transcript:
    """The turns of one document. `fingerprint` is made of its words: DOCX or TXT, it is the same talk."""

    file: str
    fingerprint: str
    passages: tuple[Passage, ...]
    preface: bool = False  # words before anybody speaks, which may name those present: they are left out


def read_transcript(path: File, *, asking: Collection[str] = (), encoding: str | None = None,
                    root: Path | None = None) -> Transcript:
    """The turns of a TXT, MD, DOCX, ODT, PDF, SRT or VTT file; its paragraphs where nobody is named.

    Raises TequioError TQ-201 … TQ-249.
    """
    text = read_text(path, encoding=encoding, root=root)
    parts = roles((turn.speaker for turn in text.turns if turn.speaker), asking=asking)
    said = _spoken(text, parts)
    return Transcript(text.file, fingerprint("transcript", *(part for pair in said for part in pair)),
                      tuple(Passage(role, words, number) for number, (role, words) in enumerate(said, start=1)),
                      bool(parts) and _preface(text))


def as_words(transcript: Transcript, wanted: Wanted) -> Imported:
    """The talk without its speakers: one thing said per turn of a participant; `values` say whose, where and when.

    Raises TequioError TQ-432 when only the facilitator speaks.
    """
    heard = [passage for passage in transcript.passages if passage.role != FACILITATOR]
    if not heard:
        raise TequioError("TQ-432", file=transcript.file)
    told = _told(wanted)
    said = tuple(Said(passage.text, "", "turno", passage.number, passage.number, told=told) for passage in heard)
    dropped = [Dropped(FACILITATOR, row=passage.number) for passage in transcript.passages
               if passage.role == FACILITATOR]
    dropped += [Dropped("preface")] * transcript.preface
    one = Submission(transcript.fingerprint, transcript.fingerprint, tuple(("", passage.number) for passage in heard),
                     week_of(wanted.values.get("week", "")), told, said, named=False)
    return Imported(transcript.file, (one,), tuple(dropped), {"": len(transcript.passages)})


def _told(wanted: Wanted) -> Told:
    """What the process file says of the whole talk."""
    said = wanted.values.get
    uses = tuple(use.strip() for use in said("consent", "").split(";") if use.strip())
    return Told(said("group", ""), said("place", ""), said("territory", ""), said("encounter", ""), uses or None)


def _spoken(text: Text, parts: dict[str, str]) -> list[tuple[str, str]]:
    if not text.turns:
        return [("", words) for words in _paragraphs(text.content)]
    if not parts:
        return [("", words) for words in _gathered(text.turns)]
    return [(parts.get(turn.speaker, ""), turn.text) for turn in text.turns if turn.text]


def _preface(text: Text) -> bool:
    before = text.content[: text.turns[0].begin]
    return any(c.isalpha() for c in before[: before.rfind(text.turns[0].speaker)])


def _paragraphs(content: str) -> list[str]:
    """By blank lines, else by lines."""
    parted = [part.strip() for part in PARAGRAPH.split(content) if part.strip()]
    return parted if len(parted) > 1 else [line.strip() for line in content.split("\n") if line.strip()]


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
