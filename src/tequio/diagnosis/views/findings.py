"""Findings by territory and kind, with the groups that converge and those that differ."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.diagnosis import queries
from tequio.diagnosis.models import CodingStatus, Finding, FindingKind
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may_here
from tequio.foundation.places.models import Level, Process, Territory
from tequio.foundation.places.tree import holders
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import halted, silence_line, voice_cards
from tequio.listening.queries import silences, voices

PER_PAGE = 30
ORDER = {kind: place for place, kind in enumerate(FindingKind.values)}


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    rows = list(queries.findings(process))
    differing = sum(any(not stance.converges for stance in row.stances.all()) for row in rows)
    statuses = queries.coding_counts(process)
    return render(request, "diagnosis/index.html", {
        "tabs": tabs(actor_of(request), process_id, "index"),
        "writes": may_here(actor_of(request), "record_finding", process_id), "table": _matrix(process, rows),
        "figures": [
            {"label": ngettext("hallazgo", "hallazgos", len(rows)), "value": len(rows)},
            {"label": _("en los que algún grupo difiere"), "value": differing,
             "note": _("La diferencia se guarda, no se promedia.")},
            {"label": _("pasajes señalados"), "value": statuses[CodingStatus.ACCEPTED],
             "note": _("y %(n)s sugeridos que esperan a una persona") % {"n": statuses[CodingStatus.SUGGESTED]},
             "url": reverse("diagnosis:codebook", args=[process_id])},
            {"label": _("vínculos dichos"), "value": queries.links(process).count(),
             "url": reverse("diagnosis:system_map", args=[process_id])},
        ],
    })


def territory(request: HttpRequest, process_id: UUID, territory_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id, territory_id=territory_id)
    place = get_object_or_404(process.territories, pk=territory_id)
    rows = sorted(queries.findings(process, territory=place), key=lambda row: (ORDER[row.kind], row.key))
    behind = queries.voices_behind(process, [row.pk for row in rows])
    kept = [silence_line(row) for row in silences(process, territory=place)]
    return render(request, "diagnosis/territory.html", {
        "place": place, "halted": halted(place), "silences": kept,
        "silences_title": _("Lo que en %(place)s no se dijo") % {"place": place.name},
        "kinds": [{"key": kind, "title": capfirst(FindingKind(kind).label),
                   "findings": [_stated(row, len(behind[row.pk])) for row in found]}
                  for kind, found in groupby(rows, key=lambda row: row.kind)],
        "crumbs": crumbs(process_id, place.name),
    })


def finding(request: HttpRequest, process_id: UUID, finding_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = get_object_or_404(queries.findings(process), pk=finding_id)
    behind = queries.voices_behind(process, [row.pk])[row.pk]
    page = Paginator(voices(process).filter(pk__in=behind), PER_PAGE).get_page(request.GET.get("page"))
    heard = {voice.group_id for voice in voices(process).filter(pk__in=behind)}
    return render(request, "diagnosis/finding.html", {
        "writes": may_here(actor_of(request), "record_finding", process_id),
        "limits": wording(process).drafted(row.limits), "versions": _versions(row),
        "finding": row, "one": _stated(row, len(behind)), "page": page, "voices": voice_cards(page, encounter=True),
        "eyebrow": f"{row.territory.name} · {capfirst(row.get_kind_display())}",
        "missing": [str(group) for group in process.groups.all() if group.pk not in heard],
        "silences": [silence_line(one) for one in silences(process, territory=row.territory)
                     if one.group_id is None or one.group_id in {stance.group_id for stance in row.stances.all()}],
        "crumbs": crumbs(process_id, _("Hallazgo"), (
            row.territory.name, reverse("diagnosis:territory", args=[process_id, row.territory_id]))),
    })


def _versions(row: Finding) -> list[dict[str, Any]]:
    """What it said before, the newest first."""
    words = wording(row.process)
    return [{"number": one.number, "by": one.by, "claim": words.drafted(one.claim)}
            for one in row.versions.order_by("-number")]


def _stated(row: Finding, behind: int) -> dict[str, Any]:
    """A finding as components/difference.html takes it, with what stands behind."""
    words = wording(row.process)
    sides = [(stance.converges, {"group": str(stance.group), "text": words.drafted(stance.note)})
             for stance in row.stances.all()]
    return {
        "title": words.drafted(row.claim), "group": str(row.group or ""),
        "converge": [side for converges, side in sides if converges],
        "differ": [side for converges, side in sides if not converges],
        "behind": ngettext("Lo sostiene %(n)s voz", "Lo sostienen %(n)s voces", behind) % {"n": behind},
        "url": reverse("diagnosis:finding", args=[row.process_id, row.pk]),
        "trail": reverse("trace", args=[row.process_id, "finding", row.pk]),
    }


def _matrix(process: Process, rows: Sequence[Finding]) -> dict[str, Any] | None:
    """How many findings of each kind each territory has; where there is none, nothing was found or nobody asked."""
    counted_in, own = holders(process.pk), {row.territory_id for row in rows}
    counted = Counter((row.kind, place) for row in rows for place in counted_in[row.territory_id])
    # A municipality counts what was found in its neighbourhoods; what lies above it is no place of the diagnosis.
    places = [place for place in process.territories.all() if place.pk in own or (
        place.level == Level.MUNICIPALITY and any(place.pk in counted_in[one] for one in own))]
    if not places:
        return None
    return {
        "caption": _("Hallazgos por tipo y lugar"),
        "columns": [{"label": _("Tipo")}] + [{"label": place.name, "number": True} for place in places],
        "rows": [[{"text": capfirst(kind.label)}] + [_cell(kind, place, counted[kind, place.pk]) for place in places]
                 for kind in FindingKind],
        "note": _("«Sin dato» quiere decir que ahí nadie ha escrito un hallazgo de ese tipo, no que no pase."),
    }


def _cell(kind: FindingKind, place: Territory, count: int) -> dict[str, Any]:
    if not count:
        return {"text": None}
    return {"text": count, "url": f"{reverse('diagnosis:territory', args=[place.process_id, place.pk])}#{kind}"}
