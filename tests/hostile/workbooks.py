"""XLSX: what its cells, rows and parts can do to a reader."""

from pathlib import Path

from tests.hostile.books import DECLARED, HEAD, MAIN, PLAIN, SHEET, book, book_parts, inline, packed, row
from tests.hostile.case import OK, hostile


@hostile(OK)
def sheet_named_like_a_path(folder: Path) -> Path:
    return book(folder / "ruta.xlsx", PLAIN, name="../../etc/passwd")


@hostile(OK, options={"sheet": "  ¡hoja [1]: «año»? \U0001f9e8*/\\'  "})
def sheet_with_an_odd_name(folder: Path) -> Path:
    return book(folder / "rara.xlsx", PLAIN, name="  ¡hoja [1]: «año»? \U0001f9e8*/\\'  ")


@hostile("TQ-216", options={"sheet": "Respuestas"})
def no_such_sheet(folder: Path) -> Path:
    return book(folder / "hojas.xlsx", PLAIN)


@hostile("TQ-216", options={"sheet": 9})
def no_ninth_sheet(folder: Path) -> Path:
    return book(folder / "novena.xlsx", PLAIN)


@hostile("TQ-217")
def blank_sheet(folder: Path) -> Path:
    return book(folder / "blanca.xlsx", "")


@hostile(OK)
def headings_alone(folder: Path) -> Path:
    return book(folder / "solo.xlsx", HEAD)


@hostile(OK)
def a_million_blank_rows(folder: Path) -> Path:
    blank = "".join(f'<row r="{number}"/>' for number in range(3, 1_000_003))
    return book(folder / "millon.xlsx", PLAIN + blank)


@hostile(OK)
def a_hundred_thousand_styled_blank_rows(folder: Path) -> Path:
    blank = "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/><c r="B{at}" s="1"/></row>' for at in range(3, 100_003))
    return book(folder / "estilo.xlsx", PLAIN + blank)


@hostile(OK)
def a_dimension_that_lies(folder: Path) -> Path:
    return book(folder / "dimension.xlsx", PLAIN, before='<dimension ref="A1:XFD1048576"/>')


@hostile(OK)
def a_cell_at_the_bottom(folder: Path) -> Path:
    return book(folder / "fondo.xlsx", PLAIN + f'<row r="1048576">{inline("B1048576", "lejos")}</row>')


@hostile("TQ-219")
def a_cell_in_the_last_corner(folder: Path) -> Path:
    return book(folder / "esquina.xlsx", PLAIN + f'<row r="1048576">{inline("XFD1048576", "lejos")}</row>')


@hostile("TQ-209")
def a_column_beyond_any_sheet(folder: Path) -> Path:
    return book(folder / "columna.xlsx", HEAD + f'<row r="2">{inline("ZZZZ2", "x")}</row>')


@hostile("TQ-209")
def a_row_beyond_any_sheet(folder: Path) -> Path:
    return book(folder / "fila.xlsx", HEAD + '<row r="99999999999"><c r="A2"><v>1</v></c></row>')


@hostile("TQ-209")
def a_row_that_is_no_number(folder: Path) -> Path:
    return book(folder / "numero.xlsx", HEAD + '<row r="-2"><c><v>1</v></c></row>')


@hostile("TQ-209")
def a_string_that_is_not_there(folder: Path) -> Path:
    return book(folder / "cadena.xlsx", HEAD + '<row r="2"><c r="A2" t="s"><v>77</v></c></row>')


@hostile("TQ-209")
def a_string_before_the_first(folder: Path) -> Path:
    return book(folder / "negativa.xlsx", HEAD + '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>')


@hostile(OK)
def one_long_string_in_every_cell(folder: Path) -> Path:
    """Half a gigabyte, if every cell had a copy of its own."""
    strings = f'{DECLARED}<sst xmlns="{MAIN}"><si><t>{"á" * 32_000}</t></si></sst>'
    cells = "".join(f'<row r="{at}">' + f'<c r="A{at}" t="s"><v>0</v></c><c r="B{at}" t="s"><v>0</v></c></row>'
                    for at in range(2, 4_000))
    return book(folder / "eco.xlsx", HEAD + cells, strings=strings)


