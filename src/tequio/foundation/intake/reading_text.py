"""One door for every text and transcript that somebody sends."""

import hashlib
from pathlib import Path

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake.archive import LOCAL_MARK, Archive
from tequio.foundation.intake.captions import MARK, read_captions
from tequio.foundation.intake.decoding import decode
from tequio.foundation.intake.docx import MAIN, read_docx
from tequio.foundation.intake.door import File, Received, receive
from tequio.foundation.intake.kinds import BINARY, LOCKED, OLE, PACKED, PAGE, opendocument
from tequio.foundation.intake.limits import DEFAULT, Limits
from tequio.foundation.intake.odt import read_odt
from tequio.foundation.intake.pdf import read_pdf
from tequio.foundation.intake.prose import uniform
from tequio.foundation.intake.text import Text, Turn
from tequio.foundation.intake.turns import turns

PLAIN = ("txt", "md", "markdown", "text")
TIMED = ("srt", "vtt")
PDF_WITHIN = 1_024  # bytes of anything else that a PDF may have before its mark


def read_text(path: File, *, encoding: str | None = None, root: Path | None = None,
              limits: Limits = DEFAULT) -> Text:
    """Read the words of a TXT, MD, DOCX, ODT, PDF, SRT or VTT file.

    Raises TequioError TQ-201 … TQ-249 and nothing else, whatever the file holds. Nothing is written to disk and
    nothing in the file is executed.
    """
    received = receive(path, root=root, limits=limits)
    problems: list[Problem] = []
    content, spoken = _read(received, encoding, limits, problems)
    if not content:
        raise TequioError("TQ-237", file=received.name)
    return Text(received.name, content, hashlib.sha256(received.data).hexdigest(), spoken, problems)


def _read(received: Received, encoding: str | None, limits: Limits, problems: list[Problem]) -> tuple[str, list[Turn]]:
    if received.extension in TIMED or received.data.startswith(MARK.encode()):
        text = decode(received.data, file=received.name, encoding=encoding).text
        return read_captions(text, file=received.name)
    content = uniform(_content(received, encoding, limits, problems))
    return content, turns(content)


def _content(received: Received, encoding: str | None, limits: Limits, problems: list[Problem]) -> str:
    """The words of a document; `problems` takes up what was noticed in it."""
    data, name = received.data, received.name
    if data.startswith(LOCAL_MARK):
        return _packed(Archive(name, data, limits))
    if b"%PDF-" in data[:PDF_WITHIN]:
        content, noticed = read_pdf(data, file=name, limits=limits)
        problems += noticed
        return content
    if data.startswith(OLE):
        raise TequioError("TQ-210" if LOCKED in data else "TQ-208", file=name, said=received.extension, found="doc")
    if data.startswith(PACKED + BINARY) or received.extension not in PLAIN or data.startswith(b"{\\rtf"):
        raise TequioError("TQ-207", file=name, value=f".{received.extension}")
    if PAGE.match(data):
        raise TequioError("TQ-208", file=name, said=received.extension, found="html/xml")
    return decode(data, file=name, encoding=encoding).text


def _packed(archive: Archive) -> str:
    if MAIN in archive:
        return read_docx(archive)
    if opendocument(archive) == "text":
        return read_odt(archive)
    raise TequioError("TQ-207", file=archive.file, value=f".{Path(archive.file).suffix.lstrip('.')}")
