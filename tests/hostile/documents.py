"""Texts, transcripts and archives of them."""

import stat
import zipfile
from pathlib import Path

from tests.hostile.bombs import LAUGHS, OUTSIDE
from tests.hostile.books import DECLARED, ODF, ODT_TYPE, packed
from tests.hostile.case import OK, hostile
from tests.hostile.compound import compound
from tests.hostile.delimited import written

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BLANK_PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
             b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")


def docx_parts(body: str, prolog: str = DECLARED) -> dict[str, str | bytes]:
    return {"[Content_Types].xml": "<Types/>",
            "word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt_parts(body: str, prolog: str = DECLARED) -> dict[str, str | bytes]:
    spaces = " ".join(f'xmlns:{short}="{ODF}:{short}:1.0"' for short in ("office", "table", "text"))
    return {"mimetype": ODT_TYPE, "content.xml": f"{prolog}<office:document-content {spaces}><office:body><office:text>"
                                                 f"{body}</office:text></office:body></office:document-content>"}


@hostile("TQ-215", reader="text")
def billion_laughs_in_docx(folder: Path) -> Path:
    return packed(folder / "risas.docx", docx_parts(paragraph("&j;"), DECLARED + LAUGHS))


@hostile("TQ-215", reader="text")
def entity_from_outside_in_odt(folder: Path) -> Path:
    return packed(folder / "entidad.odt", odt_parts("<text:p>&a;</text:p>", DECLARED + OUTSIDE))


@hostile("TQ-209", reader="text")
def truncated_docx(folder: Path) -> Path:
    path = packed(folder / "trunco.docx", docx_parts(paragraph("hola")))
    path.write_bytes(path.read_bytes()[:-50])
    return path


@hostile("TQ-237", reader="text")
def docx_without_words(folder: Path) -> Path:
    return packed(folder / "vacio.docx", docx_parts(paragraph(" ")))


@hostile("TQ-211", reader="text")
def docx_bomb(folder: Path) -> Path:
    return packed(folder / "bomba.docx", docx_parts(paragraph("a" * 30_000_000)))


@hostile("TQ-209", reader="text")
def docx_tower(folder: Path) -> Path:
    return packed(folder / "torre.docx", docx_parts("<w:tbl>" * 5_000 + "</w:tbl>" * 5_000))


@hostile("TQ-210", reader="text")
def docx_behind_a_password(folder: Path) -> Path:
    return written(folder, "clave.docx", compound("EncryptedPackage", b"\x00" * 5_000))


@hostile("TQ-208", reader="text")
def old_word_document(folder: Path) -> Path:
    return written(folder, "carta.doc", compound("WordDocument", b"\x00" * 5_000))


@hostile("TQ-207", reader="text")
def rich_text_format(folder: Path) -> Path:
    return written(folder, "carta.rtf", r"{\rtf1\ansi hola}")


@hostile("TQ-207", reader="text")
def sheet_read_as_text(folder: Path) -> Path:
    return packed(folder / "hoja.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


@hostile("TQ-209", reader="text")
def pdf_of_garbage(folder: Path) -> Path:
    return written(folder, "basura.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20)


@hostile("TQ-237", reader="text")
def pdf_without_words(folder: Path) -> Path:
    return written(folder, "imagen.pdf", BLANK_PDF)


@hostile("TQ-209", reader="text")
def captions_of_garbage(folder: Path) -> Path:
    return written(folder, "basura.srt", "esto no es un subtítulo\n")


@hostile("TQ-237", reader="text")
def captions_without_words(folder: Path) -> Path:
    return written(folder, "vacio.vtt", "WEBVTT\n\n")


@hostile("TQ-237", reader="text")
def text_of_blanks(folder: Path) -> Path:
    return written(folder, "blancos.txt", "\ufeff \n\t\n\u200b\n")


@hostile("TQ-226", reader="text")
def text_with_nulls(folder: Path) -> Path:
    return written(folder, "nulos.txt", b"hola\x00")


@hostile(OK, reader="text")
def text_with_overrides(folder: Path) -> Path:
    return written(folder, "raro.txt", "\ufeffANA: ho\u202ela\r\nLUZ: e\u0301l\x07\r\n")


@hostile(OK, reader="text")
def a_line_of_a_million_blanks(folder: Path) -> Path:
    return written(folder, "linea.txt", "a" + " " * 1_000_000 + "b" + "\n" * 100_000 + "c")


@hostile("TQ-213", reader="archive")
def archive_that_climbs_out(folder: Path) -> Path:
    return packed(folder / "sube.zip", {"../../fuera.txt": "x"})


@hostile("TQ-213", reader="archive")
def archive_with_a_link(folder: Path) -> Path:
    info = zipfile.ZipInfo("enlace.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "enlace.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return folder / "enlace.zip"


@hostile("TQ-214", reader="archive")
def archive_in_an_archive(folder: Path) -> Path:
    return packed(folder / "fuera.zip", {"dentro.zip": b"PK\x05\x06" + b"\x00" * 18})


@hostile("TQ-208", reader="archive")
def archive_that_is_none(folder: Path) -> Path:
    return written(folder, "falso.zip", "no soy un zip")
