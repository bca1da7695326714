"""A project as `.qdpx` or its codebook as `.qdc`, by the order of the schemas; the same project gives the same bytes.

Texts are UTF-8 with line feeds and no byte-order mark, positions are code points, and nothing says when it was made.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from tequio.diagnosis.refi_qda import marks
from tequio.diagnosis.refi_qda.model import (
    AUDIO,
    PDF,
    PICTURE,
    TEXT,
    VIDEO,
    Case,
    Code,
    Coding,
    Group,
    Link,
    Note,
    Project,
    Region,
    Selection,
    Source,
    Value,
    Variable,
)

NAMESPACE = "urn:QDA-XML:project:1.0"
OF_CODEBOOK = "urn:QDA-XML:codebook:1.0"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2
SOURCES = {TEXT: "TextSource", PDF: "PDFSource", PICTURE: "PictureSource", AUDIO: "AudioSource", VIDEO: "VideoSource"}
REGIONS = {PDF: "PDFSelection", PICTURE: "PictureSelection", AUDIO: "AudioSelection", VIDEO: "VideoSelection"}
INNER = {PDF: "Representation", PICTURE: "TextDescription"}
DATE = r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
AS_XML = {"Boolean": re.compile("true|false|1|0"), "Integer": re.compile(r"[+-]?[0-9]{1,30}"),
          "Float": re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?"), "Date": re.compile(DATE),
          "DateTime": re.compile(DATE + r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")}
IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def project_bytes(project: Project) -> bytes:
    """The whole project as a `.qdpx`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "project.qde", DECLARATION + "".join(_project(project)))
        for source in project.sources:
            if source.kind in (TEXT, PDF, PICTURE) and source.text is not None:
                _write(archive, f"sources/{_text_of(source)}.txt", _as_file(source.text))
    return out.getvalue()


def codebook_bytes(project: Project) -> bytes:
    """Its codes and sets of codes as a `.qdc`. A codebook without codes is none: the schema asks for one."""
    body = "".join(_codes(project.codes, notes=False))
    sets = [group for group in project.groups if group.codes and not group.sources]
    told = "".join(f"<Set{_attributes(guid=group.guid, name=group.name)}>{_told(group.description)}"
                   + "".join(f"<MemberCode{_attributes(guid=code)}/>" for code in group.codes) + "</Set>"
                   for group in sets)
    written = (f'{DECLARATION}<CodeBook xmlns="{OF_CODEBOOK}"{_attributes(origin=project.origin or None)}>'
               f'<Codes>{body}</Codes>{f"<Sets>{told}</Sets>" if told else ""}</CodeBook>\n')
    return written.encode("utf-8")


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text.encode("utf-8", "replace"))


def _as_file(text: str) -> str:
    """A text that begins with the sign of a byte-order mark gets one before it, or reading would take it for one."""
    return f"\ufeff{text}" if text.startswith("\ufeff") else text


def _text_of(source: Source) -> str:
    return marks.made_from("text of", source.guid)


def _project(project: Project) -> Iterator[str]:
    yield f'<Project xmlns="{NAMESPACE}"{_attributes(name=project.name, origin=project.origin or None)}>\n'
    yield from _gathered("Users", (f"<User{_attributes(guid=one.guid, name=one.name or None)}/>\n"
                                   for one in project.users))
    if project.codes:
        yield from ("<CodeBook><Codes>\n", *_codes(project.codes, notes=True), "</Codes></CodeBook>\n")
    kinds = {one.guid: one.kind for one in project.variables}
    yield from _gathered("Variables", (_variable(one) for one in project.variables))
    yield from _gathered("Cases", (_case(one, kinds) for one in project.cases))
    yield from _gathered("Sources", (part for one in project.sources for part in _source(one, kinds)))
    yield from _gathered("Notes", (
        f"<Note{_attributes(guid=one.guid, name=one.name or None)}{_made(one)}>"
        f"<PlainTextContent>{_said(one.text)}</PlainTextContent>"
        "</Note>\n" for one in project.notes))
    yield from _gathered("Links", (_link(one) for one in project.links))
    yield from _gathered("Sets", (_group(one) for one in project.groups))
    yield f"{_told(project.description)}</Project>\n"


def _gathered(tag: str, parts: Iterable[str]) -> Iterator[str]:
    """An element that the schema allows only where something stands in it."""
    begun = False
    for part in parts:
        if not begun:
            yield f"<{tag}>\n"
            begun = True
        yield part
    if begun:
        yield f"</{tag}>\n"


def _codes(codes: tuple[Code, ...], *, notes: bool) -> Iterator[str]:
    """Codes below those they belong to, in the order in which they stand."""
    there = {code.guid for code in codes}
    below: dict[str, list[Code]] = {}
    for one in codes:
        below.setdefault(one.parent if one.parent in there else "", []).append(one)
    waiting: list[Code | str] = list(reversed(below.get("", [])))
    while waiting:
        code = waiting.pop()
        if isinstance(code, str):  # the end of one whose codes below are written
            yield code
            continue
        yield (f"<Code{_attributes(guid=code.guid, name=code.name, isCodable='true' if code.codable else 'false')}"
               f"{_attributes(color=code.colour or None)}>{_told(code.description)}"
               f"{_refs('NoteRef', code.notes) if notes else ''}")
        waiting += ["</Code>\n", *reversed(below.get(code.guid, []))]


