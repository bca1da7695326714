"""CSV and its relatives: encodings, delimiters, quotes, lengths."""

from pathlib import Path

from tests.hostile.case import OK, hostile

ROWS = "municipio,categoría,voz\nMérida,niñez,¿Cómo está la colonia?\nCancún,educación,«Más útil» y según José\n"


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@hostile(OK, wanted="categoría")
def byte_order_mark(folder: Path) -> Path:
    return written(folder, "bom.csv", ROWS, "utf-8-sig")


@hostile(OK, wanted="categoría")
def windows_1252(folder: Path) -> Path:
    return written(folder, "windows.csv", ROWS.replace("«Más útil»", "“Más útil”"), "cp1252")


@hostile(OK, wanted="categoría")
def latin_1(folder: Path) -> Path:
    return written(folder, "latin.csv", ROWS, "latin-1")


@hostile(OK, wanted="categoría")
def old_macintosh(folder: Path) -> Path:
    return written(folder, "mac.csv", ROWS.replace("\n", "\r"), "mac_roman")


@hostile(OK, wanted="categoría")
def old_dos(folder: Path) -> Path:
    return written(folder, "dos.csv", ROWS, "cp850")


@hostile(OK, wanted="categoría")
def utf_16_with_mark(folder: Path) -> Path:
    return written(folder, "utf16.txt", ROWS.replace(",", "\t"), "utf-16")


@hostile(OK, wanted="categoría")
def utf_16_big_end_first(folder: Path) -> Path:
    return written(folder, "utf16be.csv", b"\xfe\xff" + ROWS.encode("utf-16-be"))


@hostile(OK, wanted="categoría")
def utf_16_without_mark(folder: Path) -> Path:
    return written(folder, "utf16le.csv", ROWS, "utf-16-le")


@hostile(OK, wanted="categoría")
def utf_32_with_mark(folder: Path) -> Path:
    return written(folder, "utf32.csv", ROWS, "utf-32")


@hostile(OK, wanted="categoría", notice="TQ-233")
def encoded_twice(folder: Path) -> Path:
    return written(folder, "doble.csv", ROWS.encode().decode("latin-1").encode())


@hostile("TQ-225")
def utf_8_with_broken_bytes(folder: Path) -> Path:
    return written(folder, "mezcla.csv", ROWS.encode() * 5 + b"M\xe9rida,x,y\n")


@hostile("TQ-225", options={"encoding": "utf-8"})
def not_in_the_stated_encoding(folder: Path) -> Path:
    return written(folder, "ascii.csv", ROWS, "latin-1")


@hostile("TQ-239", options={"encoding": "klingon"})
def an_encoding_that_does_not_exist(folder: Path) -> Path:
    return written(folder, "klingon.csv", ROWS)


@hostile("TQ-226")
def null_bytes(folder: Path) -> Path:
    return written(folder, "nulos.csv", b"grupo,voz\nmujeres,ho\x00la\n")


@hostile("TQ-228")
def quote_never_closed(folder: Path) -> Path:
    return written(folder, "comilla.csv", 'grupo,voz\nmujeres,"empieza y no acaba\nhombres,otra\n')


@hostile(OK, notice="TQ-240")
def quote_in_the_wrong_place(folder: Path) -> Path:
    return written(folder, "comillas.csv", 'grupo,voz\nmujeres,"la "virgen" de allá"\n')


@hostile(OK)
def quotes_with_backslashes(folder: Path) -> Path:
    return written(folder, "barras.csv", 'grupo,voz\nmujeres,"dijo \\"no, nunca\\" y salió"\n')


@hostile("TQ-229")
def ragged_rows(folder: Path) -> Path:
    return written(folder, "dispareja.csv", "grupo,voz\nmujeres,hola\nhombres,sí, pero no\njóvenes,va\n")


@hostile(OK, notice="TQ-234")
def short_rows(folder: Path) -> Path:
    return written(folder, "corta.csv", "grupo,voz,lugar\nmujeres,hola,norte\nhombres\njóvenes,va,sur\n")


