"""Projects as tools write them, made for the tests: the words are invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

SCHEMAS = Path(__file__).parents[4] / "shared/data/qda/xsd"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def guid(of: object) -> str:
    return str(uuid5(NAMESPACE_URL, f"prueba:{of}"))


def qde(body: str, *, origin: str = "NVivo 14", name: str = "Prueba") -> bytes:
    said = f"{HEAD}<Project xmlns=\"urn:QDA-XML:project:1.0\" name={quoteattr(name)} origin={quoteattr(origin)}>"
    return f"{said}{body}</Project>".encode()


def codes(*named: str) -> str:
    listed = "".join(f'<Code guid="{guid(name)}" name={quoteattr(name)} isCodable="true"/>' for name in named)
    return f"<CodeBook><Codes>{listed}</Codes></CodeBook>"


def passage(start: object, end: object, code: str = "luz", *, key: object = "", name: str = "") -> str:
    own = f"{key}{start}-{end}"
    return (f'<PlainTextSelection guid="{guid(own)}" name={quoteattr(name)} startPosition="{start}" '
            f'endPosition="{end}"><Coding guid="{guid(own + "c")}"><CodeRef targetGUID="{guid(code)}"/></Coding>'
            "</PlainTextSelection>")


def source(key: str, passages: str = "", *, path: str | None = None, name: str = "") -> str:
    where = f"internal://{guid(key)}.txt" if path is None else path
    return (f'<TextSource guid="{guid(key)}" name={quoteattr(name or key)} plainTextPath={quoteattr(where)}>'
            f"{passages}</TextSource>")


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def project(folder: Path, texts: Mapping[str, bytes], passages: Mapping[str, str], *, origin: str = "NVivo 14",
            inside: str = "sources/", named: Sequence[str] = ("luz", "agua")) -> Path:
    """A `.qdpx` whose texts lie as bytes, with their passages."""
    sources = "".join(source(key, passages.get(key, "")) for key in texts)
    body = f"{codes(*named)}<Sources>{sources}</Sources>"
    path = folder / "prueba.qdpx"
    path.write_bytes(zipped({"project.qde": qde(body, origin=origin), **{
        f"{inside}{guid(key)}.txt": data for key, data in texts.items()}}))
    return path