def _variable(one: Variable) -> str:
    return (f"<Variable{_attributes(guid=one.guid, name=one.name, typeOfVariable=one.kind)}>"
            f"{_told(one.description)}</Variable>\n")


def _values(values: tuple[Value, ...], kinds: dict[str, str]) -> str:
    return "".join(_value(one, kinds.get(one.variable, "Text")) for one in values)


def _value(one: Value, kind: str) -> str:
    fits = AS_XML.get(kind)
    tag = f"{kind}Value" if fits and fits.fullmatch(one.value) else "TextValue"
    return (f"<VariableValue>{_refs('VariableRef', (one.variable,))}<{tag}>{_said(one.value)}</{tag}>"
            "</VariableValue>")


def _case(one: Case, kinds: dict[str, str]) -> str:
    return (f"<Case{_attributes(guid=one.guid, name=one.name or None)}>{_told(one.description)}"
            f"{_refs('CodeRef', one.codes)}{_values(one.values, kinds)}{_refs('SourceRef', one.sources)}"
            f"{_refs('SelectionRef', one.selections)}</Case>\n")


def _source(one: Source, kinds: dict[str, str]) -> Iterator[str]:
    tag, has_text = SOURCES[one.kind], one.text is not None
    path = f"internal://{_text_of(one)}.txt" if has_text else None
    yield (f"<{tag}{_attributes(guid=one.guid, name=one.name or None)}"
           f"{_attributes(plainTextPath=path if one.kind == TEXT else None)}{_made(one)}>{_told(one.description)}")
    passages = (part for selection in one.selections for part in _selection(selection))
    regions = (part for region in one.regions for part in _region(region, one.kind))
    inner = INNER.get(one.kind)
    if inner is None:
        yield from passages
        yield from regions
    else:
        text = (f"<{inner}{_attributes(guid=_text_of(one), plainTextPath=path)}>", *passages, f"</{inner}>\n"
                ) if has_text else ()
        yield from (*regions, *text) if one.kind == PDF else (*text, *regions)
    yield from (_coding(coding) for coding in one.codings)
    yield f"{_refs('NoteRef', one.notes)}{_values(one.values, kinds)}</{tag}>\n"


def _selection(one: Selection) -> Iterator[str]:
    yield (f'<PlainTextSelection guid="{one.guid}"{_attributes(name=one.name or None)} startPosition="{one.start}" '
           f'endPosition="{one.end}"{_made(one)}>{_told(one.description)}')
    yield from (_coding(coding) for coding in one.codings)
    yield f"{_refs('NoteRef', one.notes)}</PlainTextSelection>\n"


def _region(one: Region, kind: str) -> Iterator[str]:
    where = "".join(f' {name}="{place}"' for name, place in one.where)
    yield (f'<{REGIONS[kind]} guid="{one.guid}"{_attributes(name=one.name or None)}{where}{_made(one)}>'
           f"{_told(one.description)}")
    yield from (_coding(coding) for coding in one.codings)
    yield f"{_refs('NoteRef', one.notes)}</{REGIONS[kind]}>\n"


def _coding(one: Coding) -> str:
    return (f'<Coding guid="{one.guid}"{_made(one)}><CodeRef targetGUID="{one.code}"/>'
            f"{_refs('NoteRef', one.notes)}</Coding>")


def _made(one: Source | Selection | Region | Coding | Note) -> str:
    return _attributes(creatingUser=one.user or None, creationDateTime=one.made or None)


def _link(one: Link) -> str:
    return (f"<Link{_attributes(guid=one.guid, name=one.name or None, direction=one.direction or None)}"
            f"{_attributes(color=one.colour or None, originGUID=one.origin, targetGUID=one.target)}>"
            f"{_refs('NoteRef', one.notes)}</Link>\n")


def _group(one: Group) -> str:
    return (f"<Set{_attributes(guid=one.guid, name=one.name)}>{_told(one.description)}"
            f"{_refs('MemberCode', one.codes)}{_refs('MemberSource', one.sources)}"
            f"{_refs('MemberNote', one.notes)}</Set>\n")


def _refs(tag: str, guids: Iterable[str]) -> str:
    return "".join(f'<{tag} targetGUID="{guid}"/>' for guid in guids)


def _told(description: str) -> str:
    return f"<Description>{_said(description)}</Description>" if description else ""


def _attributes(**said: str | None) -> str:
    return "".join(f' {name}="{escape(UNWRITABLE.sub("�", value), IN_ATTRIBUTE)}"'
                   for name, value in said.items() if value is not None)


def _said(text: str) -> str:
    return escape(UNWRITABLE.sub("�", text), {"\r": "&#13;"})
