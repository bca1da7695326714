"""The reading queue: forty at a time, opened on what waits for whoever opens it, decided by hand or by key."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may_here
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.protection import queries
from tequio.protection.models import TextReading
from tequio.protection.reading import queue
from tequio.protection.reading.actions import mask_new
from tequio.protection.reading.entering import enter_texts
from tequio.protection.reading.models import RefusalReason, TapLabel
from tequio.protection.reading.queue import VOICE, Counts, Show
from tequio.protection.reading.shown import entries
from tequio.protection.reading.text_actions import approve_text, put_text_back, refuse_text
from tequio.protection.reading.text_masks import Waiting, waiting_for
from tequio.protection.views.shared import DECIDED, back_to_queue, crumbs, reason_of, reraise_unless

PER_PAGE = 40


def readings(request: HttpRequest, process_id: UUID) -> HttpResponse:
    return _page(request, admitted(request, "read_words", process_id))


@require_POST
def read_new(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What was written since then, through the detector."""
    process = admitted(request, "review_voice", process_id)
    mask_new(actor=actor_of(request), process=process)
    enter_texts(actor=actor_of(request), process=process)
    return redirect("protection:readings", process_id)


@require_POST
def approve(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    try:
        approve_text(actor=actor_of(request), reading=_row(process, text_id), as_seen=request.POST.get("seen", ""))
    except TequioError as fault:
        reraise_unless(fault, *DECIDED)
        return _page(request, process, fault.problem)
    messages.success(request, _("Quedó anotado que lo leíste y lo dejas pasar."))
    return back_to_queue(request, process_id) or redirect("protection:readings", process_id)


@require_POST
def refuse(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    try:
        refuse_text(actor=actor_of(request), reading=_row(process, text_id), reason=reason_of(request))
    except TequioError as fault:
        reraise_unless(fault, *DECIDED)
        return _page(request, process, fault.problem)
    messages.success(request, _("Quedó anotado: este texto no sale. Donde estaría, se dice que no se publica."))
    return back_to_queue(request, process_id) or redirect("protection:readings", process_id)


@require_POST
def again(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    put_text_back(actor=actor_of(request), reading=_row(process, text_id))
    messages.success(request, _("El texto volvió a lectura: lo leen otra vez dos personas."))
    return back_to_queue(request, process_id) or redirect("protection:readings", process_id)


def _row(process: Process, text_id: UUID) -> TextReading:
    found: TextReading = get_object_or_404(queries.text_readings(process), pk=text_id)
    return found


def _page(request: HttpRequest, process: Process, problem: Problem | None = None) -> HttpResponse:
    actor = actor_of(request)
    protector = may_here(actor, "review_voice", process.pk)
    asked = request.POST if request.method == "POST" else request.GET
    name = asked.get("cola" if request.method == "POST" else "lectura", "")
    show = Show(name) if name in set(Show) else Show.MINE if protector else Show.ALL
    kind = asked.get("clase", "")
    kind = kind if kind == VOICE or kind in declared() else ""
    rows = queue.queue_of(process)
    counted = rows.counts(actor.pseudonym, kind)
    page = Paginator(rows.listed(actor.pseudonym, show, kind), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "protection/readings.html", {
        "tabs": _tabs(process, counted, show, kind, protector), "kinds": _kinds(process, show, kind), "page": page,
        "query": f"lectura={show.value}{f'&clase={kind}' if kind else ''}", "show": show.value, "kind": kind,
        "entries": entries(process, list(page), actor.pseudonym, protector=protector), "protector": protector,
        "new": counted.new if protector else 0,
        "asked": _asked(process, actor.pseudonym) if protector else [],
        "reasons": RefusalReason.choices, "labels": TapLabel.choices,
        "problem": problem, "crumbs": crumbs(process, (_("Leer antes de que salga"), "")),
    }, status=400 if problem else 200)


def _asked(process: Process, pseudonym: str) -> list[Waiting]:
    """Masks that somebody else asked to lift: the second person is waited for here."""
    rows = queries.asked_lifts(process)
    found = queries.text_readings(process).filter(object_id__in=[row.object_id for row in rows]) if rows else []
    return waiting_for(rows, list(found), pseudonym)


def _tabs(process: Process, counted: Counts, current: Show, kind: str, protector: bool) -> list[dict[str, Any]]:
    base, by_status = reverse("protection:readings", args=[process.pk]), counted.by_status
    every = [(Show.MINE, _("Te esperan"), counted.mine)] if protector else []
    every += [(Show.MACHINE, _("No los ha leído nadie"), by_status["machine"]),
              (Show.FIRST, _("Una persona"), by_status["first"]),
              (Show.APPROVED, _("Dos personas"), by_status["approved"]),
              (Show.REFUSED, _("No salen"), by_status["refused"]), (Show.ALL, _("Todos"), counted.every)]
    more = f"&clase={kind}" if kind else ""
    return [{"label": label, "url": f"{base}?lectura={show}{more}", "current": show == current, "count": count}
            for show, label, count in every]


def _kinds(process: Process, show: Show, current: str) -> list[dict[str, Any]]:
    base = f"{reverse('protection:readings', args=[process.pk])}?lectura={show}"
    every = {"label": _("Todo"), "url": base, "current": not current}
    return [every] + [{"label": capfirst(_("voz") if kind == VOICE else str(declared()[kind].label)),
                       "url": f"{base}&clase={kind}", "current": kind == current}
                      for kind in queue.kinds_waiting(process)]
