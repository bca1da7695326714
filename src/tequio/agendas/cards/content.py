"""What an agenda says, as its page shows it to the protected team: the words themselves, each line with its trail."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from tequio.agendas.content import AgendaContent, Body, Claim, Gap, Line, Part, Refused
from tequio.agendas.models import Item
from tequio.foundation.places.models import Process, Sphere
from tequio.protection.disclosure import Coarse
from tequio.protection.release import Words

Card = dict[str, Any]
# What an item comes from: proposals in a local agenda, items of local agendas in the national one.
Behind = Mapping[UUID, Sequence[UUID]] | Mapping[UUID, Sequence[Item]]


def said(words: Words | str) -> str:
    return words.text if isinstance(words, Words) else words


def count(coarse: Coarse) -> str:
    return coarse.words(get_language() or "es")


def paragraphs(words: Words | str) -> list[str]:
    return [part.strip() for part in said(words).split("\n\n") if part.strip()]


def part(process: Process, row: Part, behind: Behind, number: int) -> Card:
    """One group: context → what it already does → proposals."""
    return {"anchor": f"grupo-{number}", "group": row.group, "wanted": said(row.wanted),
            "context": [claim(process, one) for one in row.context],
            "already": [claim(process, one) for one in row.already],
            "lines": [line(process, one, behind) for one in row.lines]}


def claim(process: Process, row: Claim) -> Card:
    return {"kind": row.kind, "text": said(row.text), "url": _trail(process, "finding", row.id),
            "converge": [{"group": group} for group in row.converge],
            "differ": [{"group": group, "text": said(note)} for group, note in row.differ]}


def line(process: Process, row: Line, behind: Behind) -> Card:
    sources = [_source(process, one) for one in (behind.get(row.id, ()) if row.id else ())]
    return {"number": row.number, "title": said(row.title), "text": said(row.text), "section": row.section,
            "priority": row.priority, "bodies": [body(one) for one in row.bodies],
            "alone": not any(one.public for one in row.bodies), "particular": said(row.particular),
            "shared_by": row.shared_by, "safeguard": said(row.safeguard), "voices": count(row.voices),
            "sources": sources, "trail": _trail(process, "item", row.id)}


def _source(process: Process, one: UUID | Item) -> Card:
    if isinstance(one, UUID):
        return {"url": reverse("agendas:proposal", args=[process.pk, one]), "label": ""}
    place = str(one.agenda.territory or "")
    return {"url": reverse("followup:item", args=[process.pk, one.pk]), "label": f"{place}, {one.number}"}


def body(row: Body) -> Card:
    return {"sphere": row.sphere, "office": row.office, "task": said(row.task), "public": row.public}


def gap(row: Gap) -> Card:
    return {"kind": row.kind, "group": row.group, "paragraphs": paragraphs(row.text)}


def refused(process: Process, row: Refused) -> Card:
    return {"text": said(row.text), "reason": said(row.reason), "answer": said(row.answer),
            "url": reverse("agendas:proposal", args=[process.pk, row.id]) if row.id else ""}


def spheres(content: AgendaContent) -> list[str]:
    """Who is asked for something, the three levels of government first."""
    asked = {body.sphere for part in content.parts for line in part.lines for body in line.bodies}
    return [str(sphere.label) for sphere in Sphere if sphere.label in asked]


def duty_table(content: AgendaContent, caption: str, heading: str, words: tuple[str, str]) -> Card:
    """Who owes what, as components/table.html takes it; `words` say «owes» and «supports»."""
    lines, named = [row for one in content.parts for row in one.lines], spheres(content)
    owes = [{one.sphere: one.public for one in row.bodies} for row in lines]
    return {"caption": caption, "columns": [{"label": heading}, *({"label": sphere} for sphere in named)],
            "rows": [[{"text": f"{row.number}. {said(row.title) or said(row.text)}"},
                      *(_duty(mine, sphere, words) for sphere in named)]
                     for row, mine in zip(lines, owes, strict=True)]}


def _duty(mine: Mapping[str, bool], sphere: str, words: tuple[str, str]) -> Card:
    if sphere not in mine:
        return {"text": "–"}
    return {"text": words[0], "tone": "done"} if mine[sphere] else {"text": words[1], "tone": "still"}


def _trail(process: Process, kind: str, node: UUID | None) -> str:
    return reverse("trace", args=[process.pk, kind, node]) if node else ""
