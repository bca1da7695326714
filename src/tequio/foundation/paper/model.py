"""One document, whatever it is printed as: frozen parts that hold words and figures, never how they look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["es", "en"]
CalloutKind = Literal["gap", "silence", "difference", "refused", "note"]
Alignment = Literal["text", "number"]


@dataclass(frozen=True)
class Run:
    """A stretch of text with one emphasis; the only markup a text can carry."""

    text: str
    strong: bool = False
    emphasis: bool = False


Text = str | tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text
    lead: bool = False


@dataclass(frozen=True)
class Points:
    """A list of short points; `ordered` numbers them."""

    points: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    """Words somebody allowed to be quoted. `attribution` names a group and an encounter, never a person."""

    text: str
    attribution: str = ""


@dataclass(frozen=True)
class ProposalItem:
    """A proposal as an agenda prints it.

    `bodies` are those who owe it, `trail` says what stands behind it ("filas 12, 45"; "de 3 hallazgos y unas
    20 voces"), `notes` are status lines. `anchor` lets other pages link to it: letters, digits and hyphens.
    """

    number: str
    text: Text
    bodies: tuple[str, ...] = ()
    priority: str = ""
    trail: str = ""
    notes: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class ItemList:
    items: tuple[ProposalItem, ...]


@dataclass(frozen=True)
class Column:
    """A table column; `weight` shares the width between the columns."""

    title: str
    align: Alignment = "text"
    weight: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows of texts, each as long as `columns`. With `row_titles` the first cell of each row names the row.

    `number` is given when the document is prepared for printing.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    row_titles: bool = True
    number: int = 0


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG) with what it shows in words (`alt`) and the same content as a table (`twin`).

    `number` is given when the document is prepared for printing.
    """

    caption: str
    svg: str
    alt: str
    twin: Table | None = None
    notes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Callout:
    """Something a reader must not miss beside a finding: a gap, a silence, a difference, a refusal, a note."""

    kind: CalloutKind
    text: Text
    title: str = ""
    points: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Step:
    """One link of the chain: how much of what ("unas 160", "voces") and a word about it."""

    count: str
    noun: str
    detail: str = ""


@dataclass(frozen=True)
class Trail:
    """The chain behind a document or a section, from the room to this page."""

    steps: tuple[Step, ...]
    text: Text = ""


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a page where there are pages."""


@dataclass(frozen=True)
class Contents:
    """The table of contents, down to sections of `depth`."""

    depth: int = 2


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `level` 1 is the outermost; a skipped level is closed up when printed."""

    title: Text
    blocks: tuple[Block, ...] = ()
    level: int = 1
    anchor: str = ""


Block = (Section | Paragraph | Points | Quote | ItemList | Table | Figure | Callout | Trail | PageBreak | Contents)


@dataclass(frozen=True)
class Fact:
    """A line of the cover: "Territorio", "Puerto Almeja"."""

    name: str
    value: str


@dataclass(frozen=True)
class Document:
    """A whole booklet.

    `marks` ("borrador: no devuelto a los grupos", "demostración: todo es inventado") are printed on the cover and
    on every page. `about` are the facts of the cover. `kind` stands small above the title ("Agenda local").
    """

    title: str
    language: Language
    blocks: tuple[Block, ...]
    subtitle: str = ""
    kind: str = ""
    marks: tuple[str, ...] = ()
    about: tuple[Fact, ...] = ()
