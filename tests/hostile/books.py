"""XLSX and ODS containers written by hand, so that every part of them can lie."""

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "xl/worksheets/sheet1.xml"

TYPES = (f'{DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="xml" ContentType="application/xml"/></Types>')
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def relations(*pairs: tuple[str, str]) -> str:
    items = "".join(f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for at, (kind, target) in enumerate(pairs, 1))
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def book_parts(rows: str, *, name: str = "Hoja1", strings: str = "", after: str = "",
               before: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet whose `sheetData` holds `rows`."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                           f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"),
                                                ("sharedStrings", "sharedStrings.xml")),
        "xl/sharedStrings.xml": strings or f'{DECLARED}<sst xmlns="{MAIN}"/>',
        SHEET: f'{DECLARED}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
    }


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def book(path: Path, rows: str, *, name: str = "Hoja1", strings: str = "", after: str = "", before: str = "") -> Path:
    return packed(path, book_parts(rows, name=name, strings=strings, after=after, before=before))


def row(number: int, *texts: str) -> str:
    """A row of inline strings from column A on."""
    return f'<row r="{number}">' + "".join(inline(f"{chr(65 + at)}{number}", text)
                                           for at, text in enumerate(texts)) + "</row>"


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


HEAD = row(1, "grupo", "voz")
PLAIN = HEAD + row(2, "mujeres", "No hay luz")


def ods_parts(rows: str, *, name: str = "Hoja1", prolog: str = DECLARED) -> dict[str, str | bytes]:
    spaces = " ".join(f'xmlns:{short}="{ODF}:{short}:1.0"' for short in ("office", "table", "text"))
    return {
        "mimetype": ODS_TYPE,
        "content.xml": f"{prolog}<office:document-content {spaces} "
                       'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
                       f'<office:body><office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
                       "</office:spreadsheet></office:body></office:document-content>",
    }


def ods_row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                    for text in texts)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


ODS_PLAIN = ods_row("grupo", "voz") + ods_row("mujeres", "No hay luz")
