"""Asking an office, every step since, what it answered and offered, meetings, and days on which nobody works there."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tequio.agendas.models import Agenda, Item
from tequio.agendas.queries import kept_from_offices
from tequio.followup.keys import next_key
from tequio.followup.models import Response, ResponseKind
from tequio.followup.requests import law, queries
from tequio.followup.requests.models import Agreed, Closure, Meeting, Offer, Request, RequestStatus, RequestStep
from tequio.followup.requests.states import ENDED, Taken, after, fold
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Institution, Process
from tequio.foundation.trail.actions import add, check_process, join

LONGEST_CLOSURE = 120


@dataclass(frozen=True)
class Asking:
    """Under which rule something is asked; length and unit where an agreement gives them."""

    rule: str
    length: int = 0
    unit: str = ""


def ask_office(*, actor: User, item: Item, institution: Institution, asking: Asking) -> Request:
    """Write a request for one point to one office; it is sent with a step of its own.

    Raises TQ-764 for a point taken to no office, TQ-569 while the same is still asked there, TQ-570 for a rule that is
    none, TQ-565 for a term that is none, TQ-768.
    """
    rule = law.rules().get(asking.rule)
    if rule is None:
        raise TequioError("TQ-570")
    agreed = not rule.length
    term = rule.term(asking.length if agreed else 0)
    row = Request(process_id=item.process_id, item=item, institution=institution, rule=rule.key, length=term.length,
                  unit=term.unit, restarts=term.restarts, rolls=term.rolls)
    with acting(actor, "ask_office", on=row, process_id=item.process_id, territory_id=item.agenda.territory_id):
        check_process(item.process_id, [institution])
        if not 0 < term.length <= 1000:
            raise TequioError("TQ-565", most=1000)
        if item.pk in kept_from_offices(item.process, {item.pk}):
            raise TequioError("TQ-764", value=item.key)
        before = Request.objects.filter(process_id=item.process_id, item=item, institution=institution)
        if before.exclude(status__in=[*ENDED, RequestStatus.ANSWERED]).exists():
            raise TequioError("TQ-569")
        row.key = next_key(Request, item.process_id, f"{item.key[:40]}-{institution.key[:29]}")
        add([row])
    return row


def step_request(*, actor: User, request: Request, taken: Taken, seen: int, way: str = "") -> None:
    """One step, after those that were `seen`. Raises TQ-565 to TQ-568, and TQ-571 where somebody was faster.

    An answer is entered with `answer_request`, which says what it is.
    """
    if taken.step in ("answer", "answer_review"):
        raise TequioError("TQ-566", step=taken.step, state=request.status)
    with acting(actor, "step_request", on=request, process_id=request.process_id,
                territory_id=request.item.agenda.territory_id):
        _take(request, taken, seen)
        if taken.step == "send":
            Request.objects.filter(pk=request.pk).update(way=way)


def answer_request(*, actor: User, request: Request, kind: str, day: datetime.date, text: str, seen: int) -> Response:
    """What the office answered, to the request or to the review of it.

    Raises TQ-572 for silence, which the clock counts and nobody enters; TQ-566, TQ-567, TQ-571.
    """
    if kind not in ResponseKind.values or kind == ResponseKind.SILENT:
        raise TequioError("TQ-572")
    row = Response(process_id=request.process_id, item=request.item, institution=request.institution, request=request,
                   kind=kind, day=day, text=text.strip())
    with acting(actor, "enter_answer", on=row, process_id=request.process_id,
                territory_id=request.item.agenda.territory_id):
        step = "answer_review" if request.status == RequestStatus.REVIEW else "answer"
        _take(request, Taken(step, day), seen)
        row.key = next_key(Response, request.process_id, request.key, "-r")
        add([row])
        join([(request.item, row)])
    return row


def make_offer(*, actor: User, response: Response, by_office: bool, day: datetime.date, text: str, seen: int) -> Offer:
    """The next version of what stands instead of what was asked. Raises TQ-568, TQ-567, TQ-571, TQ-573."""
    row = Offer(process_id=response.process_id, response=response, by_office=by_office, day=day, text=text.strip(),
                number=seen + 1)
    with acting(actor, "make_offer", on=row, process_id=response.process_id,
                territory_id=response.item.agenda.territory_id):
        if response.kind == ResponseKind.SILENT:
            raise TequioError("TQ-573")
        if not text.strip():
            raise TequioError("TQ-568")
        before = list(Offer.objects.filter(response=response).values_list("number", "day"))
        if len(before) != seen:
            raise TequioError("TQ-571")
        if day > today() or any(day < earlier for _, earlier in before):
            raise TequioError("TQ-567")
        add([row])
    return row


def hold_meeting(*, actor: User, agenda: Agenda, institution: Institution, day: datetime.date, minutes: str,
                 agreed: Mapping[Item, str]) -> Meeting:
    """A meeting with an office: its minutes, and what was agreed on each point.

    Raises TQ-567, TQ-568, TQ-574, TQ-768.
    """
    row = Meeting(process_id=agenda.process_id, agenda=agenda, institution=institution, day=day,
                  minutes=minutes.strip())
    with acting(actor, "hold_meeting", on=row, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        check_process(agenda.process_id, [institution, *agreed])
        if any(item.agenda_id != agenda.pk for item in agreed):
            raise TequioError("TQ-574")
        if day > today():
            raise TequioError("TQ-567")
        if not minutes.strip():
            raise TequioError("TQ-568")
        add([row])
        add([Agreed(process_id=agenda.process_id, meeting=row, item=item, text=text.strip())
             for item, text in agreed.items() if text.strip()])
        deed.count = 1 + len(agreed)
    return row


def declare_closure(*, actor: User, process: Process, sphere: str, first: datetime.date, last: datetime.date,
                    declared: datetime.date | None, name: str) -> Closure:
    """Days on which the offices of a level do not work; every last day is counted again. Raises TQ-575."""
    row = Closure(process=process, sphere=sphere, first=first, last=last, declared=declared, name=name.strip())
    with acting(actor, "declare_closure", on=row, process_id=process.pk):
        if not first <= last <= first + datetime.timedelta(days=LONGEST_CLOSURE):
            raise TequioError("TQ-575", most=LONGEST_CLOSURE)
        add([row])
        closures = queries.closures_of(process)
        waiting = Request.objects.filter(process=process, institution__sphere=sphere).exclude(status="draft")
        for request in waiting.select_related("institution").prefetch_related("steps"):
            _count(request, closures)
    return row


def _take(request: Request, taken: Taken, seen: int) -> None:
    """Write the step down and let the request stand where its steps lead."""
    Request.objects.select_for_update().get(pk=request.pk)
    steps = list(RequestStep.objects.filter(request=request))
    if len(steps) != seen:
        raise TequioError("TQ-571")
    reached = after(fold(queries.taken(steps), today=today()), taken, today=today())
    add([RequestStep(process_id=request.process_id, request=request, number=seen + 1, step=taken.step, day=taken.day,
                     reason=taken.reason.strip(), length=taken.length, unit=taken.unit,
                     after_hours=taken.after_hours)])
    request.status = reached.status
    # What was prefetched is no longer all there is.
    getattr(request, "_prefetched_objects_cache", {}).pop("steps", None)
    _count(request, queries.closures_of(request.process))


def _count(request: Request, closures: list[Closure]) -> None:
    """Keep the last day and whether it was ever late, as the clock counts them now; late stays late."""
    found = queries.clocks_of(request, closures, today())
    waits = request.status not in (*ENDED, RequestStatus.ANSWERED)
    due = found[-1].sum.due if found and waits else None
    late = request.was_late or any(one.standing.was_late for one in found)
    Request.objects.filter(pk=request.pk).update(status=request.status, due=due, was_late=late)
    request.due, request.was_late = due, late
