"""The XML of a project, read in pieces: each element becomes what it stands for once it ends, and no tree is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from tequio.diagnosis.refi_qda import marks, model
from tequio.diagnosis.refi_qda.account import Account
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.markup import SAFE, checked

DEEPEST = 100  # codes below codes; the standard names no limit, and no codebook comes near it
LONGEST_NAME = 5_000
PROJECT, CODEBOOK = "Project", "CodeBook"
KINDS = {"TextSource": model.TEXT, "PDFSource": model.PDF, "PictureSource": model.PICTURE,
         "AudioSource": model.AUDIO, "VideoSource": model.VIDEO}
REGIONS = {"PictureSelection": ("firstX", "firstY", "secondX", "secondY"),
           "PDFSelection": ("page", "firstX", "firstY", "secondX", "secondY"),
           "AudioSelection": ("begin", "end"), "VideoSelection": ("begin", "end")}
INNER_TEXTS = ("Representation", "TextDescription", "Transcript", "Note")
REFERENCES = {"CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef", "MemberCode", "MemberSource",
              "MemberNote"}
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
GATHERED = {"Users", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", CODEBOOK}


@dataclass(slots=True)
class RawSelection:
    """A passage with the positions that its tool counted; between moments where it is of a transcript."""

    made: model.Selection
    start: int | None
    end: int | None
    moments: tuple[str, str] = ("", "")


@dataclass(slots=True)
class RawText:
    """A text as the XML points to it: inline, or by a path."""

    tag: str
    source: model.Source
    inline: str | None = None
    path: str = ""
    rich: str = ""
    selections: list[RawSelection] = field(default_factory=list)
    moments: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class RawSource:
    """A source of any kind, with the texts inside it."""

    source: model.Source
    text: RawText | None = None
    inner: list[RawText] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What stands in the file, before texts are fetched and positions are read."""

    root: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    description: str = ""
    users: list[model.User] = field(default_factory=list)
    codes: list[model.Code] = field(default_factory=list)
    variables: list[model.Variable] = field(default_factory=list)
    cases: list[model.Case] = field(default_factory=list)
    sources: list[RawSource] = field(default_factory=list)
    notes: list[RawText] = field(default_factory=list)
    links: list[model.Link] = field(default_factory=list)
    groups: list[model.Group] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """An element that has begun: what stood in it so far."""

    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def of(self, kind: type) -> list[Any]:
        return [part for part in self.parts if isinstance(part, kind)]

    def said(self, tag: str) -> str:
        """The words of the first child of that name."""
        return next((part[1] for part in self.parts if isinstance(part, tuple) and part[0] == tag), "")

    def refs(self, tag: str) -> tuple[str, ...]:
        return tuple(part[1] for part in self.parts if isinstance(part, tuple) and part[0] == tag and part[1])


def read_elements(chunks: Iterable[bytes], account: Account, *, part: str = "") -> Found:
    """Everything a project or a codebook says.

    Raises TequioError: TQ-209 for damaged XML, TQ-215 for a DOCTYPE or an entity, TQ-162 when it is no project and no
    codebook, TQ-163 for codes below codes without end.
    """
    builder = Builder(account)
    # Without its own entities, libxml2 hands `&amp;` of an attribute to a target as `&#38;`; others are refused before.
    parser = etree.XMLParser(target=builder, **{**SAFE, "resolve_entities": "internal"})
    try:
        for chunk in checked(chunks, account.file, part):
            parser.feed(chunk)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        # Beyond what the parser allows, depth among it.
        code = "TQ-163" if builder.deepest > DEEPEST else "TQ-209"
        raise TequioError(code, file=account.file, value=part) from error
    if builder.found.root not in (PROJECT, CODEBOOK):
        raise TequioError("TQ-162", file=account.file)
    return builder.found


