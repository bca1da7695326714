"""What a project of qualitative analysis is made of.

Texts have line feeds and no byte-order mark; positions are code points of such a text, the end exclusive. Identifiers
are in lower case without braces. Words do not show where one of these is printed.
"""

from dataclasses import dataclass, field

TEXT, PDF, PICTURE, AUDIO, VIDEO = "text", "pdf", "picture", "audio", "video"
WITH_TEXT = (TEXT, PDF, PICTURE)


@dataclass(frozen=True, slots=True)
class User:
    guid: str
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook; `parent` is the code above it. A category is a code that is not applied."""

    guid: str
    name: str = field(repr=False)
    codable: bool = True
    colour: str = ""
    description: str = field(default="", repr=False)
    parent: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A code given by somebody to a passage, a region or a whole source."""

    guid: str
    code: str
    user: str = ""
    made: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage of a text."""

    guid: str
    start: int
    end: int
    name: str = field(default="", repr=False)
    user: str = ""
    made: str = ""
    description: str = field(default="", repr=False)
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page, of a picture or of a recording: points, pixels or milliseconds, as its kind has them."""

    guid: str
    where: tuple[tuple[str, int], ...]
    name: str = field(default="", repr=False)
    user: str = ""
    made: str = ""
    description: str = field(default="", repr=False)
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    guid: str
    name: str = field(repr=False)
    kind: str = "Text"
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable says of a case or of a source."""

    variable: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, a picture or a recording; `text` is None where none could be read."""

    guid: str
    name: str = field(default="", repr=False)
    kind: str = TEXT
    text: str | None = field(default=None, repr=False)
    user: str = ""
    made: str = ""
    description: str = field(default="", repr=False)
    selections: tuple[Selection, ...] = ()
    regions: tuple[Region, ...] = ()
    codings: tuple[Coding, ...] = ()
    values: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()

    def parts(self) -> "list[Selection | Region]":
        """Everything that is marked in it."""
        return [*self.selections, *self.regions]

    def every_coding(self) -> list[Coding]:
        return [*self.codings, *(coding for part in self.parts() for coding in part.codings)]


@dataclass(frozen=True, slots=True)
class Case:
    guid: str
    name: str = field(default="", repr=False)
    description: str = field(default="", repr=False)
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    guid: str
    name: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    user: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody tied together: two codes, a passage and a note."""

    guid: str
    origin: str
    target: str
    name: str = field(default="", repr=False)
    direction: str = ""
    colour: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A set of codes, sources and notes."""

    guid: str
    name: str = field(repr=False)
    description: str = field(default="", repr=False)
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    name: str = field(default="", repr=False)
    origin: str = ""
    description: str = field(default="", repr=False)
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many of each there are, as an account names them."""
        return {
            "users": len(self.users), "codes": len(self.codes), "variables": len(self.variables),
            "cases": len(self.cases), "sources": len(self.sources),
            "texts": sum(source.text is not None for source in self.sources),
            "selections": sum(len(source.selections) for source in self.sources),
            "regions": sum(len(source.regions) for source in self.sources),
            "codings": sum(len(source.every_coding()) for source in self.sources),
            "notes": len(self.notes), "links": len(self.links), "sets": len(self.groups)}
