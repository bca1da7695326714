"""Files that are something else than they say, and formats that few send."""

import json
from pathlib import Path

import duckdb

from tests.hostile.books import DECLARED, ODS_PLAIN, PLAIN, book, ods_parts, ods_row, packed
from tests.hostile.case import OK, hostile
from tests.hostile.compound import compound, workbook_stream
from tests.hostile.delimited import written


@hostile("TQ-208")
def html_saved_as_xls(folder: Path) -> Path:
    return written(folder, "pagina.xls", "<html><body><table><tr><td>grupo</td></tr></table></body></html>")


@hostile("TQ-208")
def xml_saved_as_xls(folder: Path) -> Path:
    return written(folder, "xml2003.xls", DECLARED + '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')


@hostile("TQ-208")
def html_saved_as_csv(folder: Path) -> Path:
    return written(folder, "pagina.csv", "\ufeff<!DOCTYPE html><html><body>Inicia sesión</body></html>")


@hostile("TQ-208")
def csv_named_xlsx(folder: Path) -> Path:
    return written(folder, "texto.xlsx", "grupo,voz\nmujeres,hola\n")


@hostile("TQ-208")
def picture_named_xlsx(folder: Path) -> Path:
    return written(folder, "foto.xlsx", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 10)


@hostile("TQ-208")
def document_named_xlsx(folder: Path) -> Path:
    return packed(folder / "carta.xlsx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


@hostile("TQ-207")
def an_archive_of_sheets(folder: Path) -> Path:
    inner = book(folder / "dentro.xlsx", PLAIN).read_bytes()
    return packed(folder / "paquete.zip", {"dentro.xlsx": inner})


@hostile(OK, notice="TQ-236")
def xlsx_named_xls(folder: Path) -> Path:
    return book(folder / "nuevo.xls", PLAIN)


@hostile(OK, notice="TQ-236")
def xls_named_xlsx(folder: Path) -> Path:
    return written(folder, "viejo.xlsx", compound("Workbook", workbook_stream([["grupo", "voz"], ["a", "b"]])))


@hostile(OK, notice="TQ-236")
def xlsx_named_csv(folder: Path) -> Path:
    return book(folder / "libro.csv", PLAIN)


@hostile(OK)
def old_xls(folder: Path) -> Path:
    return written(folder, "viejo.xls", compound("Workbook", workbook_stream([["grupo", "voz"], ["a", "=b"]])))


@hostile("TQ-209")
def truncated_xls(folder: Path) -> Path:
    return written(folder, "trunco.xls", compound("Workbook", workbook_stream([["grupo"], ["a"]]))[:1_600])


@hostile("TQ-209")
def garbage_in_xls(folder: Path) -> Path:
    return written(folder, "basura.xls", compound("Workbook", b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\xff" * 5_000))


@hostile("TQ-210")
def xlsx_behind_a_password(folder: Path) -> Path:
    return written(folder, "clave.xlsx", compound("EncryptedPackage", b"\x00" * 5_000))


@hostile("TQ-208")
def old_document_named_xls(folder: Path) -> Path:
    return written(folder, "carta.xls", compound("WordDocument", b"\x00" * 5_000))


@hostile("TQ-209")
def garbage_in_xlsb(folder: Path) -> Path:
    return packed(folder / "libro.xlsb", {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\xff" * 900})


@hostile("TQ-209")
def truncated_ods(folder: Path) -> Path:
    path = packed(folder / "trunco.ods", ods_parts(ODS_PLAIN))
    path.write_bytes(path.read_bytes()[:-100])
    return path


@hostile(OK)
def ods_named_like_a_path_with_blank_millions(folder: Path) -> Path:
    blank = ('<table:table-row table:number-rows-repeated="1048574">'
             '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>')
    return packed(folder / "blancas.ods", ods_parts(ODS_PLAIN + blank, name="../../etc/passwd"))


@hostile("TQ-218")
def ods_that_repeats_a_row_a_million_times(folder: Path) -> Path:
    return packed(folder / "repite.ods", ods_parts(ODS_PLAIN + ods_row("otra vez", repeated=1_000_000)))


@hostile("TQ-219")
def ods_that_repeats_a_cell_a_billion_times(folder: Path) -> Path:
    cell = ('<table:table-row><table:table-cell table:number-columns-repeated="999999999" office:value-type="string">'
            "<text:p>eco</text:p></table:table-cell></table:table-row>")
    return packed(folder / "ancha.ods", ods_parts(cell))


@hostile(OK, notice="TQ-231")
def ods_formula_without_result(folder: Path) -> Path:
    cell = '<table:table-row><table:table-cell table:formula="of:=DDE(&quot;cmd&quot;)"/></table:table-row>'
    return packed(folder / "formula.ods", ods_parts(ODS_PLAIN + cell))


@hostile(OK, notice="TQ-232")
def ods_cell_with_an_error(folder: Path) -> Path:
    cell = ('<table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>')
    return packed(folder / "error.ods", ods_parts(ODS_PLAIN + cell))


@hostile("TQ-210")
def ods_behind_a_password(folder: Path) -> Path:
    manifest = '<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    return packed(folder / "clave.ods", ods_parts(ODS_PLAIN) | {"META-INF/manifest.xml": manifest})


@hostile("TQ-241")
def json_cut_off(folder: Path) -> Path:
    return written(folder, "trunco.json", '[{"grupo": "mujeres",\n "voz": ')


@hostile("TQ-241")
def json_tower(folder: Path) -> Path:
    return written(folder, "torre.json", "[" * 200_000)


@hostile("TQ-241")
def json_number_without_end(folder: Path) -> Path:
    return written(folder, "numero.json", '[{"edad": ' + "9" * 50_000 + "}]")


@hostile("TQ-242")
def json_that_is_no_list(folder: Path) -> Path:
    return written(folder, "objeto.json", '{"grupo": "mujeres"}')


@hostile("TQ-242")
def json_list_of_numbers(folder: Path) -> Path:
    return written(folder, "lista.json", "[1, 2, 3]")


@hostile("TQ-218")
def json_of_countless_objects(folder: Path) -> Path:
    return written(folder, "vacios.json", "[" + "{}," * 5_000_000 + "{}]")


@hostile(OK)
def json_with_half_letters(folder: Path) -> Path:
    return written(folder, "mitades.json", json.dumps([{"voz": "hola \ud83d y\u0000 adiós", "n": None, "x": [1, {}]}]))


@hostile("TQ-241")
def json_lines_with_a_broken_one(folder: Path) -> Path:
    return written(folder, "lineas.jsonl", '{"voz": "a"}\n{"voz": "b"\n{"voz": "c"}\n')


@hostile("TQ-209")
def parquet_of_garbage(folder: Path) -> Path:
    return written(folder, "basura.parquet", b"PAR1" + b"\x07" * 500 + b"PAR1")


@hostile("TQ-220")
def parquet_that_says_one_long_text_five_hundred_times(folder: Path) -> Path:
    path = folder / "eco.parquet"
    duckdb.sql("SELECT repeat('a', 500000) AS voz FROM range(500)").write_parquet(str(path))
    return path


@hostile("TQ-218")
def parquet_of_countless_cells(folder: Path) -> Path:
    path = folder / "celdas.parquet"
    columns = ", ".join(f"1 AS c{at}" for at in range(100))
    duckdb.sql(f"SELECT {columns} FROM range(100000)").write_parquet(str(path))
    return path
