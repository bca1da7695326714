"""Pages of deliberation: the rounds, and what one of them shows. Never a person, never a point per person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.deliberation import cards, queries
from tequio.deliberation.found import Found
from tequio.deliberation.models import Round, RoundStatus
from tequio.deliberation.rounds import cards as parts
from tequio.deliberation.sections import section, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return render(request, "deliberation/index.html", {
        "entries": [_entry(row) for row in queries.rounds(process)],
        "unreviewed": queries.unreviewed(process), "actions": _doing(request, process),
    })


def round(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    """An open round with its statements; of a closed one, what it says in a few sentences."""
    return _round(request, admitted(request, "read_words", process_id), round_id, "")


def round_part(request: HttpRequest, process_id: UUID, round_id: UUID, part: str) -> HttpResponse:
    """One section of a closed round, or all of them to print."""
    return _round(request, admitted(request, "read_words", process_id), round_id, part)


def _round(request: HttpRequest, process: Process, round_id: UUID, name: str) -> HttpResponse:
    row = queries.round_of(process, round_id)
    if row is None or (name and not row.has_result):
        raise Http404
    found = Found(row)
    about = {"round": row, "status": cards.status(row), "actions": _ways(request, row),
             "leads": may_here(request, row, "close_round"),
             "crumbs": [{"label": _("Deliberación"), "url": reverse("deliberation:index", args=[process.pk])},
                        {"label": row.title, "url": ""}]}
    if not row.has_result:
        return render(request, "deliberation/round_open.html", about | _still_open(found))
    return render(request, "deliberation/round.html", about | section(found, name, request.GET.dict()) | {
        "name": name, "tabs": tabs(found, name)})


def _still_open(found: Found) -> dict[str, Any]:
    reading = found.reading
    return {"sittings": parts.sittings(queries.sittings(found.round), found.result),
            "unreviewed": len(reading.unreviewed), "unanswered": len(reading.unanswered),
            "every": [cards.statement(one, found.by_key[one.key]) for one in reading.all]}


def may_here(request: HttpRequest, row: Round, verb: str) -> bool:
    return may(actor_of(request), verb, process_id=row.process_id, territory_id=row.territory_id)


def _doing(request: HttpRequest, process: Process) -> list[dict[str, Any]]:
    ways = [{"label": _("Guía para facilitar"), "url": reverse("deliberation:guide", args=[process.pk]), "quiet": True}]
    if may(actor_of(request), "open_round", process_id=process.pk):
        ways.insert(0, {"label": _("Abrir una ronda"), "url": reverse("deliberation:new", args=[process.pk])})
    return ways


def _ways(request: HttpRequest, row: Round) -> list[dict[str, Any]]:
    """What somebody may do next with a round that is open."""
    here = [row.process_id, row.pk]
    found = [("open_round", _("Agregar una sala"), "new_sitting"), ("invite_online", _("Votar en línea"), "online")]
    return [{"label": label, "url": reverse(f"deliberation:{name}", args=here), "quiet": True}
            for verb, label, name in found if row.status == RoundStatus.OPEN and may_here(request, row, verb)]


def _entry(row: Any) -> dict[str, Any]:
    """A round as components/entries.html takes it; the counts are those of the query."""
    return {"title": row.title, "url": reverse("deliberation:round", args=[row.process_id, row.pk]),
            "eyebrow": row.territory.name, "text": row.question,
            "meta": [_("%(count)s boletas") % {"count": sum(queries.given(row).values())},
                     _("%(count)s afirmaciones") % {"count": row.statement_count}, cards.how(row)],
            "status": cards.status(row)}
