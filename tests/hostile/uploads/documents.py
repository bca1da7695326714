"""DOCX, ODT and PDF with macros, fields that run things, links that fetch things, and what nobody sees."""

import io
import zipfile

from tests.hostile.bombs import LAUGHS, OUTSIDE
from tests.hostile.books import DECLARED, ODF, ODT_TYPE
from tests.hostile.compound import compound

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SONG = "Zarcanario"
TALK = "<w:p><w:r><w:t>ROSA: No hay luz.</w:t></w:r></w:p><w:p><w:r><w:t>JUANA: Nos cobran.</w:t></w:r></w:p>"
QUADRATIC = '<!DOCTYPE x [<!ENTITY a "' + "a" * 60_000 + '">]>'
PDF = (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>"
       b"/JavaScript<</Names[(x) 5 0 R]>>>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/AA<</O 5 0 R>>/Resources<</Font<</F "
       b"7 0 R>>>>>>endobj\n4 0 obj<</Length 64>>stream\nBT /F 12 Tf 20 100 Td (ROSA: No hay luz en la calle.) Tj ET\n"
       b"endstream endobj\n5 0 obj<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/Zarcanario'\\))>>endobj\n"
       b"6 0 obj<</Type/Filespec/F(Zarcanario.exe)/EF<</F 8 0 R>>>>endobj\n"
       b"7 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
       b"8 0 obj<</Length 2>>stream\nMZ\nendstream endobj\n"
       b"9 0 obj<</Author(Zarcanario)/Title(Zarcanario)>>endobj\ntrailer<</Root 1 0 R/Info 9 0 R>>\n%%EOF\n")
LAUNCH = PDF.replace(b"/S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/Zarcanario'\\))",
                     b"/S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(Zarcanario)>>")
URI = PDF.replace(b"/S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/Zarcanario'\\))",
                  b"/S/URI/URI(http://127.0.0.1:9/Zarcanario)")


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, macros: bool = False, prolog: str = DECLARED, **parts: str | bytes) -> bytes:
    """A document; keywords are further parts, `__` for `/` and `_dot_` for a dot."""
    inner = body if body.startswith("<") else f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
                             f'xmlns:xi="http://www.w3.org/2001/XInclude"><w:body>{inner}</w:body></w:document>'}
    if macros:
        made["word/vbaProject.bin"] = compound("VBA", f"Sub AutoOpen() Shell {SONG}".encode())
    return zipped(made | {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()})


def linked(kind: str, target: str) -> str:
    return (f'{DECLARED}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" '
            f'Target="{target}" TargetMode="External"/></Relationships>')


def field(instruction: str) -> str:
    return ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText>{instruction} {SONG}</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


def odt(body: str, prolog: str = DECLARED, **parts: str | bytes) -> bytes:
    spaces = " ".join(f'xmlns:{short}="{ODF}:{short}:1.0"' for short in ("office", "table", "text", "script"))
    content = (f'{prolog}<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
               f"<office:text>{body}</office:text></office:body></office:document-content>")
    return zipped({"mimetype": ODT_TYPE, "content.xml": content} | {
        name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()})


def made() -> dict[str, tuple[str, bytes]]:
    return _words() | _opendocument() | _pages()