class Builder:
    """Takes begin and end of each element from the parser."""

    def __init__(self, account: Account) -> None:
        self.found, self.deepest = Found(), 0
        self._account, self._frames = account, list[Frame]()
        self._makers: dict[str, Callable[[Frame], Any]] = {
            "User": self._user, "Code": self._code, "Variable": self._variable, "VariableValue": self._value,
            "Case": self._case, "Coding": self._coding, "PlainTextSelection": self._selection,
            "TranscriptSelection": self._selection, "Link": self._link, "Set": self._group,
            **dict.fromkeys(REGIONS, self._region), **dict.fromkeys(INNER_TEXTS, self._text),
            **dict.fromkeys(KINDS, self._source)}

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2]
        if not self._frames:
            if name not in (PROJECT, CODEBOOK):
                raise TequioError("TQ-162", file=self._account.file)
            self.found.root, self.found.attributes = name, dict(attributes)
        self._frames.append(Frame(name, dict(attributes)))
        self.deepest = max(self.deepest, len(self._frames))
        if len(self._frames) > DEEPEST:
            raise TequioError("TQ-163", file=self._account.file, limit=DEEPEST)

    def data(self, text: str) -> None:
        self._frames[-1].text.append(text)

    def end(self, tag: str) -> None:
        frame = self._frames.pop()
        if not self._frames:
            self.found.description = frame.said("Description")
            for _ in frame.refs("NoteRef"):
                self._account.leave("references", "mark")
            return
        above = self._frames[-1]
        if frame.tag in self._makers:
            self._put(above, self._makers[frame.tag](frame))
        elif frame.tag in REFERENCES:
            above.parts.append((frame.tag, marks.guid(frame.get("targetGUID") or frame.get("guid"))[0]))
        elif frame.tag in ("Description", "PlainTextContent", *VALUES):
            above.parts.append((frame.tag, "".join(frame.text)))
        elif frame.tag == "SyncPoint":
            above.parts.append(("SyncPoint", self._identity(frame, "moments"), frame.get("position")))
            self._account.leave("moments", "moments")
        elif frame.tag == "Graph":
            self._account.leave("graphs", "graph", marks.guid(frame.get("guid"))[0])
        elif frame.tag not in ("Vertex", "Edge"):
            if frame.tag not in GATHERED:
                self._account.leave("elements", "unknown")
            # What a tool wrapped in an element of its own belongs to whatever stands around it.
            above.parts += [part for part in frame.parts if not isinstance(part, tuple)]

    def close(self) -> Found:
        return self.found

    def _put(self, above: Frame, made: Any) -> None:
        """Into the element above, or straight into the project: what is whole is not held twice."""
        into = {model.User: self.found.users, model.Variable: self.found.variables, model.Case: self.found.cases,
                model.Link: self.found.links, model.Group: self.found.groups,
                RawSource: self.found.sources}.get(type(made))
        if isinstance(made, RawText) and made.tag == "Note":
            self.found.notes.append(made)
        elif into is not None:
            into.append(made)  # type: ignore[attr-defined]
        elif made is not None:
            above.parts.append(made)

    def _identity(self, frame: Frame, kind: str) -> str:
        found, made = marks.guid(frame.get("guid"))
        if made:
            self._account.notice(kind, "renamed")
        return found or marks.made_from(frame.tag, len(self.found.codes), len(self.found.sources),
                                        sum(self._account.found.values()), frame.get("name"))

    def _count(self, kind: str) -> None:
        self._account.found[kind] += 1

    def _day(self, frame: Frame) -> str:
        said = frame.get("creationDateTime")
        good = marks.day(said) if said else ""
        if said and not good:
            self._account.notice("days", "day")
        return good

    def _user(self, frame: Frame) -> model.User:
        self._count("users")
        return model.User(self._identity(frame, "users"), frame.get("name") or frame.get("id"))

    def _code(self, frame: Frame) -> None:
        """A code goes into the list at its end, so after those below it; its place is mended when the list is done."""
        self._count("codes")
        own = self._identity(frame, "codes")
        codable = marks.yes(frame.get("isCodable"))
        if codable is None:
            self._account.notice("codes", "codable")
        shade = marks.colour(frame.get("color"))
        if frame.get("color") and shade != frame.get("color").lower():
            self._account.notice("codes", "colour")
        name = frame.get("name")[:LONGEST_NAME]
        if not name.strip():
            self._account.notice("codes", "nameless")
        made = model.Code(own, name, codable is not False, shade, frame.said("Description"), "", frame.refs("NoteRef"))
        below = frame.of(model.Code)
        mended = [replace(code, parent=own) if not code.parent else code for code in below]
        above = self._frames[-1]
        if above.tag == "Code":
            above.parts += [made, *mended]
        else:
            self.found.codes += [made, *mended]

    def _variable(self, frame: Frame) -> model.Variable:
        self._count("variables")
        return model.Variable(self._identity(frame, "variables"), frame.get("name"),
                              frame.get("typeOfVariable"), frame.said("Description"))

    def _value(self, frame: Frame) -> model.Value:
        said = next((part[1] for part in frame.parts if isinstance(part, tuple) and part[0] in VALUES), "")
        return model.Value(next(iter(frame.refs("VariableRef")), ""), said)

    def _case(self, frame: Frame) -> model.Case:
        self._count("cases")
        return model.Case(self._identity(frame, "cases"), frame.get("name"), frame.said("Description"),
                          frame.refs("CodeRef"), tuple(frame.of(model.Value)), frame.refs("SourceRef"),
                          frame.refs("SelectionRef"))

    def _coding(self, frame: Frame) -> model.Coding:
        self._count("codings")
        return model.Coding(self._identity(frame, "codings"), next(iter(frame.refs("CodeRef")), ""),
                            marks.guid(frame.get("creatingUser"))[0], self._day(frame), frame.refs("NoteRef"))

    def _selection(self, frame: Frame) -> RawSelection:
        self._count("selections")
        made = model.Selection(
            self._identity(frame, "selections"), 0, 0, frame.get("name"), marks.guid(frame.get("creatingUser"))[0],
            self._day(frame), frame.said("Description"), tuple(frame.of(model.Coding)), frame.refs("NoteRef"))
        return RawSelection(made, marks.number(frame.get("startPosition")), marks.number(frame.get("endPosition")),
                            (marks.guid(frame.get("fromSyncPoint"))[0], marks.guid(frame.get("toSyncPoint"))[0]))

    def _region(self, frame: Frame) -> model.Region | None:
        self._count("regions")
        own = self._identity(frame, "regions")
        places = {name: marks.number(frame.get(name)) for name in REGIONS[frame.tag]}
        where = tuple((name, place) for name, place in places.items() if place is not None)
        if len(where) < len(places):
            self._account.leave("regions", "no_number", own)
            for coding in frame.of(model.Coding):
                self._account.leave("codings", "no_number", coding.guid)
            return None
        for text in frame.of(RawText):  # what a page says there is in the text of the whole
            self._account.leave("texts of regions", "mark")
            for selection in text.selections:
                self._account.leave("selections", "mark", selection.made.guid)
        return model.Region(own, where, frame.get("name"), marks.guid(frame.get("creatingUser"))[0], self._day(frame),
                            frame.said("Description"), tuple(frame.of(model.Coding)), frame.refs("NoteRef"))

    def _text(self, frame: Frame) -> RawText:
        if frame.tag == "Note":
            self._count("notes")
        own = self._identity(frame, "sources")
        inline = [part[1] for part in frame.parts if isinstance(part, tuple) and part[0] == "PlainTextContent"]
        source = model.Source(
            own, frame.get("name"), model.TEXT, None, marks.guid(frame.get("creatingUser"))[0], self._day(frame),
            frame.said("Description"), codings=tuple(frame.of(model.Coding)), values=tuple(frame.of(model.Value)),
            notes=frame.refs("NoteRef"))
        moments = {part[1]: place for part in frame.parts if isinstance(part, tuple) and part[0] == "SyncPoint"
                   and (place := marks.number(part[2])) is not None}
        return RawText(frame.tag, source, inline[0] if inline else None, frame.get("plainTextPath").strip(),
                       frame.get("richTextPath").strip(), frame.of(RawSelection), moments)

    def _source(self, frame: Frame) -> RawSource:
        self._count("sources")
        text = self._text(frame)
        source = replace(text.source, kind=KINDS[frame.tag], regions=tuple(frame.of(model.Region)))
        own = text if frame.tag == "TextSource" else None
        return RawSource(source, own, frame.of(RawText))

    def _link(self, frame: Frame) -> model.Link:
        self._count("links")
        return model.Link(self._identity(frame, "links"), marks.guid(frame.get("originGUID"))[0],
                          marks.guid(frame.get("targetGUID"))[0], frame.get("name"), frame.get("direction"),
                          marks.colour(frame.get("color")), frame.refs("NoteRef"))

    def _group(self, frame: Frame) -> model.Group:
        self._count("sets")
        return model.Group(self._identity(frame, "sets"), frame.get("name"), frame.said("Description"),
                           frame.refs("MemberCode"), frame.refs("MemberSource"), frame.refs("MemberNote"))
