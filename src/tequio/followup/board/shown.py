"""One line of the board: a point, what each level answered or owes, what is promised, and two columns."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import Item
from tequio.followup.cards.line import REPORTED, SAID, TONES, Reading
from tequio.followup.delivery.actions import promise_of
from tequio.followup.models import (
    CommunityVerdict,
    OfficialStatus,
    Request,
    RequestStatus,
    Response,
    ResponseKind,
)
from tequio.followup.requests import shown as requests
from tequio.foundation.places.models import PUBLIC_SPHERES, Sphere
from tequio.listening.cards import day


@dataclass(frozen=True)
class Mark:
    """How one thing stands, in a word; `who` is the office, where it is one."""

    tone: str
    label: str
    who: str = ""
    clock: str = ""
    url: str = ""


@dataclass(frozen=True)
class Level:
    """One level of government: what each of its offices answered, or since when it has not."""

    name: str
    marks: list[Mark]


@dataclass(frozen=True)
class Row:
    number: int
    place: str
    group: str
    text: str
    url: str
    levels: list[Level]
    promises: list[Mark]
    wave: int
    official: Mark | None
    community: Mark | None


def row(item: Item, by: Reading) -> Row:
    last = max(item.verdicts.all(), key=lambda one: one.wave, default=None)
    asked, answered = list(item.requests.all()), list(item.responses.all())
    return Row(
        item.number, str(item.agenda.territory or _("Nacional")), str(item.group or ""),
        by.item(item, item.title or item.text), reverse("followup:item", args=[item.process_id, item.pk]),
        [Level(name, marks) for name, marks in _levels(asked, answered, by.today)], _promises(answered, by.today),
        last.wave if last else 0,
        Mark(REPORTED[OfficialStatus(last.official)], last.get_official_display()) if last else None,
        Mark(SAID[CommunityVerdict(last.community)], last.get_community_display()) if last else None)


def _levels(asked: list[Request], answered: list[Response],
            today: datetime.date) -> Iterable[tuple[str, list[Mark]]]:
    """The three levels of government always; others where they were asked. A request with its answer is one mark."""
    with_answer = {one.request_id for one in answered}
    marks: dict[str, list[Mark]] = {sphere: [] for sphere in PUBLIC_SPHERES}
    for one in answered:
        marks.setdefault(one.institution.sphere, []).append(_answer(one, today))
    for request in asked:
        if request.pk not in with_answer and request.status not in (RequestStatus.DRAFT, RequestStatus.WITHDRAWN):
            marks.setdefault(request.institution.sphere, []).append(_request(request, today))
    return ((str(Sphere(sphere).label).capitalize(), found) for sphere, found in marks.items())


def _answer(one: Response, today: datetime.date) -> Mark:
    clock = ""
    if one.day:
        clock = _("desde el %(day)s") % {"day": day(one.day)} if one.kind == ResponseKind.SILENT else day(one.day)
    return Mark(TONES[ResponseKind(one.kind)], one.get_kind_display(), one.institution.name, clock)


def _request(request: Request, today: datetime.date) -> Mark:
    found = requests.shown(request, today)
    return Mark(found.tone, found.status, found.office, found.clock, found.url)


def _promises(answered: list[Response], today: datetime.date) -> list[Mark]:
    found = []
    for one in answered:
        for promised in one.commitments.all():
            now = promise_of(promised, list(promised.steps.all()))
            late = now.overdue(today)
            found.append(Mark("refused" if late else "moving", _("vencido") if late else
                              promised.get_status_display(), clock=day(now.due) if now.due else "",
                              url=reverse("followup:commitment", args=[promised.process_id, promised.pk])))
    return found
