"""Rows of texts as the sheets of a workbook, pure: no formulas, no author, no hour."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

Row = dict[str, str]
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, production 2
PROPERTIES = "docProps/core.xml"
NOBODY = (b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
          b'package/2006/metadata/core-properties"/>')


def written(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """An XLSX whose columns are those that any row has; the same rows give the same bytes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(title)
        for at, row in enumerate([{column: column for column in columns}, *rows], start=1):
            for place, column in enumerate(columns, start=1):
                if row.get(column):
                    cell = sheet.cell(at, place, UNWRITABLE.sub(" ", row[column]))
                    cell.data_type = "s"  # a text that begins with = must not become a formula
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _undated(blob: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, NOBODY if name == PROPERTIES else source.read(name))
    return out.getvalue()
