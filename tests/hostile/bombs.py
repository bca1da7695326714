"""Containers that are damaged, locked, or many times larger than they look."""

import warnings
import zipfile
from pathlib import Path

from tests.hostile.books import DECLARED, HEAD, MAIN, ODF, PLAIN, SHEET, book, book_parts, ods_parts, packed, row
from tests.hostile.case import hostile

LAUGHS = ('<!DOCTYPE lolz [<!ENTITY a "ja">'
          + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)) + "]>")
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@hostile("TQ-209")
def truncated_xlsx(folder: Path) -> Path:
    path = book(folder / "trunco.xlsx", PLAIN)
    path.write_bytes(path.read_bytes()[:-200])
    return path


@hostile("TQ-209")
def beginning_alone(folder: Path) -> Path:
    path = folder / "inicio.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    return path


@hostile("TQ-209")
def flipped_bytes(folder: Path) -> Path:
    path = book(folder / "bytes.xlsx", PLAIN)
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    data = bytearray(path.read_bytes())
    data[place : place + 8] = b"\xff" * 8
    path.write_bytes(data)
    return path


@hostile("TQ-209")
def one_part_twice(folder: Path) -> Path:
    path = book(folder / "gemelas.xlsx", PLAIN)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(zipfile.ZipInfo(SHEET), "<worksheet/>")
    return path


@hostile("TQ-211")
def zip_bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bomba.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in book_parts(PLAIN).items():
            archive.writestr(name, content)
        with archive.open("xl/media/image1.xml", "w", force_zip64=True) as stream:
            for _ in range(64):
                stream.write(b" " * 1_048_576)
    return folder / "bomba.xlsx"


@hostile("TQ-211")
def many_middling_bombs(folder: Path) -> Path:
    """Seven hundred parts, each below what one part may be."""
    path = folder / "bombitas.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (book_parts(PLAIN) | {f"xl/media/{at}.xml": "x" * 6_000 for at in range(700)}).items():
            archive.writestr(name, content)
        for info in archive.filelist[-700:]:
            info.file_size = 999_000
    return path


@hostile("TQ-211")
def a_part_larger_than_it_says(folder: Path) -> Path:
    path = folder / "miente.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in book_parts(PLAIN + " " * 20_000_000).items():
            archive.writestr(name, content)
        archive.getinfo(SHEET).file_size = 100
    return path


@hostile("TQ-212")
def ten_thousand_parts(folder: Path) -> Path:
    return packed(folder / "partes.xlsx", book_parts(PLAIN) | {f"xl/p{at}.xml": "" for at in range(10_000)})


@hostile("TQ-213")
def a_part_that_climbs_out(folder: Path) -> Path:
    return packed(folder / "sube.xlsx", book_parts(PLAIN) | {"../../../tmp/tequio.txt": "fuera"})


@hostile("TQ-213")
def a_part_at_the_root(folder: Path) -> Path:
    return packed(folder / "raiz.xlsx", book_parts(PLAIN) | {"/etc/cron.d/x": "fuera"})


@hostile("TQ-213")
def a_part_on_another_drive(folder: Path) -> Path:
    return packed(folder / "unidad.xlsx", book_parts(PLAIN) | {"..\\..\\C:\\x.bat": "fuera"})


@hostile("TQ-214")
def an_archive_inside(folder: Path) -> Path:
    inner = packed(folder / "dentro.zip", {"a.txt": "a"}).read_bytes()
    return packed(folder / "matrioska.xlsx", book_parts(PLAIN) | {"xl/embeddings/dentro.zip": inner})


@hostile("TQ-235")
def encrypted_parts(folder: Path) -> Path:
    path = book(folder / "cifrado.xlsx", PLAIN)
    data = path.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    path.write_bytes(data)
    return path


@hostile("TQ-215")
def billion_laughs_in_strings(folder: Path) -> Path:
    strings = f'{DECLARED}{LAUGHS}<sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'
    return book(folder / "risas.xlsx", HEAD + '<row r="2"><c r="A2" t="s"><v>0</v></c></row>', strings=strings)


@hostile("TQ-215")
def entity_from_outside_in_a_sheet(folder: Path) -> Path:
    parts = book_parts(HEAD + row(2, "mujeres", "&a;"))
    return packed(folder / "entidad.xlsx", parts | {SHEET: str(parts[SHEET]).replace(DECLARED, DECLARED + OUTSIDE)})


@hostile("TQ-215")
def entity_hidden_by_utf_16(folder: Path) -> Path:
    parts = book_parts(HEAD + row(2, "mujeres", "&a;"))
    hidden = str(parts[SHEET]).replace(DECLARED, OUTSIDE).encode("utf-16")
    return packed(folder / "utf16.xlsx", parts | {SHEET: hidden})


@hostile("TQ-215")
def entity_behind_a_long_comment(folder: Path) -> Path:
    parts = book_parts(PLAIN)
    late = DECLARED + "<!--" + "x" * 900_000 + "-->" + OUTSIDE
    return packed(folder / "comentario.xlsx", parts | {SHEET: str(parts[SHEET]).replace(DECLARED, late)})


@hostile("TQ-215")
def document_type_in_the_workbook(folder: Path) -> Path:
    parts = book_parts(PLAIN)
    book_xml = str(parts["xl/workbook.xml"]).replace(DECLARED, DECLARED + LAUGHS)
    return packed(folder / "libro.xlsx", parts | {"xl/workbook.xml": book_xml})


@hostile("TQ-215")
def billion_laughs_in_ods(folder: Path) -> Path:
    rows = f'<table:table-row xmlns:table="{ODF}:table:1.0"><table:table-cell>&j;</table:table-cell></table:table-row>'
    return packed(folder / "risas.ods", ods_parts(rows, prolog=DECLARED + LAUGHS))


@hostile("TQ-211")
def junk_between_rows(folder: Path) -> Path:
    """Elements that are no rows would pile up in the memory of a tree."""
    junk = "".join(f"<x{at}/>" for at in range(1_000)) * 3_000
    return book(folder / "basura.xlsx", PLAIN, before=junk)
