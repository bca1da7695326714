"""For an institution: what was asked of it, since when, and what it answered. Never the words of people."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tequio.followup.models import Response, ResponseKind
from tequio.followup.queries import responses
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Institution, Process
from tequio.listening.cards import day
from tequio.web.pages.home_ways import is_official

TONES = {ResponseKind.ACCEPTS: "done", ResponseKind.CHANGED: "moving", ResponseKind.PARTLY: "moving",
         ResponseKind.REJECTS: "refused", ResponseKind.SILENT: "silent"}


def answers(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    user = actor_of(request)
    if not is_official(user, process):
        raise Http404
    mine = _institutions(user, process)
    return render(request, "answers.html", {
        "institutions": [{"name": one.name, "table": _table(process, one)} for one in mine],
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Lo que se pidió a su institución"), "url": ""}],
    })


def _institutions(user: User, process: Process) -> list[Institution]:
    held = Membership.objects.filter(user=user, process=process, role=Role.OFFICIAL).exclude(institution=None)
    return [row.institution for row in held.select_related("institution") if row.institution]


def _table(process: Process, institution: Institution) -> dict[str, Any] | None:
    rows = list(responses(process).filter(institution=institution).select_related("item__agenda").prefetch_related(
        "commitments__actions"))
    if not rows:
        return None
    return {
        "caption": _("Lo que se pidió a %(name)s") % {"name": institution.name},
        "columns": [{"label": _("Punto")}, {"label": _("Respuesta")}, {"label": _("Desde")},
                    {"label": _("Compromisos")}, {"label": _("Acciones"), "number": True}],
        "rows": [_row(row) for row in rows],
        "note": _("Lo que dice cada punto está en la agenda publicada, con el mismo número."),
    }


def _row(row: Response) -> list[dict[str, Any]]:
    agreed = list(row.commitments.all())
    due = [_("para el %(day)s") % {"day": day(one.due)} if one.due else _("sin fecha") for one in agreed]
    return [{"text": _("%(agenda)s, punto %(number)s") % {"agenda": row.item.agenda.title, "number": row.item.number}},
            {"text": capfirst(row.get_kind_display()), "tone": TONES[ResponseKind(row.kind)]},
            {"text": day(row.day) if row.day else None}, {"text": ", ".join(due) or _("ninguno")},
            {"text": sum(len(one.actions.all()) for one in agreed)}]
