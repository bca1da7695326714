"""Pages of agendas: the local ones and the national one, what each says, and every proposal with its lineage."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.apart import reading_alike
from tequio.agendas.cards import content as cards
from tequio.agendas.cards import proposal as proposal_cards
from tequio.agendas.cards import standing
from tequio.agendas.cards.content import masked
from tequio.agendas.compose import compose
from tequio.agendas.content import AgendaContent
from tequio.agendas.models import Agenda, AgendaStatus, Proposal, ProposalStatus
from tequio.agendas.proposals.filters import FilterForm
from tequio.agendas.proposals.queries import listed
from tequio.agendas.proposals.shown import steps, voted, ways
from tequio.agendas.review.queries import conditions, lacks_of, unreviewed
from tequio.agendas.review.shown import LACK_WORDS
from tequio.agendas.spoken import proposal_text, theme
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may, may_here
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording

ON_A_PAGE = 25


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    national, words = queries.national(process), wording(process)
    return render(request, "agendas/index.html", {
        "places": [standing.local(place, words) for place in queries.places(process)],
        "national": standing.national(national, queries.shared_by_places(process), words) if national else None,
        "unreviewed": unreviewed(process), "alone": len(queries.without_public_body(process)),
        "proposals_url": reverse("agendas:proposals", args=[process_id]),
        "drafts": may_here(actor_of(request), "draft_agenda", process_id),
    })


def agenda(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row, content = _composed(process, agenda_id)
    ids = [line.id for part in content.parts for line in part.lines if line.id]
    behind = queries.local_items_of(ids) if content.national else queries.proposals_of(ids)
    names, alike = queries.names_of_places(process), reading_alike(content)
    parts = [cards.part(process, content, part, cards.Around(number, behind, names, alike))
             for number, part in enumerate(content.parts, start=1)]
    return render(request, "agendas/agenda.html", {
        **_around(request, row, content, "agenda"), "national": content.national, "parts": parts,
        "order": cards.order(content), "context": cards.paragraphs(content.context), "gap_count": len(content.gaps),
        "openings": [{"text": part["wanted"], "group": part["group"]} for part in parts if part["wanted"]],
        "rest_url": reverse("agendas:rest", args=[process_id, agenda_id]),
    })


def owed(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row, content = _composed(process, agenda_id)
    return render(request, "agendas/owed.html", {
        **_around(request, row, content, "owed"), "without_body": content.without_body, "stays": content.stays,
        "agenda_url": standing.page(row), "figure": {
            "title": _("A quién le toca cada punto"), "src": reverse("duties_figure", args=[process_id, agenda_id]),
            "alt": _("Una fila por punto y una columna por parte: lleno, le toca; anillo, apoya. Los mismos datos "
                     "están en la tabla."),
            "table": cards.duty_table(content, _("A quién le toca"), _("Punto"), (_("le toca"), _("apoya")))},
    })


def rest(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row, content = _composed(process, agenda_id)
    return render(request, "agendas/rest.html", {
        **_around(request, row, content, "rest"), "national": content.national,
        "shared": [cards.claim(process, claim) for claim in content.shared],
        "together": [(_("Lo que ya hacen varios grupos"), [cards.claim(process, claim) for claim in content.already]),
                     (_("Lo que sostiene y lo que desgasta a varios grupos"),
                      [cards.claim(process, claim) for claim in content.wearing])],
        "alone": [cards.claim(process, claim) | {"group": claim.group} for claim in content.alone],
        "differences": [cards.claim(process, claim) for claim in content.differences],
        "gaps": [cards.gap(gap) for gap in content.gaps],
        "refused": [cards.refused(process, one) for one in content.refused],
        "returns": [] if content.national else standing.returned(
            queries.groups_of(row), queries.returns(row), wording(process)),
    })


def proposals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    form = FilterForm(process, request.GET)
    wanted = form.wanted()
    page = Paginator(listed(process, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    here, counted = reverse("agendas:proposals", args=[process_id]), queries.proposals_by_status(process)
    return render(request, "agendas/proposals.html", {
        "tabs": [{"label": one.label.capitalize(), "url": f"{here}?estado={one.value}", "count": counted[one.value],
                  "current": one == wanted.status} for one in ProposalStatus],
        "entries": [proposal_cards.entry(row, wording(process)) for row in page], "page": page, "form": form,
        "query": form.address(), "drafts": may_here(actor_of(request), "draft_proposals", process_id),
        "crumbs": [_home(process_id), {"label": _("Propuestas"), "url": ""}],
    })


def proposal(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = queries.proposal(process, proposal_id)
    if row is None:
        raise Http404
    (found, rows), words = queries.versions(row), wording(process)
    return render(request, "agendas/proposal.html", {
        "proposal": row, "text": proposal_text(row, words), "theme": theme(row.section, words, own=row.own_words),
        "status": proposal_cards.status(row),
        "versions": proposal_cards.lineage(row, found, rows, words) if rows else [],
        "duties": proposal_cards.duties(row, words), "alone": proposal_cards.alone(row),
        "principles": proposal_cards.principles(list(row.principle_reviews.all()), words),
        "reproduction": [proposal_cards.reproduction(one, words) for one in row.reproduction_reviews.all()],
        "conditions": [(one.proposal.key, words.drafted(one.safeguard)) for one in conditions(row)
                       if one.proposal_id != row.pk],
        "lacks": [LACK_WORDS[lack] for lack in lacks_of([row])[row.pk]] if row.status == ProposalStatus.CURRENT else [],
        "steps": steps(row, words), "voted": voted(row, words),
        "ways": ways(row, drafts=may_at(request, "draft_proposals", row),
                     reviews=may_at(request, "review_proposal", row)),
        "items": [proposal_cards.item(item, words) for item in queries.items_of(row)],
        "trail": reverse("trace", args=[process_id, "proposal", row.pk]),
        "crumbs": [_home(process_id),
                   {"label": _("Propuestas"), "url": reverse("agendas:proposals", args=[process_id])},
                   {"label": row.key, "url": ""}],
    })


def may_at(request: HttpRequest, verb: str, row: Proposal) -> bool:
    return may(actor_of(request), verb, process_id=row.process_id, territory_id=row.territory_id)


def _composed(process: Process, agenda_id: UUID) -> tuple[Agenda, AgendaContent]:
    row = queries.agenda(process, agenda_id)
    if row is None:
        raise Http404
    return row, masked(process, compose(process, row))


def _around(request: HttpRequest, row: Agenda, content: AgendaContent, here: str) -> dict[str, Any]:
    """What the three pages of an agenda share."""
    labels = {"agenda": _("La agenda"), "owed": _("A quién le toca"), "rest": _("Diferencias, huecos y devolución")}
    title = str(content.title)
    return {"agenda": row, "title": title, "board": standing.board(row),
            "drafts": may(actor_of(request), "draft_agenda", process_id=row.process_id, territory_id=row.territory_id),
            "stages": standing.stages(AgendaStatus(content.status_key)),
            "waiting": () if content.national else content.waiting,
            "tabs": [{"label": label, "url": reverse(f"agendas:{name}", args=[row.process_id, row.pk]),
                      "current": name == here} for name, label in labels.items()],
            "crumbs": [_home(row.process_id), {"label": title, "url": ""}]}


def _home(process_id: UUID) -> dict[str, str]:
    return {"label": _("Agendas"), "url": reverse("agendas:index", args=[process_id])}
