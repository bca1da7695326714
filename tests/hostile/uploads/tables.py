"""Sheets, JSON and SPSS: macros, formulas, links to elsewhere, towers, lies about numbers."""

import io
import json
import struct
import tempfile
from pathlib import Path

from tests.hostile.books import DECLARED, MAIN, PLAIN, SHEET, book_parts, inline, relations, row
from tests.hostile.compound import compound, workbook_stream
from tests.hostile.uploads.documents import zipped
from tests.listening.importers.made_sav import Variable, write_sav

SONG = "Zarcanario"


def xlsx(rows: str = PLAIN, **parts: str | bytes) -> bytes:
    return zipped(book_parts(rows) | {name.replace("__", "/").replace("_dot_", "."): part for name,
        part in parts.items()})


def sav() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sav"
        write_sav(path, [Variable("Q1", ["no hay luz en la calle", "nos cobran por vender"]), Variable("Q2", [1.0,
        2.0])])
        return path.read_bytes()


def made() -> dict[str, tuple[str, bytes]]:
    return _books() | _delimited() | _json() | _spss()


def _books() -> dict[str, tuple[str, bytes]]:
    head = row(1, "grupo", "voz")
    formulas = ("cmd|'/c calc'!A1", 'HYPERLINK("http://127.0.0.1:9/Zarcanario","ver")',
    'WEBSERVICE("http://127.0.0.1:9/")',
                'IMPORTXML("http://127.0.0.1:9/","//a")', "DDE(\"cmd\",\"/c calc\",\"x\")",
                'CALL("kernel32","WinExec")',
                'REGISTER("a","b")', 'EXEC("calc")', "'[http://127.0.0.1:9/x.xlsx]H'!A1", 'INDIRECT("A"&1)')
    running = {f"formula {at}": xlsx(head + f'<row r="2"><c r="A2"><f>{formula.replace("&", "&amp;")}</f><v></v></c>'
                                     f'{inline("B2", "no hay luz en la calle")}</row>') for at,
                                     formula in enumerate(formulas)}
    hidden = {
        "macros": ("a.xlsm", xlsx(xl__vbaProject_dot_bin=compound("VBA", SONG.encode()))),
        "macro sheet": ("a.xlsm", xlsx(xl__macrosheets__sheet1_dot_xml=f"<m>{SONG}</m>")),
        "connections": ("a.xlsx", xlsx(xl__connections_dot_xml=f'<c url="http://127.0.0.1:9/{SONG}"/>')),
        "query": ("a.xlsx", xlsx(xl__queryTables__q_dot_xml=f"<q>{SONG}</q>")),
        "comments": ("a.xlsx", xlsx(xl__comments1_dot_xml=f"<t>{SONG}</t>")),
        "author": ("a.xlsx", xlsx(docProps__core_dot_xml=f"<c>{SONG}</c>")),
        "drawing": ("a.xlsx", xlsx(xl__media__i_dot_svg=f"<svg><script>{SONG}</script></svg>")),
        "external": ("a.xlsx", xlsx(xl__externalLinks___rels__e_dot_xml_dot_rels=relations(
            ("externalLinkPath", f"http://127.0.0.1:9/{SONG}")))),
        "xinclude": ("a.xlsx", zipped(book_parts(PLAIN) | {SHEET: str(book_parts(PLAIN)[SHEET]).replace(
            "<sheetData>", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><sheetData>')})),
        "slk": ("a.slk", b"ID;P\nC;Y1;X1;E=cmd|'/c calc'!A1\nE\n"), "iqy": ("a.iqy", b"WEB\n1\nhttp://127.0.0.1:9/\n"),
        "xls with macro": ("a.xls", compound("Workbook", workbook_stream([["grupo", "voz"], ["a", "no hay luz"]]))
                           + SONG.encode()),
        "xls cut": ("a.xls", compound("Workbook", workbook_stream([["grupo"]]))[:900]),
        "html as xls": ("a.xls", b"<html><table><tr><td>=cmd|'/c calc'!A1</td></tr></table></html>"),
        "xml 2003": ("a.xls", b'<?xml version="1.0"?><Workbook><Script>Zarcanario</Script></Workbook>'),
        "strings without end": ("a.xlsx", xlsx(head, xl__sharedStrings_dot_xml=f'{DECLARED}<sst xmlns="{MAIN}">')),
        "relation to a file": ("a.xlsx", zipped(book_parts(PLAIN) | {"xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "/../../../../etc/passwd"), ("sharedStrings", "file:///etc/passwd"))})),
    }
    return {name: ("a.xlsx", data) for name, data in running.items()} | hidden


def _delimited() -> dict[str, tuple[str, bytes]]:
    cells = ("=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\uff1d1", '"=HYPERLINK(""http://127.0.0.1:9"")"',
             "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "${jndi:ldap://127.0.0.1:9/}",
             "'; DROP TABLE voz;--", "%s%n%x", "\u202eoculto", "\x1b]0;t\x07", "a\u0300" * 3_000, "\U000e0041" * 50)
    said = {f"cell {at}": f"grupo,voz\nMujeres,{cell} no hay luz en la calle\n".encode() for at,
    cell in enumerate(cells)}
    made = said | {
        "surrogates": b"grupo,voz\nMujeres,\xed\xa0\x80 no hay luz\n",
        "overlong": b"grupo,voz\nMujeres,\xc0\xaf hay luz\n",
        "utf-7": b"grupo,voz\nMujeres,+ADw-script+AD4- hay luz\n", "nul": b"grupo,voz\nMujeres,a\0b c d\n",
        "shift": "grupo,voz\nMujeres,明日は雨が降る\n".encode("shift-jis"),
        "ebcdic": "grupo,voz\nMujeres,no hay\n".encode("cp500"),
        "utf-16 odd": b"\xff\xfeg\0r\0u", "utf-32": "grupo,voz\nMujeres,no hay luz\n".encode("utf-32"),
        "quotes": b'grupo,voz\n"Mujeres,no hay\n' * 500, "one column": b"a\n" * 3_000,
        "wide": b",".join([b"c"] * 5_000) + b"\n",
        "same names": b"voz,voz,voz\nno hay luz,nos cobran,falta agua\n", "control": bytes(range(1, 32)) * 20,
        "long line": b"grupo,voz\nMujeres," + b"palabra " * 20_000, "ends": b"grupo,voz\rMujeres,no hay luz\r\r\r",
        "headings that run": b"=1+1,<script>\nno hay luz,nos cobran aqui\n",
        "tabs": b"grupo\tvoz\nMujeres\tno hay luz\n",
    }
    return {f"csv {name}": ("a.csv", data) for name, data in made.items()}


def _json() -> dict[str, tuple[str, bytes]]:
    one = '{"_uuid":"1","problema":"no hay luz en la calle"%s}'
    extra = {
        "nan": ',"n":NaN', "infinity": ',"n":-Infinity', "duplicate": ',"problema":"otra vez lo mismo"',
        "big": ',"n":1' + "0" * 5_000,
        "exponent": ',"n":1e999999', "surrogate": ',"n":"\\ud800"', "nul": ',"n":"a\\u0000b"',
        "proto": ',"__proto__":{"a":1}',
        "tower": ',"r":' + "[" * 3_000 + "]" * 3_000, "repeats": ',"r":' + '[{"r":' * 200 + "1" + "}]" * 200,
        "long key": f',"{"k" * 90_000}":1', "script": ',"x":"</script><script>alert(1)"',
        "attached": ',"_attachments":[{"a":1}]',
        "class": ',"py/object":"os.system"', "geo": ',"_geolocation":[19.1,-99.2]', "empty key": ',"":"x"',
    }
    made = {name: f"[{one % more}]".encode() for name, more in extra.items()} | {
        "cut": b'[{"_uuid":"1"', "text": b'"hola"', "number": b"12", "null": b"null",
        "bom": b"\xef\xbb\xbf[" + (one % "").encode() + b"]",
        "two": b"[] []", "comment": b"[/* a */]", "wide": json.dumps([{f"c{at}": 1 for at in range(9_000)}]).encode(),
        "results": json.dumps({"results": {"a": 1}}).encode(), "empty": b"[]", "lists": b"[[1,2],[3]]",
        "utf-16": '[{"a":1}]'.encode("utf-16"),
    }
    return {f"json {name}": ("a.json", data) for name, data in made.items()}


def _spss() -> dict[str, tuple[str, bytes]]:
    good = sav()
    out = io.BytesIO(good)
    made = {
        "cut in the head": good[:100], "cut in the data": good[:-9], "no data": good[:176], "magic alone": b"$FL2",
        "portable": b"ASCII SPSS PORT FILE" + bytes(200), "zsav": b"$FL3" + good[4:],
        "sas": bytes(32) + b"SAS FILE" + bytes(200),
        "stata": b"<stata_dta><header>" + bytes(100), "sizes": good[:68] + struct.pack("<i", 2**31 - 1) + good[72:],
        "cases": good[:80] + struct.pack("<i", 2**31 - 1) + good[84:], "negative": good[:68] + struct.pack("<i",
        -5) + good[72:],
        "compressed": good[:72] + struct.pack("<i", 1) + good[76:], "flipped": bytes(255 - byte for byte in out.read()),
        "order": good[:64] + struct.pack(">i", 2) + good[68:], "tail": good + SONG.encode() * 10,
        "zeros": good[:176] + bytes(5_000), "ones": good[:176] + b"\xff" * 5_000,
        "note": good.replace(b"made up", b"Zarcana", 1),
    }
    return {f"sav {name}": ("a.sav", data) for name, data in made.items()}