@hostile(OK, wanted="voz")
def semicolons(folder: Path) -> Path:
    return written(folder, "punto.csv", "grupo;voz\nmujeres;uno, dos\nhombres;tres\n")


@hostile(OK, wanted="voz")
def tabs(folder: Path) -> Path:
    return written(folder, "tab.tsv", "grupo\tvoz\nmujeres\tuno, dos; tres\n")


@hostile(OK, wanted="voz")
def bars(folder: Path) -> Path:
    return written(folder, "barra.txt", "grupo|voz\nmujeres|uno, dos\n")


@hostile(OK, wanted="voz")
def excel_separator_line(folder: Path) -> Path:
    return written(folder, "sep.csv", "sep=;\r\ngrupo;voz\r\nmujeres;hola\r\n")


@hostile("TQ-227", options={"delimiter": "ñ"})
def an_impossible_delimiter(folder: Path) -> Path:
    return written(folder, "enie.csv", ROWS)


@hostile("TQ-217")
def nothing_but_delimiters(folder: Path) -> Path:
    return written(folder, "comas.csv", ",,,,\n" * 50)


@hostile("TQ-219")
def two_hundred_thousand_columns(folder: Path) -> Path:
    return written(folder, "ancha.csv", ",".join(f"c{at}" for at in range(200_000)) + "\n")


@hostile("TQ-219")
def fifty_million_commas(folder: Path) -> Path:
    return written(folder, "comas.csv", "grupo,voz\n" + "," * 50_000_000)


@hostile("TQ-218")
def countless_blank_cells(folder: Path) -> Path:
    return written(folder, "celdas.csv", "grupo,voz\n" + ("," * 1_900 + "\n") * 6_000)


@hostile("TQ-220")
def an_endless_cell(folder: Path) -> Path:
    return written(folder, "larga.csv", "grupo,voz\nmujeres," + "a" * 300_000 + "\n")


@hostile("TQ-218")
def rows_without_end(folder: Path) -> Path:
    return written(folder, "muchas.csv", "grupo\n" + "mujeres\n" * 200_001)


@hostile(OK)
def a_million_blank_lines(folder: Path) -> Path:
    return written(folder, "renglones.csv", "grupo,voz\nmujeres,hola\n" + "\n" * 300_000)


@hostile(OK)
def controls_and_overrides(folder: Path) -> Path:
    return written(folder, "controles.csv", "gru\u200bpo,vo\u202ez\nmu\x07jeres,\x1b[31mho\u2066la\x9c\ufeff\n")


@hostile(OK)
def formulas_as_text(folder: Path) -> Path:
    return written(folder, "formulas.csv", "grupo,voz\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://x\"\",\"\"ver\"\")\"\n"
                                           "+1+1,@SUM(A1)\n")


@hostile("TQ-217", options={"header_from": 50})
def headings_below_the_end(folder: Path) -> Path:
    return written(folder, "abajo.csv", ROWS)


@hostile("TQ-224", options={"header_rows": 99})
def impossible_heading_rows(folder: Path) -> Path:
    return written(folder, "encabezados.csv", ROWS)


@hostile("TQ-221", wanted="testimonio")
def missing_column(folder: Path) -> Path:
    return written(folder, "sin_columna.csv", "grupo,voz\nmujeres,hola\n")


@hostile("TQ-222", wanted="Voz")
def several_columns_of_that_name(folder: Path) -> Path:
    return written(folder, "dos_voces.csv", "grupo,vóz,VOZ\nmujeres,hola,adiós\n")


@hostile("TQ-223", wanted="=ZZ")
def a_column_outside(folder: Path) -> Path:
    return written(folder, "fuera.csv", "grupo,voz\nmujeres,hola\n")


@hostile(OK, wanted="voz (2)")
def repeated_headings(folder: Path) -> Path:
    return written(folder, "repetidos.csv", "voz,voz,voz (2),,voz\na,b,c,d,e\n")
