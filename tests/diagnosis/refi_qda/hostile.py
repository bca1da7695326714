"""Projects that somebody made to do harm, or that came to harm on the way."""

import io
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.diagnosis.refi_qda.files import HEAD, codes, guid, passage, qde, source, zipped

GOOD = qde(f"{codes('luz')}<Sources>{source('uno', passage(0, 2))}</Sources>")
TEXT = {f"sources/{guid('uno')}.txt": b"No hay luz"}
WHOLE = zipped({"project.qde": GOOD, **TEXT})
ENTITY = b'<!DOCTYPE x [<!ENTITY a "luz">]>'
LAUGHS = (b'<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
          b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>')
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'


def named(name: str) -> bytes:
    return zipped({"project.qde": GOOD, name: b"x"})


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", GOOD)
        entry = zipfile.ZipInfo("sources/x.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", GOOD)
        archive.writestr("project.qdX", GOOD)
    return out.getvalue().replace(b"project.qdX", b"project.qde")


def patched(offset: int, value: bytes) -> bytes:
    """The first entry's local header, changed."""
    return WHOLE[:offset] + value + WHOLE[offset + len(value):]


def directory(offset: int, value: bytes) -> bytes:
    """The first entry in the central directory, changed."""
    at = WHOLE.index(b"PK\x01\x02") + offset
    return WHOLE[:at] + value + WHOLE[at + len(value):]


def xml(data: bytes) -> bytes:
    return zipped({"project.qde": data, **TEXT})


def deep(tag: str, count: int) -> bytes:
    begin = f'<{tag} guid="{guid(1)}" name="x" isCodable="true">' * count
    return qde(f"<CodeBook><Codes>{begin}{f'</{tag}>' * count}</Codes></CodeBook>")


def database(script: str, finish: Callable[[bytes], bytes] = bytes) -> bytes:
    made = sqlite3.connect(":memory:")
    made.executescript(script)
    return finish(made.serialize())


QUALCODER = ("CREATE TABLE source (id, name, fulltext); CREATE TABLE code_name (cid, name);"
             "CREATE TABLE code_text (ctid, cid, fid, seltext, pos0, pos1);")
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS cid, x AS name FROM n"
VIEW = ("CREATE TABLE source (id, name, fulltext); CREATE TABLE code_text (ctid);"
        f"CREATE VIEW code_name AS {ENDLESS};")
BIG = "CREATE TABLE source (id, name, fulltext); CREATE TABLE code_name (cid); CREATE TABLE code_text (ctid);"

PROJECTS: dict[str, tuple[str, bytes]] = {
    # damaged on the way
    "empty": ("TQ-205", b""),
    "one byte": ("TQ-208", b"P"),
    "only the mark": ("TQ-209", b"PK\x03\x04"),
    "cut in half": ("TQ-209", WHOLE[:len(WHOLE) // 2]),
    "cut before the directory": ("TQ-209", WHOLE[:WHOLE.index(b"PK\x01\x02")]),
    "cut at the last byte": ("TQ-209", WHOLE[:-1]),
    "no archive": ("TQ-208", GOOD),
    "a picture": ("TQ-208", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    "noise": ("TQ-208", bytes(range(256)) * 20),
    "an empty archive": ("TQ-161", zipped({})),
    "no project inside": ("TQ-161", zipped(TEXT)),
    "two projects": ("TQ-161", zipped({"a.qde": GOOD, "b.qde": GOOD})),
    "only a Macintosh's shadow": ("TQ-161", zipped({"__MACOSX/project.qde": GOOD})),
    "a checksum that is not": ("TQ-209", directory(16, b"\x00\x00\x00\x00")),
    "a length that is not": ("TQ-211", directory(24, struct.pack("<I", 5))),
    "a local header elsewhere": ("TQ-209", directory(42, struct.pack("<I", 9_000_000))),
    "packed in an unknown way": ("TQ-209", directory(10, struct.pack("<H", 99))),
    "packed as the oldest do": ("TQ-209", directory(10, struct.pack("<H", 1))),
    "encrypted": ("TQ-235", directory(8, struct.pack("<H", 1))),
    "a local mark overwritten": ("TQ-209", patched(0, b"XK\x03\x04")[:0] + b"PK\x03\x04" + WHOLE[4:30] + b"\xff" * 40
                                 + WHOLE[70:]),
    "one name twice": ("TQ-209", twice()),
    # ways out of the folder
    "a parent folder": ("TQ-213", named("../fuera.txt")),
    "a parent folder inside": ("TQ-213", named("sources/../../fuera.txt")),
    "a root": ("TQ-213", named("/etc/fuera.txt")),
    "a drive": ("TQ-213", named("C:/fuera.txt")),
    "a parent folder of Windows": ("TQ-213", named("..\\fuera.txt")),
    "a name that moves the cursor": ("TQ-213", named("sources/\x1b[2J.txt")),
    "a name that turns round": ("TQ-213", named("sources/\u202etxt.exe")),
    "a link": ("TQ-213", linked()),
    # bombs
    "a bomb for a project": ("TQ-211", zipped({"project.qde": b" " * 30_000_000})),
    "a bomb among the texts": ("TQ-211", zipped({"project.qde": GOOD, "sources/a.txt": b"0" * 30_000_000})),
    "an archive inside": ("TQ-214", named("sources/mas.zip")),
    "a packed text inside": ("TQ-214", named("sources/mas.txt.gz")),
    "too many files": ("TQ-212", zipped({"project.qde": GOOD, **{f"s/{n}": b"" for n in range(50_001)}})),
    "a size beyond all bounds": ("TQ-211", directory(24, struct.pack("<I", 0xFFFFFFF0))),
    # XML
    "no XML": ("TQ-209", xml(b"esto no es nada")),
    "XML cut off": ("TQ-209", xml(GOOD[:-20])),
    "XML twice": ("TQ-209", xml(GOOD + GOOD)),
    "an empty project": ("TQ-209", xml(b"")),
    "only blanks": ("TQ-209", xml(b"   \n")),
    "another root": ("TQ-162", xml(b"<html><body/></html>")),
    "a sheet": ("TQ-162", xml(b"<worksheet><Project/></worksheet>")),
    "an entity": ("TQ-215", xml(ENTITY + GOOD)),
    "a billion laughs": ("TQ-215", xml(LAUGHS + GOOD)),
    "an entity from outside": ("TQ-215", xml(OUTSIDE + GOOD)),
    "an entity after a long comment": ("TQ-215", xml(b"<!--" + b"x" * 3_000 + b"-->" + ENTITY + GOOD)),
    "UTF-16 to hide one": ("TQ-215", xml(GOOD.decode().encode("utf-16"))),
    "UTF-7 to hide one": ("TQ-215", xml(b'<?xml version="1.0" encoding="utf-7"?>' + GOOD[len(HEAD):])),
    "a reference to nothing": ("TQ-209", xml(qde("&nada;"))),
    "half a surrogate": ("TQ-209", xml(qde("<Description>&#xD83D;</Description>"))),
    "half a surrogate in an attribute": ("TQ-209", xml(qde('<Users><User guid="a" name="&#xDC00;"/></Users>'))),
    "half a surrogate as bytes": ("TQ-209", xml(qde("<Description>@</Description>").replace(b"@", b"\xed\xa0\x80"))),
    "a sign that XML forbids": ("TQ-209", xml(qde("<Description>&#x0;</Description>"))),
    "a control as a byte": ("TQ-209", xml(qde("<Description>\x01</Description>"))),
    "bytes that are no UTF-8": ("TQ-209", xml(qde("@").replace(b"@", b"\xff\xfe\xfd"))),
    "codes ten thousand deep": ("TQ-163", xml(deep("Code", 10_000))),
    "codes a hundred and fifty deep": ("TQ-163", xml(deep("Code", 150))),
    "unknown elements ten thousand deep": ("TQ-163", xml(deep("Algo", 10_000))),
    "an attribute of twelve megabytes": ("TQ-209", xml(qde(
        f'<Users><User guid="{guid(1)}" name="{"".join(f"{n:x}" for n in range(2_200_000))}"/></Users>'))),
    "an attribute twice": ("TQ-209", xml(qde('<Users><User guid="a" guid="b"/></Users>'))),
    "a mark that begins nothing": ("TQ-209", xml(qde("<>"))),
    "ends that cross": ("TQ-209", xml(qde("<Users><User></Users></User>"))),
}
DATABASES: dict[str, tuple[str, bytes]] = {
    "empty": ("TQ-205", b""),
    "not a database": ("TQ-165", b"x" * 4_096),
    "only the mark": ("TQ-165", b"SQLite format 3\x00"),
    "the mark and nothing": ("TQ-165", b"SQLite format 3\x00" + b"\x00" * 4_096),
    "noise after the mark": ("TQ-165", b"SQLite format 3\x00" + bytes(range(256)) * 40),
    "cut in half": ("TQ-165", database(QUALCODER, lambda data: data[:len(data) // 2 + 700])),
    "pages overwritten": ("TQ-165", database(QUALCODER, lambda data: data[:110] + b"\xff" * 3_000 + data[3_110:])),
    "another program's": ("TQ-167", database("CREATE TABLE moz_places (id);")),
    "no table": ("TQ-167", database("CREATE TABLE a (b); DROP TABLE a;")),
    "a view that never ends": ("TQ-167", database(VIEW)),
    "a column that computes without end": ("TQ-165", database(
        "CREATE TABLE source (id, name, fulltext); CREATE TABLE code_text (ctid);"
        "CREATE TABLE code_name (cid, name AS (hex(zeroblob(40000000))));"
        "INSERT INTO code_name (cid) VALUES (1);")),
}
CODEBOOKS: dict[str, tuple[str, bytes]] = {
    "empty": ("TQ-205", b""),
    "no XML": ("TQ-209", b"{}"),
    "another root": ("TQ-162", b"<Codes/>"),
    "an entity": ("TQ-215", ENTITY + b"<CodeBook/>"),
    "an archive": ("TQ-209", b"PK\x03\x04"),
    "codes ten thousand deep": ("TQ-163", deep("Code", 10_000)),
    "cut off": ("TQ-209", b"<CodeBook><Codes>"),
}


def every() -> list[tuple[str, str, str, bytes]]:
    """Ending, what it is, the code it is answered with, and its bytes."""
    return [(ending, name, code, data) for ending, corpus in (
        (".qdpx", PROJECTS), (".sqlite3", DATABASES), (".qdc", CODEBOOKS)) for name, (code, data) in corpus.items()]


def write(folder: Path, ending: str, data: bytes) -> Path:
    path = folder / f"hostil{ending}"
    path.write_bytes(data)
    return path