@hostile(OK)
def formulas_with_kept_results(folder: Path) -> Path:
    return book(folder / "calculada.xlsx", HEAD + '<row r="2"><c r="A2" t="str"><f>A1</f><v>grupo</v></c>'
                                                  '<c r="B2"><f>1+1</f><v>2</v></c></row>')


@hostile(OK, notice="TQ-231")
def formulas_without_results(folder: Path) -> Path:
    return book(folder / "formula.xlsx", HEAD + '<row r="2"><c r="A2"><f>cmd|"/c calc"!A1</f><v></v></c>'
                                                '<c r="B2"><f>HYPERLINK("http://x","ver")</f></c></row>' + row(3, "a"))


@hostile(OK, notice="TQ-232")
def cells_with_errors(folder: Path) -> Path:
    return book(folder / "errores.xlsx", HEAD + '<row r="2"><c r="A2" t="e"><v>#REF!</v></c>'
                                                '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>' + row(3, "a"))


@hostile(OK)
def text_that_looks_like_a_formula(folder: Path) -> Path:
    return book(folder / "parece.xlsx", HEAD + row(2, "=cmd|'/c calc'!A1", "@SUM(1)"))


@hostile(OK, options={"header_rows": 2}, wanted="Problema / Qué")
def merged_headings(folder: Path) -> Path:
    rows = row(1, "Lugar", "Problema", "") + row(2, "", "Qué", "Dónde") + row(3, "a", "b", "c")
    return book(folder / "unidas.xlsx", rows, after='<mergeCells><mergeCell ref="B1:C1"/></mergeCells>')


@hostile(OK)
def merged_areas_that_make_no_sense(folder: Path) -> Path:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in ("C1:A1", "A1:XFD1048576", "ZZZ0:B", "", "A0:B0"))
    return book(folder / "areas.xlsx", PLAIN, after=f"<mergeCells>{areas}</mergeCells>")


@hostile("TQ-220")
def a_cell_without_end(folder: Path) -> Path:
    return book(folder / "largo.xlsx", HEAD + row(2, "mujeres", "palabra " * 20_000))


@hostile(OK)
def numbers_and_dates_in_disguise(folder: Path) -> Path:
    cells = "".join(f'<c r="{letter}2"{kind}><v>{value}</v></c>' for letter, kind, value in (
        ("A", ' t="str"', "007"), ("B", "", "1e999"), ("C", "", "-45413.5"), ("D", ' t="b"', "7"),
        ("E", ' t="d"', "2024-05-01"), ("F", "", "nan"), ("G", "", "12 345"), ("H", ' s="99"', "45413")))
    return book(folder / "disfraz.xlsx", row(1, *"abcdefgh") + f'<row r="2">{cells}</row>')


@hostile(OK)
def controls_in_cells(folder: Path) -> Path:
    return book(folder / "control.xlsx", HEAD + row(2, "mu\u202ejeres", "uno_x000D_&#10;dos\u200b"))


@hostile(OK)
def macros_and_links_to_elsewhere(folder: Path) -> Path:
    extra = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    return packed(folder / "macro.xlsm", book_parts(PLAIN) | extra)


@hostile(OK)
def cells_without_places(folder: Path) -> Path:
    return book(folder / "sin_lugar.xlsx", "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row><row/>"
                                           "<row><c><v>1</v></c></row>")


@hostile("TQ-209")
def sheet_xml_cut_off(folder: Path) -> Path:
    parts = book_parts(PLAIN)
    return packed(folder / "cortada.xlsx", parts | {SHEET: str(parts[SHEET])[:-60]})


@hostile("TQ-209")
def sheet_part_missing(folder: Path) -> Path:
    parts = book_parts(PLAIN)
    return packed(folder / "falta.xlsx", {name: part for name, part in parts.items() if name != SHEET})


@hostile("TQ-209")
def workbook_part_missing(folder: Path) -> Path:
    parts = book_parts(PLAIN)
    return packed(folder / "sin_libro.xlsx", {name: part for name, part in parts.items() if name != "xl/workbook.xml"})


@hostile("TQ-217")
def a_tower_of_elements(folder: Path) -> Path:
    return book(folder / "torre.xlsx", "<row>" * 50_000 + "</row>" * 50_000)


@hostile("TQ-209")
def rows_out_of_order(folder: Path) -> Path:
    return book(folder / "desorden.xlsx", PLAIN + row(2, "otra vez", "la misma"))
