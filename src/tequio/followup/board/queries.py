"""Every point with what became of it, filtered, a page at a time."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from tequio.agendas.models import Item
from tequio.followup.delivery.models import CommitmentStatus
from tequio.followup.delivery.states import OPEN
from tequio.followup.models import Commitment, Request, RequestStatus, Response, Verdict
from tequio.foundation.places.models import Process

STANDINGS = ("unasked", "waiting", "late", "answered", "promised")


@dataclass(frozen=True)
class Wanted:
    """What is looked for. An empty field asks for everything."""

    agenda: UUID | None = None
    sphere: str = ""
    office: UUID | None = None
    group: UUID | None = None
    standing: str = ""


def items(process: Process, wanted: Wanted, today: datetime.date) -> "QuerySet[Item]":
    """The points in the order of their agendas, those of places first."""
    found: QuerySet[Item] = Item.objects.filter(process=process)
    if wanted.agenda:
        found = found.filter(agenda=wanted.agenda)
    if wanted.group:
        found = found.filter(group=wanted.group)
    # As the lines of the board tell it: what was only written, or was withdrawn, asks nobody.
    asked = Request.objects.filter(item=OuterRef("pk")).exclude(
        status__in=[RequestStatus.DRAFT, RequestStatus.WITHDRAWN])
    answered = Response.objects.filter(item=OuterRef("pk"))
    at = Q(institution__sphere=wanted.sphere) if wanted.sphere else Q()
    at &= Q(institution=wanted.office) if wanted.office else Q()
    asked, answered = asked.filter(at), answered.filter(at)
    if (wanted.sphere or wanted.office) and wanted.standing != "unasked":
        found = found.filter(Exists(asked) | Exists(answered))
    match wanted.standing:
        case "unasked":
            found = found.exclude(Exists(asked) | Exists(answered))
        case "waiting":
            found = found.filter(Exists(asked.filter(due__gte=today)))
        case "late":
            found = found.filter(Exists(asked.filter(due__lt=today)) | Exists(answered.filter(kind="silent")))
        case "answered":
            found = found.filter(Exists(answered.exclude(kind="silent")))
        case "promised":
            found = found.filter(Exists(Commitment.objects.filter(response__item=OuterRef("pk"))))
    return found.order_by(F("agenda__territory__name").asc(nulls_last=True), "agenda__territory__key", "number")


def whole(found: "QuerySet[Item]") -> "QuerySet[Item]":
    """With everything that a line of the board shows."""
    return found.select_related("agenda__territory", "group").prefetch_related(
        "requests__institution", "responses__institution", "responses__commitments__actions",
        "responses__commitments__steps", Prefetch("verdicts", Verdict.objects.defer("reason", "source")))


def due_requests(process: Process) -> list[Request]:
    return list(Request.objects.filter(process=process, due__isnull=False).select_related(
        "institution", "item__agenda"))


def open_commitments(process: Process) -> list[Commitment]:
    assert set(CommitmentStatus.values) >= OPEN
    return list(Commitment.objects.filter(process=process, status__in=OPEN).select_related(
        "response__institution", "response__item").prefetch_related("steps"))
