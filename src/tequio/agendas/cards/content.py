"""What an agenda says, as its page shows it to the protected team: masked, each line with its trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

from tequio.agendas.apart import Apart, told_apart
from tequio.agendas.content import AgendaContent, Body, Claim, Gap, Line, Part, Refused
from tequio.agendas.models import Item
from tequio.agendas.ordering import shown
from tequio.agendas.particular import by_place
from tequio.foundation.places.models import Process, Sphere
from tequio.foundation.trail.wording import wording
from tequio.protection.disclosure import Coarse
from tequio.protection.release import Words, internal

Card = dict[str, Any]
# What an item comes from: proposals in a local agenda, items of local agendas in the national one.
Behind = Mapping[UUID, Sequence[UUID]] | Mapping[UUID, Sequence[Item]]


def masked(process: Process, content: AgendaContent) -> AgendaContent:
    """As a page shows it: names masked, unless somebody asked to see that page as it was said."""
    shown = wording(process)

    def mask(words: Words) -> str:
        if words.heading:
            return shown.heading(words.text)
        return shown.drafted(words.text) if words.drafted else shown.own(words.text)

    return internal(content, marks=(), mask=mask).content


def said(words: Words | str) -> str:
    return words.text if isinstance(words, Words) else words


def count(coarse: Coarse) -> str:
    return coarse.words(get_language() or "es")


def paragraphs(words: Words | str) -> list[str]:
    return [part.strip() for part in said(words).split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Around:
    """What a part of an agenda is drawn with: its place on the page, what its items come from, names of places."""

    number: int
    behind: Behind
    names: Mapping[str, str]
    alike: Mapping[int, Apart]


def part(process: Process, content: AgendaContent, row: Part, around: Around) -> Card:
    """One group: context → what it already does → proposals. Findings that it shares with others belong to it too."""
    def held(*own: Claim, beside: Sequence[Claim]) -> list[Card]:
        return _claims(process, [*own, *(one for one in beside if row.group in one.converge)])

    return {"anchor": f"grupo-{around.number}", "group": row.group, "wanted": said(row.wanted),
            "context": held(*row.context, beside=(*content.shared, *content.differences)),
            "already": held(*row.already, beside=content.already),
            "wearing": held(*row.wearing, beside=content.wearing),
            "lines": [line(process, one, around) for one in row.lines]}


def _claims(process: Process, rows: Sequence[Claim]) -> list[Card]:
    return [claim(process, one) for one in {one.id: one for one in rows}.values()]


def claim(process: Process, row: Claim) -> Card:
    url = _trail(process, "finding", row.id)
    return {"kind": row.kind, "text": said(row.text), "url": url,
            "linked": format_html('<a href="{}">{}</a>', url, said(row.text)),
            "converge": [{"group": group} for group in row.converge],
            "differ": [{"group": group, "text": said(note)} for group, note in row.differ]}


def line(process: Process, row: Line, around: Around) -> Card:
    sources = [_source(process, one) for one in (around.behind.get(row.id, ()) if row.id else ())]
    return {"number": row.number, "title": said(row.title), "text": said(row.text), "section": said(row.section),
            "priority": row.priority, "bodies": [body(one) for one in sorted(row.bodies, key=_level)],
            "alone": not any(one.public for one in row.bodies),
            "problem": said(row.problem),
            "apart": told_apart(around.alike[row.number]) if row.number in around.alike else "",
            "particular": particular(said(row.particular), around.names),
            "shared_by": row.shared_by, "safeguard": said(row.safeguard), "voices": count(row.voices),
            "could_not_speak": row.could_not_speak, "stays": row.stays, "sources": sources,
            "trail": _trail(process, "item", row.id)}


def particular(text: str, names: Mapping[str, str]) -> list[Card]:
    return [{"place": place, "text": words} for place, words in by_place(text, names)]


def _source(process: Process, one: UUID | Item) -> Card:
    if isinstance(one, UUID):
        return {"url": reverse("agendas:proposal", args=[process.pk, one]), "label": ""}
    place = str(one.agenda.territory or "")
    return {"url": reverse("followup:item", args=[process.pk, one.pk]), "label": f"{place}, {one.number}"}


def body(row: Body) -> Card:
    return {"sphere": row.sphere, "office": row.office, "task": said(row.task), "public": row.public}


def _level(row: Body) -> int:
    """From the municipality upward, then those who may help."""
    return [str(label) for label in Sphere.labels].index(row.sphere)


def gap(row: Gap) -> Card:
    return {"kind": row.kind, "group": row.group, "paragraphs": paragraphs(row.text)}


def refused(process: Process, row: Refused) -> Card:
    return {"text": said(row.text), "reason": said(row.reason), "answer": said(row.answer),
            "url": reverse("agendas:proposal", args=[process.pk, row.id]) if row.id else ""}


def order(content: AgendaContent) -> Card | None:
    """How the points were ordered, where the agenda is the national one."""
    if not content.order:
        return None
    return {"rule": shown.rule(content.order), "by_most": shown.by_most(content.order),
            "dropped": [{"number": one.number, "text": shown.dropped(one)} for one in content.order.dropped],
            "moved": shown.moved(content.order), "kept": content.order.kept and {
                "caption": shown.kept_of(), "columns": [{"label": label, "number": at > 0}
                                                        for at, label in enumerate(shown.kept_columns())],
                "rows": [[{"text": one.place}, {"text": one.here}, {"text": one.by_most}]
                         for one in content.order.kept]}}


def spheres(content: AgendaContent) -> list[str]:
    """Who is asked for something, the three levels of government first."""
    asked = {body.sphere for part in content.parts for line in part.lines if not line.stays for body in line.bodies}
    return [label for label in map(str, Sphere.labels) if label in asked]


def duty_table(content: AgendaContent, caption: str, heading: str, words: tuple[str, str]) -> Card:
    """Who owes what, as components/table.html takes it; `words` say «owes» and «supports»."""
    lines, named = [row for one in content.parts for row in one.lines if not row.stays], spheres(content)
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
