"""What the page on which an agenda is put together shows, already worded."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tequio.agendas import queries
from tequio.agendas.models import Agenda, Item, Opening, Proposal, ProposalStatus
from tequio.agendas.proposals.queries import items_in_agendas
from tequio.agendas.review.queries import lacks_of
from tequio.agendas.review.shown import LACK_WORDS
from tequio.agendas.spoken import item_title, proposal_text, theme
from tequio.foundation.places.models import Group
from tequio.foundation.trail.wording import Wording


@dataclass(frozen=True)
class ItemShown:
    id: Any
    number: int
    text: str
    theme: str
    group: str
    # Its proposal was changed on the desk since, and the item can say what it has become.
    stale: bool


@dataclass(frozen=True)
class Candidate:
    """A proposal that stands in no agenda yet, and what keeps it out."""

    id: Any
    key: str
    text: str
    url: str
    group: str
    theme: str
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class OpeningShown:
    id: Any
    group: str
    text: str


def items(agenda: Agenda, words: Wording) -> list[ItemShown]:
    late = {row.pk for row in queries.stale(agenda)}
    return [ItemShown(row.pk, row.number, item_title(row, words), words.heading(row.section) if row.section else "",
                      str(row.group or ""), row.pk in late)
            for row in Item.objects.filter(agenda=agenda).select_related("group", "agenda").order_by("number")]


def candidates(agenda: Agenda) -> list[Proposal]:
    """By group and theme, those whose review lacks nothing among the others."""
    taken = items_in_agendas(agenda.process)
    rows = Proposal.objects.filter(process=agenda.process_id, territory__in=queries.inside(agenda),
                                   status=ProposalStatus.CURRENT).select_related("group", "territory")
    return sorted((row for row in rows if row.pk not in taken),
                  key=lambda row: (row.group.order if row.group else 999, row.key))


def offered(rows: list[Proposal], words: Wording) -> list[Candidate]:
    lacks = lacks_of(rows)
    return [Candidate(row.pk, row.key, proposal_text(row, words),
                      reverse("agendas:proposal", args=[row.process_id, row.pk]), str(row.group or ""),
                      theme(row.section, words, own=row.own_words) if row.section else "",
                      tuple(str(LACK_WORDS[lack]) for lack in lacks[row.pk])) for row in rows]


def openings(agenda: Agenda, words: Wording) -> list[OpeningShown]:
    there = {row.group_id: row.text for row in Opening.objects.filter(agenda=agenda)}
    return [OpeningShown(group.pk, str(group), words.drafted(there[group.pk]) if group.pk in there else "")
            for group in Group.objects.filter(process=agenda.process_id)]


def themes(rows: list[ItemShown]) -> list[tuple[str, int]]:
    """How many items each theme has, in the order in which they first stand."""
    return list(Counter(row.theme for row in rows if row.theme).items())
