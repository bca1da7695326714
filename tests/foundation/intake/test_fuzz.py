"""Whatever bytes come, reading ends in a sheet, a text, or a TequioError."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.foundation.intake.test_hostile import check_sheet, check_text
from tests.hostile.books import ODS_PLAIN, PLAIN, book_parts, ods_parts
from tests.hostile.documents import docx_parts, odt_parts, paragraph

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import read_sheet, read_text

FAST = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHEET_ENDINGS = st.sampled_from(["csv", "tsv", "txt", "json", "jsonl", "xlsx", "ods"])
TEXT_ENDINGS = st.sampled_from(["txt", "md", "srt", "vtt", "docx", "odt"])
XML = st.sampled_from([
    "<row>", "</row>", "<row r='7'>", "<c r='B2'>", "<c r='A1' t='s'>", "<c t='inlineStr'>", "</c>", "<v>", "</v>", "0",
    "1e9", "<is><t>", "</t></is>", "<f>", "</f>", "<rPh>", "</rPh>", "é", "&#10;", "&lt;", "&x;", "]]>", "<!--", "-->",
    "<?a b?>", "<![CDATA[<c>]]>", "<mergeCell ref='A1:C9'/>", "\x01",
])
ODF = st.sampled_from([
    "<table:table-row>", "<table:table-row table:number-rows-repeated='3'>", "</table:table-row>", "<table:table-cell>",
    "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='nan'>",
    "<table:table-cell office:value-type='date' office:date-value='x'>", "</table:table-cell>", "<text:p>", "</text:p>",
    "a", "<text:s text:c='5'/>", "<table:covered-table-cell/>", "</table:table>", "<table:table>", "&x;",
])
LINES = st.sampled_from(["\n", "\r", '"', ",", ";", "\t", "|", "a", "é", " ", "=1", '""', "\\", "\u202e", "1,5"])
TIMES = st.sampled_from([
    "WEBVTT", "\n", "\n\n", "00:00:01.000", "00:00:01,000", " --> ", "<v Ana>", "</v>", "hola", "1", "NOTE", "STYLE",
    "ANA: ", "[00:01:02] ", "Luz (1:02): ", ":", "99:99:99", "-",
])


@contextmanager
def sent(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield path


def try_sheet(name: str, data: bytes) -> None:
    with sent(name, data) as path, suppress(TequioError):
        check_sheet(read_sheet(path))


def try_text(name: str, data: bytes) -> None:
    with sent(name, data) as path, suppress(TequioError):
        check_text(read_text(path))


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    mutable = bytearray(data)
    for place, piece in changes:
        at = place % max(len(mutable), 1)
        mutable[at : at + len(piece)] = piece
    return bytes(mutable)


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.binary(max_size=6)), min_size=1, max_size=8)


@FAST
@given(SHEET_ENDINGS, st.binary(max_size=400))
def test_any_bytes_as_a_sheet(ending: str, data: bytes) -> None:
    try_sheet(f"a.{ending}", data)


@FAST
@given(TEXT_ENDINGS, st.binary(max_size=400))
def test_any_bytes_as_a_text(ending: str, data: bytes) -> None:
    try_text(f"a.{ending}", data)


@FAST
@given(SHEET_ENDINGS, st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-32"]))
def test_any_text_as_a_sheet(ending: str, text: str, encoding: str) -> None:
    try_sheet(f"a.{ending}", text.encode(encoding, "surrogatepass"))


@FAST
@given(st.lists(LINES, max_size=60))
def test_any_quoting(pieces: list[str]) -> None:
    try_sheet("a.csv", "".join(pieces).encode())


@FAST
@given(st.lists(TIMES, max_size=40), st.sampled_from(["srt", "vtt", "txt"]))
def test_any_captions(pieces: list[str], ending: str) -> None:
    try_text(f"a.{ending}", "".join(pieces).encode())


@FAST
@given(CHANGES)
def test_bytes_of_a_workbook_changed(changes: list[tuple[int, bytes]]) -> None:
    try_sheet("a.xlsx", changed(zipped(book_parts(PLAIN)), changes))


@FAST
@given(st.lists(XML, max_size=30))
def test_any_xml_in_a_sheet(pieces: list[str]) -> None:
    try_sheet("a.xlsx", zipped(book_parts("".join(pieces))))


@FAST
@given(st.lists(ODF, max_size=30))
def test_any_xml_in_an_ods(pieces: list[str]) -> None:
    try_sheet("a.ods", zipped(ods_parts(ODS_PLAIN + "".join(pieces))))


@FAST
@given(st.sampled_from(sorted(book_parts(PLAIN))), CHANGES)
def test_one_part_of_a_workbook_changed(part: str, changes: list[tuple[int, bytes]]) -> None:
    parts = book_parts(PLAIN)
    content = parts[part]
    raw = content.encode() if isinstance(content, str) else content
    try_sheet("a.xlsx", zipped(parts | {part: changed(raw, changes)}))


@FAST
@given(CHANGES, st.sampled_from(["docx", "odt"]))
def test_one_part_of_a_document_changed(changes: list[tuple[int, bytes]], kind: str) -> None:
    parts, part = ((docx_parts(paragraph("ANA: hola")), "word/document.xml") if kind == "docx" else
                   (odt_parts("<text:p>ANA: hola</text:p>"), "content.xml"))
    try_text(f"a.{kind}", zipped(parts | {part: changed(str(parts[part]).encode(), changes)}))
