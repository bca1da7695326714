"""Requests with their steps and clocks."""

import datetime
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from tequio.agendas.models import Item
from tequio.followup.requests.clock import DayOff, Term, Unit
from tequio.followup.requests.models import Closure, Meeting, Request, RequestStep
from tequio.followup.requests.states import Taken
from tequio.followup.requests.terms import Clock, Closed, clocks, off_for
from tequio.foundation.places.models import Process
from tequio.protection.reading.standing import Passed, approved_texts


def request_of(process: Process, request_id: UUID) -> Request | None:
    found: Request | None = whole().filter(process=process, pk=request_id).first()
    return found


def requests_of(process: Process, item_ids: Iterable[UUID]) -> list[Request]:
    """The requests about some points, those of a municipality first."""
    return list(whole().filter(process=process, item__in=list(item_ids)).order_by("institution__sphere", "key"))


def requests_to(process: Process, institution_id: UUID) -> list[Request]:
    return list(whole().filter(process=process, institution=institution_id).order_by("item__number"))


def meetings_about(process: Process, item_id: UUID) -> list[Meeting]:
    """The meetings in which something was agreed on a point."""
    return list(Meeting.objects.filter(process=process, agreed__item=item_id).select_related(
        "institution").prefetch_related("agreed__item").distinct())


def as_released(process: Process, items: Iterable[Item]) -> dict[UUID, str]:
    """The points as two people let them pass, masked; a point that nobody read has no words outside the team."""
    wanted = {item.pk for item in items}
    passed = approved_texts(process, Passed(process))
    return {pk: text for (kind, pk, field), text in passed.items()
            if (kind, field) == ("agendas.item", "text") and pk in wanted}


def taken(steps: Iterable[RequestStep]) -> list[Taken]:
    """As the pure machine reads them."""
    return [Taken(row.step, row.day, row.reason, row.length, row.unit, row.after_hours) for row in steps]


def term_of(request: Request) -> Term:
    return Term(request.length, Unit(request.unit), request.restarts, request.rolls)


def clocks_of(request: Request, closures: Sequence[Closure], today: datetime.date, language: str = "es") -> list[Clock]:
    """Its clocks, with the days off of the level of its office."""
    steps = taken(request.steps.all())
    if not steps:
        return []
    return clocks(steps, term_of(request), free_days(request.institution.sphere, steps[0].day, closures, language),
                  today=today)


def free_days(sphere: str, since: datetime.date, closures: Sequence[Closure], language: str = "es") -> list[DayOff]:
    return off_for(sphere, since, [Closed(row.first, row.last, row.declared, row.name) for row in closures
                                   if row.sphere == sphere], language)


def closures_of(process: Process) -> list[Closure]:
    return list(Closure.objects.filter(process=process))


def whole() -> "QuerySet[Request]":
    """With everything that their pages show."""
    found: QuerySet[Request] = Request.objects.select_related(
        "item__agenda__territory", "institution").prefetch_related("steps")
    return found
