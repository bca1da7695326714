"""Pages of protection: who has read what before anything leaves, and taking a voice back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tequio.listening.cards import day, heard_in, voice_cards
from tequio.listening.models import Use
from tequio.listening.queries import allowing
from tequio.protection import queries
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.actions import approve_review
from tequio.protection.withdrawing.actions import withdraw_voice

PER_PAGE = 30
SAME_READER = "TQ-442"
TONES = {ReviewStatus.MACHINE: "still", ReviewStatus.FIRST: "moving", ReviewStatus.APPROVED: "done",
         ReviewStatus.REFUSED: "refused"}


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    counted, taken_back = queries.review_counts(process), queries.withdrawals(process)
    listed = reverse("protection:readings", args=[process_id])
    figures = [
        {"label": _("voces que no ha leído nadie"), "value": counted[ReviewStatus.MACHINE],
         "note": _("Sólo pasaron por el detector."), "url": f"{listed}?lectura={ReviewStatus.MACHINE}"},
        {"label": _("leídas por una persona"), "value": counted[ReviewStatus.FIRST],
         "note": _("Les falta otra persona, distinta."), "url": f"{listed}?lectura={ReviewStatus.FIRST}"},
        {"label": _("leídas por dos personas"), "value": counted[ReviewStatus.APPROVED],
         "note": _("Su texto tapado puede salir, si se dio permiso."),
         "url": f"{listed}?lectura={ReviewStatus.APPROVED}"},
        {"label": _("voces retiradas"), "value": taken_back.count(),
         "note": _("Sus palabras ya no se pueden leer en ninguna copia."),
         "url": reverse("protection:withdrawals", args=[process_id])},
    ]
    return render(request, "protection/index.html", {
        "figures": figures, "done": counted[ReviewStatus.APPROVED], "total": counted.total(), "listed": listed,
        "quotable": len(queries.readable_outside(process) & allowing(process, Use.QUOTE)),
        "masked": queries.reviews(process).aggregate(n=Sum("masked_spans"))["n"] or 0,
    })


def readings(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    asked = request.GET.get("lectura", "")
    status = asked if asked in ReviewStatus.values else ""
    page = Paginator(queries.reading_list(process, status), PER_PAGE).get_page(request.GET.get("page"))
    protector = may(actor_of(request), "review_voice", process_id=process_id)
    return render(request, "protection/readings.html", {
        "tabs": _tabs(process, status), "page": page, "query": f"lectura={status}" if status else "",
        "reviews": [_side_by_side(review, protector) for review in page],
        "crumbs": _crumbs(process, _("Lectura de voces")),
    })


def reading(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return _reading_page(request, process, get_object_or_404(queries.reading_list(process), pk=review_id))


@require_POST
def approve(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    review = get_object_or_404(queries.reading_list(process), pk=review_id)
    try:
        approve_review(actor=actor_of(request), review=review)
    except TequioError as fault:
        if fault.problem.code != SAME_READER:
            raise
        return _reading_page(request, process, review, fault.problem)
    messages.success(request, _("Quedó anotado que leíste esta voz y la dejas pasar."))
    return redirect("protection:reading", process_id, review_id)


def withdraw(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    """Asks first and says what rests on the voice; takes it back on POST."""
    process = admitted(request, "withdraw", process_id)
    review = get_object_or_404(queries.reading_list(process), pk=review_id)
    if request.method == "POST":
        withdraw_voice(actor=actor_of(request), voice=review.voice)
        messages.success(request, _("La voz fue retirada. Sus palabras ya no se pueden leer aquí ni en los respaldos."))
        return redirect("protection:withdrawals", process_id)
    return render(request, "protection/withdraw.html", {
        "review": review, "heard": heard_in(review.voice), "reach": _reach(queries.resting_on(review.voice)),
        "crumbs": _crumbs(process, _("Retirar una voz")),
    })


def withdrawals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    rows = [[{"text": day(row.day)}, {"text": capfirst(str(nouns()[row.kind].label))},
             {"text": ", ".join(f"{one['value']} {one['term'].lower()}" for one in _reach(row.reach)) or _("nada más")}]
            for row in queries.withdrawals(process).order_by("-day")]
    return render(request, "protection/withdrawals.html", {
        "table": {"caption": _("Lo que se ha retirado"), "rows": rows, "columns": [
            {"label": _("Día")}, {"label": _("Qué")}, {"label": _("Qué se apoyaba ahí y hay que volver a mirar")}]},
        "crumbs": _crumbs(process, _("Retiros")),
    })


def _reading_page(request: HttpRequest, process: Process, review: Review,
                  problem: Problem | None = None) -> HttpResponse:
    actor = actor_of(request)
    protector = may(actor, "review_voice", process_id=process.pk)
    return render(request, "protection/reading.html", {
        "review": review, "one": _side_by_side(review, protector), "heard": heard_in(review.voice), "problem": problem,
        "may_withdraw": may(actor, "withdraw", process_id=process.pk),
        "waits": review.status in (ReviewStatus.MACHINE, ReviewStatus.FIRST),
        "mine": review.first_reviewer == actor.pseudonym,
        "readers": [name for name in (review.first_reviewer, review.second_reviewer) if name],
        "card": voice_cards([review.voice])[0], "crumbs": _crumbs(process, _("Leer una voz")),
    }, status=400 if problem else 200)


def _side_by_side(review: Review, protector: bool) -> dict[str, Any]:
    """The masked text for the team and, beside it, the words themselves for those who protect them."""
    voice = review.voice
    return {
        "masked": review.masked, "original": voice.text if protector else "", "protector": protector,
        "group": str(voice.group or ""), "heard": heard_in(voice), "spans": review.masked_spans,
        "status": {"label": capfirst(review.get_status_display()), "tone": TONES[ReviewStatus(review.status)]},
        "url": reverse("protection:reading", args=[review.process_id, review.pk]),
    }


def _tabs(process: Process, current: str) -> list[dict[str, Any]]:
    counted, base = queries.review_counts(process), reverse("protection:readings", args=[process.pk])
    every = {"label": _("Todas"), "url": base, "current": not current, "count": counted.total()}
    return [every] + [{"label": capfirst(status.label), "url": f"{base}?lectura={status}", "current": status == current,
                       "count": counted[status]} for status in ReviewStatus]


def _reach(found: Mapping[str, int]) -> list[dict[str, Any]]:
    """What rests on a voice, in the order of the chain."""
    known = sorted((kind for kind in found if kind in nouns()), key=lambda kind: nouns()[kind].step)
    return [{"term": capfirst(str(nouns()[kind].plural if found[kind] > 1 else nouns()[kind].label)),
             "value": found[kind]} for kind in known]


def _crumbs(process: Process, here: str) -> list[dict[str, str]]:
    return [{"label": _("Protección"), "url": reverse("protection:index", args=[process.pk])},
            {"label": here, "url": ""}]
