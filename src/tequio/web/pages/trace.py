"""Both questions for any node: who stands behind this line, and what became of what we said."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, Registered, nouns
from tequio.foundation.trail.queries import Reached, counts, downstream, upstream
from tequio.protection.queries import shown

MOST = 60


def trace(request: HttpRequest, process_id: UUID, kind: str, node_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    registered = nouns().get(kind)
    node = registered and registered.model.objects.filter(process=process, pk=node_id).first()
    if not registered or not node:
        raise Http404
    team = may(actor_of(request), "read_words", process_id=process_id)
    return render(request, "trace.html", {
        "kind": registered.label, "title": registered.title(node) if team else "",
        "behind": _side(process, upstream(process_id, node_id), team),
        "became": _side(process, downstream(process_id, node_id), team),
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])}, {"label": _("Rastro"), "url": ""}],
    })


def _side(process: Process, reached: list[Reached], team: bool) -> list[dict[str, Any]]:
    """One entry per kind in the order of the chain: nodes for the team, coarse counts for everybody else."""
    found = counts(reached)
    ordered = sorted((kind for kind in found if kind in nouns()), key=lambda kind: nouns()[kind].step or 0)
    return [{"kind": nouns()[kind].plural, "count": found[kind] if team else shown(process, found[kind]).words(),
             "nodes": _nodes(process, nouns()[kind], reached) if team else [],
             "more": max(0, found[kind] - MOST) if team else 0} for kind in ordered]


def _nodes(process: Process, registered: Registered, reached: list[Reached]) -> list[dict[str, Any]]:
    ids = [node.id for node in reached if node.kind == registered.kind][:MOST]
    rows: dict[UUID, Noun] = {row.pk: row for row in registered.model.objects.filter(process=process, pk__in=ids)}
    return [{"title": registered.title(rows[pk]), "url": reverse("trace", args=[process.pk, registered.kind, pk])}
            for pk in ids if pk in rows]
