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
    CommitmentStatus,
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


class Labels:
    """The words of every choice, put into the reader's language once a page and not once a cell."""

    def __init__(self) -> None:
        self.sphere = {value: str(label).capitalize() for value, label in Sphere.choices}
        self.kind = {value: str(label) for value, label in ResponseKind.choices}
        self.official = {value: str(label) for value, label in OfficialStatus.choices}
        self.community = {value: str(label) for value, label in CommunityVerdict.choices}
        self.promise = {value: str(label) for value, label in CommitmentStatus.choices}
        self.status = {value: str(label) for value, label in RequestStatus.choices}
        self.national = _("Nacional")
        self.overdue, self.since = _("vencido"), _("desde el %(day)s")


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


def row(item: Item, by: Reading, labels: Labels) -> Row:
    last = max(item.verdicts.all(), key=lambda one: one.wave, default=None)
    asked, answered = list(item.requests.all()), list(item.responses.all())
    return Row(
        item.number, str(item.agenda.territory or labels.national), str(item.group or ""),
        by.item(item, item.title or item.text), reverse("followup:item", args=[item.process_id, item.pk]),
        [Level(name, marks) for name, marks in _levels(asked, answered, by.today, labels)],
        _promises(answered, by.today, labels),
        last.wave if last else 0,
        Mark(REPORTED[OfficialStatus(last.official)], labels.official[last.official]) if last else None,
        Mark(SAID[CommunityVerdict(last.community)], labels.community[last.community]) if last else None)


def _levels(asked: list[Request], answered: list[Response], today: datetime.date,
            labels: Labels) -> Iterable[tuple[str, list[Mark]]]:
    """The three levels of government always; others where they were asked. A request with its answer is one mark."""
    with_answer = {one.request_id for one in answered}
    marks: dict[str, list[Mark]] = {sphere: [] for sphere in PUBLIC_SPHERES}
    for one in answered:
        marks.setdefault(one.institution.sphere, []).append(_answer(one, labels))
    for request in asked:
        if request.pk not in with_answer and request.status not in (RequestStatus.DRAFT, RequestStatus.WITHDRAWN):
            marks.setdefault(request.institution.sphere, []).append(_request(request, today, labels))
    return ((labels.sphere[sphere], found) for sphere, found in marks.items())


def _answer(one: Response, labels: Labels) -> Mark:
    clock = ""
    if one.day:
        clock = labels.since % {"day": day(one.day)} if one.kind == ResponseKind.SILENT else day(one.day)
    return Mark(TONES[ResponseKind(one.kind)], labels.kind[one.kind], one.institution.name, clock)


def _request(request: Request, today: datetime.date, labels: Labels) -> Mark:
    return Mark(requests.tone(request, today), labels.status[request.status], request.institution.name,
                requests.clock_words(request, today), requests.address(request))


def _promises(answered: list[Response], today: datetime.date, labels: Labels) -> list[Mark]:
    found = []
    for one in answered:
        for promised in one.commitments.all():
            now = promise_of(promised, list(promised.steps.all()))
            late = now.overdue(today)
            found.append(Mark("refused" if late else "moving", labels.overdue if late else
                              labels.promise[promised.status], clock=day(now.due) if now.due else "",
                              url=reverse("followup:commitment", args=[promised.process_id, promised.pk])))
    return found