def _words() -> dict[str, tuple[str, bytes]]:
    fields = {f"field {name}": ("a.docx", docx(TALK + field(code))) for name, code in {
        "dde": "DDE cmd", "ddeauto": "DDEAUTO c:\\\\windows\\\\cmd.exe", "includetext": 'INCLUDETEXT "/etc/passwd"',
        "includepicture": 'INCLUDEPICTURE "http://127.0.0.1:9/x"', "macrobutton": "MACROBUTTON AutoOpen",
        "hyperlink": 'HYPERLINK "javascript:alert(1)"', "import": 'IMPORT "http://127.0.0.1:9/"', "rd": 'RD "/etc/"',
        "link": 'LINK Excel.Sheet "http://127.0.0.1:9/x.xls"', "database": 'DATABASE \\\\d "x"'}.items()}
    links = {f"link {kind}": ("a.docx", docx(TALK, **{"word___rels__document_dot_xml_dot_rels": linked(kind, target)}))
             for kind, target in {
                 "attachedTemplate": "http://127.0.0.1:9/Zarcanario.dotm", "oleObject": "file:///etc/passwd",
                 "image": "\\\\\\\\127.0.0.1\\\\x", "aFChunk": "http://127.0.0.1:9/x.html", "frame": "mhtml:http://x",
                 "hyperlink": "ms-msdt:/id", "subDocument": "http://127.0.0.1:9/x.docx"}.items()}
    hidden = {
        "macros": docx(TALK, macros=True),
        "deleted": docx(TALK + f"<w:p><w:del><w:r><w:delText>{SONG}</w:delText></w:r>"
                                                                  "</w:del></w:p>"),
        "vanished": docx(TALK + f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SONG}</w:t></w:r></w:p>"),
        "author": docx(TALK, docProps__core_dot_xml=f"<cp><dc:creator>{SONG}</dc:creator></cp>",
                       docProps__app_dot_xml=f"<p><Company>{SONG}</Company></p>"),
        "comments": docx(TALK, word__comments_dot_xml=f"<w:comments><w:t>{SONG}</w:t></w:comments>"),
        "custom xml": docx(TALK, customXml__item1_dot_xml=f"<a>{SONG}</a>"),
        "fonts": docx(TALK, word__fonts__font1_dot_odttf=b"\0\1\0\0" + SONG.encode() * 50),
        "ole object": docx(TALK, word__embeddings__o_dot_bin=compound("Ole10Native", SONG.encode())),
        "activex": docx(TALK, word__activeX__a_dot_bin=SONG.encode() * 20),
        "html inside": docx(TALK, word__afchunk_dot_mht=f"<script>{SONG}</script>"),
        "thumbnail": docx(TALK, docProps__thumbnail_dot_jpeg=b"\xff\xd8\xff" + SONG.encode()),
        "script in words": docx(TALK + "<w:p><w:r><w:t>ANA: &lt;script&gt;alert(1)&lt;/script&gt; a</w:t></w:r></w:p>"),
        "xinclude": docx(TALK + '<w:p><xi:include href="/etc/passwd" parse="text"/></w:p>'),
        "laughs": docx(TALK + "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=DECLARED + LAUGHS),
        "quadratic": docx(f"<w:p><w:r><w:t>{'&a;' * 5_000}</w:t></w:r></w:p>", prolog=DECLARED + QUADRATIC),
        "entity": docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prolog=DECLARED + OUTSIDE),
        "parameter entity": docx(TALK,
        prolog=DECLARED + '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>'),
        "stylesheet": docx(TALK,
        prolog=DECLARED + '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'),
        "deep": docx("<w:sdt>" * 20_000 + TALK + "</w:sdt>" * 20_000), "binary": docx("<w:p>\x01</w:p>"),
        "cut": docx(TALK)[:-40], "old": compound("WordDocument", SONG.encode()),
        "locked": compound("EncryptedPackage", SONG.encode()),
        "rtf": b"{\\rtf1{\\*\\objdata 0105}{\\field{\\*\\fldinst INCLUDEPICTURE http://127.0.0.1:9/}}ROSA: hola}",
    }
    return fields | links | {name: ("a.docx", data) for name, data in hidden.items()}


def _opendocument() -> dict[str, tuple[str, bytes]]:
    talk = "<text:p>ROSA: No hay luz.</text:p><text:p>JUANA: Nos cobran.</text:p>"
    made = {
        "basic": odt(talk, Basic__Standard__M_dot_xml=f"Sub Main Shell {SONG}"),
        "python": odt(talk, Scripts__python__x_dot_py=f"import os #{SONG}"),
        "events": odt(talk + f'<script:event-listener xlink:href="vnd.sun.star.script:{SONG}"/>'),
        "meta": odt(talk, meta_dot_xml=f"<meta><dc:creator>{SONG}</dc:creator></meta>"),
        "note": odt(talk + f"<text:p>ANA: sí<office:annotation><text:p>{SONG}</text:p></office:annotation></text:p>"),
        "laughs": odt("<text:p>&j;</text:p>", DECLARED + LAUGHS), "entity": odt("<text:p>&a;</text:p>",
        DECLARED + OUTSIDE),
        "cut": odt(talk)[:-30], "spaces": odt('<text:p>ROSA: a<text:s text:c="99999999"/>b</text:p>'),
        "link": odt(talk + '<text:p>ANA: <text:a xlink:href="javascript:alert(1)">hola</text:a></text:p>'),
    }
    return {f"odt {name}": ("a.odt", data) for name, data in made.items()}


def _pages() -> dict[str, tuple[str, bytes]]:
    endless = PDF.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    made = {
        "javascript": PDF, "launch": LAUNCH, "uri": URI, "xfa": PDF.replace(b"/OpenAction",
        b"/AcroForm<</XFA 8 0 R>>/A"),
        "its own parent": endless, "cut": PDF[:300], "head alone": b"%PDF-1.7\n",
        "a million objects": b"%PDF-1.4\n" + b"".join(
            b"%d 0 obj<<>>endobj\n" % at for at in range(20_000)) + b"trailer<</Root 1 0 R>>",
        "many pages": PDF.replace(b"/Count 1", b"/Count 999999999"),
        "polyglot": b"MZ\x90" + PDF + b"PK\x05\x06" + bytes(18),
        "html first": b"<html><script>alert('Zarcanario')</script>" + PDF,
        "bomb": PDF.replace(b"/Length 64>>", b"/Length 64/Filter[/FlateDecode/FlateDecode/FlateDecode]>>"),
        "giant page": PDF.replace(b"[0 0 200 200]", b"[0 0 1e30 1e30]"), "negative": PDF.replace(b"/Count 1",
        b"/Count -1"),
        "locked": PDF.replace(b"/Info", b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>/Info"),
    }
    return {f"pdf {name}": ("a.pdf", data) for name, data in made.items()}
