"""What a file is, told by its first bytes; its extension decides only among kinds of plain text."""

import re

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.archive import LOCAL_MARK, Archive
from tequio.foundation.intake.door import Received
from tequio.foundation.intake.limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
WORD = "WordDocument".encode("utf-16-le")
TEXTS = {"csv": "csv", "tsv": "csv", "tab": "csv", "txt": "csv", "json": "json", "jsonl": "jsonl", "ndjson": "jsonl"}
PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x00\x00\x00", b"RIFF", b"SQLite")
PAGE = re.compile(rb"\s*<(!doctype html|html|head|table|meta|\?xml|workbook)", re.IGNORECASE)
PARQUET = b"PAR1"
FAMILIES = {"xlsx": ("xlsx", "xlsm", "xltx"), "xlsb": ("xlsb",), "ods": ("ods", "ots"), "xls": ("xls", "xlt"),
            "parquet": ("parquet", "pq")}


def sheet_kind(received: Received, limits: Limits) -> tuple[str, Archive | None]:
    """One of xlsx, xlsb, ods, xls, parquet, csv, json, jsonl; with the archive where it is one.

    Raises TequioError: TQ-207 a kind that is not read, TQ-208 something else than its name says, TQ-210 locked, and
    the errors of `Archive`.
    """
    data = received.data
    if data.startswith(LOCAL_MARK):
        archive = Archive(received.name, data, limits)
        return _inside(archive, received), archive
    if data.startswith(OLE):
        return _compound(received), None
    if data.startswith(PARQUET):
        return "parquet", None
    return _plain(received), None


def mislabelled(received: Received, kind: str) -> bool:
    """Whether a file that can be read carries the extension of another kind."""
    return kind in FAMILIES and received.extension not in FAMILIES[kind]


def opendocument(archive: Archive) -> str:
    """The last word of an OpenDocument's type (`spreadsheet`, `text`); '' for anything else."""
    if "mimetype" not in archive or "content.xml" not in archive:
        return ""
    said = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    return said.removesuffix("-template").rpartition(".")[2] if "opendocument" in said else ""


def _inside(archive: Archive, received: Received) -> str:
    if "xl/workbook.bin" in archive:
        return "xlsb"
    if opendocument(archive) == "spreadsheet":
        return "ods"
    if "[Content_Types].xml" in archive and any(entry.name.startswith("xl/") for entry in archive.entries()):
        return "xlsx"
    if received.extension in ("xlsx", "xlsm", "ods", "xlsb"):
        raise TequioError("TQ-208", file=received.name, said=received.extension, found="zip")
    raise TequioError("TQ-207", file=received.name, value=f".{received.extension}")


def _compound(received: Received) -> str:
    """An old binary document: a workbook, or a new one behind a password."""
    if LOCKED in received.data:
        raise TequioError("TQ-210", file=received.name)
    if not any(name in received.data for name in BOOKS) and WORD not in received.data:
        raise TequioError("TQ-209", file=received.name)
    if WORD in received.data:
        raise TequioError("TQ-208", file=received.name, said=received.extension, found="doc")
    return "xls"


def _plain(received: Received) -> str:
    data, extension = received.data, received.extension
    known = any(extension in family for family in FAMILIES.values())
    if data.startswith(PACKED + BINARY) and not known:
        raise TequioError("TQ-207", file=received.name, value=f".{extension}")
    if PAGE.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        raise TequioError("TQ-208", file=received.name, said=extension, found="html/xml")
    if known:
        raise TequioError("TQ-208", file=received.name, said=extension, found="?" if b"\x00" in data[:4096] else "txt")
    if extension not in TEXTS:
        raise TequioError("TQ-207", file=received.name, value=f".{extension}")
    return TEXTS[extension]
