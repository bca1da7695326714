"""Files made to harm, for every door of the pages, made here and never fetched. `corpus(folder)` makes them all.

What nobody sees in a file sings «Zarcanario»: authors, comments, scripts, hidden text, macros. It must be kept nowhere.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile import CASES
from tests.hostile.uploads import archives, documents, images, tables, talks

CANARY = "Zarcanario"


@dataclass(frozen=True)
class Upload:
    """One file under the name it is sent with, and the type it claims to have."""

    name: str
    file: str
    data: bytes
    claims: str = "application/octet-stream"


def corpus(folder: Path) -> Iterator[Upload]:
    """Those for the sheets, texts and archives of a build, as far as they can be uploaded, and those of the pages."""
    for case in CASES:
        place = folder / case.name
        place.mkdir()
        path = case.write(place)
        if path.exists() and stat.S_ISREG(path.stat().st_mode) and path.stat().st_size < 2**26:
            yield Upload(case.name, path.name, path.read_bytes())
    for module in (archives, documents, images, tables, talks):
        for name, (file, data) in module.made().items():
            yield Upload(f"{module.__name__.rpartition('.')[2]}: {name}", file, data)
    yield from _lying()


def _lying() -> Iterator[Upload]:
    """One content under names and types that are not its own."""
    for ending, data in (("xlsx", documents.docx("hola")), ("docx", tables.xlsx()), ("pdf", b"grupo,voz\na,b\n"),
                         ("csv", documents.PDF), ("sav", tables.xlsx()), ("json", b"grupo,voz\na,b\n"),
                         ("zip", documents.docx("hola")), ("srt", documents.PDF), ("vtt", tables.xlsx()),
                         ("odt", documents.docx("ROSA: hola\nJUANA: adiós\n")), ("exe", b"MZ" + bytes(90)),
                         ("html", b"<html><script>alert('Zarcanario')</script></html>"), ("js", b"alert(1)"),
                         ("svg", b"<svg onload=alert('Zarcanario')/>"), ("", b"hola"), ("lnk", b"L\0\0\0"),
                         ("sh", b"#!/bin/sh\ntouch Zarcanario\n"), ("py", b"import os; os.system('id')"),
                         ("csv.exe", b"MZ" + bytes(90)), ("docm", documents.docx("hola", macros=True))):
        yield Upload(f"lying .{ending}", f"archivo.{ending}" if ending else "archivo", data, "text/csv")
    for name in ("../../../etc/passwd", "C:\\windows\\x.csv", "/etc/shadow", "a\0b.csv", "CON.csv", "nul", "aux.txt",
                 "x" * 240 + ".csv", "\u202egpj.csv", "<img src=x onerror=alert(1)>.csv", "'; drop table voz;--.csv",
                 "{{7*7}}.csv", "%2e%2e%2fx.csv", "=cmd|'/c calc'!A1.csv", "a\r\nSet-Cookie: x=1.csv", " .csv",
                 "....csv",
                 "\ud800.csv".encode("utf-8", "surrogatepass").decode("latin-1"), "ñ" * 100 + ".csv", "-rf.csv"):
        yield Upload(f"named {name[:20]!a}", name, b"grupo,voz\nMujeres,no hay luz en la calle\n", "text/csv")
