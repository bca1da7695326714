"""The sheet of one group: its points as they were let out, who answered, what was promised and done, what it said.

Words stand here only as two people let them pass. A small group's verdict stands without its name, as it does
everywhere outside the team.
"""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.agendas.models import Item
from tequio.followup.cards.line import by_level
from tequio.followup.delivery.actions import promise_of
from tequio.followup.models import Action, Commitment, Request, Verdict
from tequio.followup.queries import Line, line_from, whole
from tequio.followup.requests.shown import shown as request_shown
from tequio.followup.verdicts.saying import Heard, outside
from tequio.foundation.places.models import Group, Process
from tequio.listening.cards import day
from tequio.protection.reading.standing import Passed, approved_texts

Texts = dict[tuple[str, UUID, str], str]


@dataclass(frozen=True)
class Said:
    """One wave, both columns. `community` is empty where only small groups spoke."""

    wave: int
    official: str
    community: list[str]


@dataclass(frozen=True)
class Became:
    """One point and what became of it."""

    number: int
    text: str
    answers: list[str]
    promises: list[str]
    done: list[str]
    waves: list[Said]

    @property
    def moved(self) -> bool:
        return bool(self.promises or self.done)


@dataclass(frozen=True)
class Sheet:
    """`unread` counts the points whose words nobody has read yet: they stand with their number alone."""

    moved: list[Became]
    still: list[Became]
    unread: int


def sheet(process: Process, group: Group, today: datetime.date) -> Sheet:
    texts = approved_texts(process, Passed(process))
    rows = whole(Item.objects.filter(process=process, group=group)).order_by("agenda__territory__name", "number")
    found = [_became(item, line_from(item), texts, process.threshold, today) for item in rows]
    return Sheet([one for one in found if one.moved], [one for one in found if not one.moved],
                 sum(not one.text for one in found))


def _became(item: Item, line: Line, texts: Texts, threshold: int, today: datetime.date) -> Became:
    text = texts.get(("agendas.item", item.pk, "title"), "") or texts.get(("agendas.item", item.pk, "text"), "")
    waiting = [_waits(one, today) for one in item.requests.all() if one.due is not None]
    answers = [_("%(level)s, %(office)s: %(kind)s") % {
        "level": one.institution.get_sphere_display(), "office": one.institution.name,
        "kind": one.get_kind_display()} for one in by_level(line.responses)]
    return Became(item.number, text, [*answers, *waiting], [_promise(one, texts, today) for one in line.commitments],
                  [_done(one, texts) for one in line.actions],
                  [_wave(one, threshold) for one in line.verdicts])


def _waits(one: Request, today: datetime.date) -> str:
    found = request_shown(one, today)
    return _("%(level)s, %(office)s: %(kind)s") % {"level": found.sphere, "office": found.office, "kind": found.clock}


def _promise(one: Commitment, texts: Texts, today: datetime.date) -> str:
    now = promise_of(one, list(one.steps.all()))
    # A wording that was changed is a new text, which nobody has read: the point is told without it.
    text = "" if now.changes else texts.get(("followup.commitment", one.pk, "text"), "")
    late = _("vencido") if now.overdue(today) else str(one.get_status_display())
    when = _("para el %(day)s") % {"day": day(now.due)} if now.due else _("sin fecha límite")
    return f"{text or _('Un compromiso')} ({late}, {when})"


def _done(one: Action, texts: Texts) -> str:
    text = texts.get(("followup.action", one.pk, "text"), "") or _("Algo se hizo")
    return f"{text} ({day(one.day)})" if one.day else text


def _wave(one: Verdict, threshold: int) -> Said:
    rows: list[Any] = list(one.said.all())
    if not rows:
        return Said(one.wave, one.get_official_display(), [one.get_community_display()])
    names = {str(row.group_id): str(row.group) for row in rows}
    labels = {row.community: row.get_community_display() for row in rows}
    heard = outside([Heard(str(row.group_id), row.number, row.community, row.people) for row in rows], threshold)
    return Said(one.wave, one.get_official_display(), [
        f"{names[row.group]}: {labels[row.community]}" if row.group
        else _("otros grupos, de pocas personas, también hablaron") for row in heard])
