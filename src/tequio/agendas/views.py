"""Pages of agendas: the local ones and the national one, what each says, and every proposal with its lineage."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.cards import content as cards
from tequio.agendas.cards import proposal as proposal_cards
from tequio.agendas.cards import standing
from tequio.agendas.compose import compose
from tequio.agendas.content import AgendaContent
from tequio.agendas.models import ProposalStatus
from tequio.foundation.accounts.access import admitted
from tequio.foundation.places.models import Process

ON_A_PAGE = 25


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    national = queries.national(process)
    return render(request, "agendas/index.html", {
        "places": [standing.local(place) for place in queries.places(process)],
        "national": standing.national(national, queries.shared_by_places(process)) if national else None,
        "unreviewed": queries.unreviewed(process), "alone": len(queries.without_public_body(process)),
        "proposals_url": reverse("agendas:proposals", args=[process_id]),
    })


def agenda(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = queries.agenda(process, agenda_id)
    if row is None:
        raise Http404
    content = compose(process, row)
    parts = _parts(process, content)
    return render(request, "agendas/agenda.html", {
        "agenda": row, "status": standing.status(row), "stages": standing.stages(row),
        "parts": parts, "national": content.national, "context": cards.paragraphs(content.context),
        "openings": [{"text": part["wanted"], "group": part["group"]} for part in parts if part["wanted"]],
        "shared": [cards.claim(process, claim) for claim in content.shared],
        "differences": [cards.claim(process, claim) for claim in content.differences],
        "gaps": [cards.gap(gap) for gap in content.gaps], "without_body": content.without_body,
        "refused": [cards.refused(process, one) for one in content.refused],
        "returns": [] if content.national else standing.returned(queries.groups_of(row), list(queries.returns(row))),
        "figure": {"title": _("Quién debe qué"), "alt": _("Una fila por punto y una columna por parte: lleno, le toca; "
                                                          "anillo, apoya. Los mismos datos están en la tabla."),
                   "src": reverse("duties_figure", args=[process_id, agenda_id]),
                   "table": cards.duty_table(content, _("Quién debe qué"), _("Punto"), (_("le toca"), _("apoya")))},
        "board": reverse("followup:board", args=[process_id, agenda_id]),
        "crumbs": [_home(process_id), {"label": row.title, "url": ""}],
    })


def proposals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    wanted = request.GET.get("estado", "")
    status = ProposalStatus(wanted) if wanted in ProposalStatus.values else ProposalStatus.CURRENT
    page = Paginator(queries.proposals(process, status=status), ON_A_PAGE).get_page(request.GET.get("page"))
    here, counted = reverse("agendas:proposals", args=[process_id]), queries.proposals_by_status(process)
    return render(request, "agendas/proposals.html", {
        "tabs": [{"label": one.label.capitalize(), "url": f"{here}?estado={one.value}", "count": counted[one.value],
                  "current": one == status} for one in ProposalStatus],
        "entries": [proposal_cards.entry(row) for row in page], "page": page, "query": f"estado={status.value}",
        "crumbs": [_home(process_id), {"label": _("Propuestas"), "url": ""}],
    })


def proposal(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = queries.proposal(process, proposal_id)
    if row is None:
        raise Http404
    found, rows = queries.versions(row)
    return render(request, "agendas/proposal.html", {
        "proposal": row, "status": proposal_cards.status(row),
        "versions": proposal_cards.lineage(row, found, rows) if rows else [],
        "duties": proposal_cards.duties(row), "alone": proposal_cards.alone(row),
        "principles": proposal_cards.principles(list(row.principle_reviews.all())),
        "reproduction": proposal_cards.reproduction(row),
        "items": [proposal_cards.item(item) for item in queries.items_of(row)],
        "trail": reverse("trace", args=[process_id, "proposal", row.pk]),
        "crumbs": [_home(process_id), {"label": _("Propuestas"), "url": reverse("agendas:proposals", args=[process_id])},
                   {"label": row.key, "url": ""}],
    })


def _parts(process: Process, content: AgendaContent) -> list[dict[str, Any]]:
    ids = [line.id for part in content.parts for line in part.lines if line.id]
    behind = queries.local_items_of(ids) if content.national else queries.proposals_of(ids)
    return [cards.part(process, part, behind, number) for number, part in enumerate(content.parts, start=1)]


def _home(process_id: UUID) -> dict[str, str]:
    return {"label": _("Agendas"), "url": reverse("agendas:index", args=[process_id])}
