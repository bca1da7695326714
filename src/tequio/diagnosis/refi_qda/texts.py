"""The texts of a project: found by the paths that tools write, and decoded without moving a single sign."""

import codecs
from urllib.parse import unquote

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import hand_in, read_text
from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.decoding import decode

MARK = "\ufeff"
WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"))
ELSEWHERE = ("absolute", "relative", "file", "http", "https")
RICH = (".docx", ".odt")


class Shelf:
    """The files of a project, found whatever case and folder a tool gave them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {_bare(entry.name): entry.name for entry in archive.entries()}

    def find(self, path: str) -> str:
        """The entry a path leads to, '' where there is none."""
        scheme, parted, rest = path.partition("://")
        if parted and scheme.lower() in ELSEWHERE:
            return ""
        for said in (rest if parted else path, unquote(rest if parted else path)):
            name = _bare(said)
            if name and name in self._names:
                return self._names[name]
        return ""

    def read(self, name: str) -> bytes:
        return self._archive.read(name)


def outside(path: str) -> bool:
    """Whether a path leads out of the file."""
    return path.partition("://")[0].lower() in ELSEWHERE and "://" in path


def raw_text(data: bytes, file: str) -> str | None:
    """The signs of a text as they lie, a byte-order mark first where there is one; None for what is no text."""
    for mark, encoding in WIDE:
        if data.startswith(mark):
            return _kept(MARK, data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = decode(data, file=file).text
        except TequioError:
            return None
    return None if "\x00" in text else text


def rich_text(data: bytes, name: str) -> str | None:
    """The words of a document of an office, where a source brings no plain text; None where they cannot be read."""
    if not name.lower().endswith(RICH):
        return None
    try:
        return read_text(hand_in(name, data)).content
    except TequioError:
        return None


def _kept(mark: str, data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else mark + text


def _bare(path: str) -> str:
    """The last part of a path in lower case: standard and tools agree on nothing else."""
    return path.replace("\\", "/").rpartition("/")[2].strip().lower()
