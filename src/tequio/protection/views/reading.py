"""Reading one voice as it would leave: what is masked and why, who has read it, and deciding."""

from typing import Any
from uuid import UUID

from django.contrib import messages
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
from tequio.listening.cards import consents, heard_in
from tequio.protection import queries
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.actions import (
    approve_review,
    cover_again,
    lift_mask,
    put_back,
    refuse_review,
    seen,
)
from tequio.protection.reading.masks import masks, stretches
from tequio.protection.reading.models import Lift, RefusalReason, TapLabel
from tequio.protection.reading.shown import TONES
from tequio.protection.views.shared import DECIDED, back_to_queue, crumbs, reason_of, reraise_unless, whole_number


def reading(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return _page(request, process, get_object_or_404(queries.reading_list(process), pk=review_id))


@require_POST
def approve(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    review = get_object_or_404(queries.reading_list(process), pk=review_id)
    try:
        approve_review(actor=actor_of(request), review=review, as_seen=request.POST.get("seen", ""))
    except TequioError as fault:
        reraise_unless(fault, *DECIDED)
        return _page(request, process, queries.reading_list(process).get(pk=review_id), fault.problem)
    messages.success(request, _("Quedó anotado que leíste esta voz y la dejas pasar."))
    return back_to_queue(request, process_id) or redirect("protection:reading", process_id, review_id)


@require_POST
def refuse(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    review = get_object_or_404(queries.reading_list(process), pk=review_id)
    try:
        refuse_review(actor=actor_of(request), review=review, reason=reason_of(request))
    except TequioError as fault:
        reraise_unless(fault, *DECIDED)
        return _page(request, process, review, fault.problem)
    messages.success(request, _("Quedó anotado: esta voz no sale. Sigue contando en el diagnóstico."))
    return back_to_queue(request, process_id) or redirect("protection:reading", process_id, review_id)


@require_POST
def again(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    put_back(actor=actor_of(request), review=get_object_or_404(queries.reading_list(process), pk=review_id))
    messages.success(request, _("La voz volvió a lectura: la leen otra vez dos personas."))
    return back_to_queue(request, process_id) or redirect("protection:reading", process_id, review_id)


@require_POST
def lift(request: HttpRequest, process_id: UUID, review_id: UUID) -> HttpResponse:
    """Show what one mask hides, with a reason that the second person reads."""
    process = admitted(request, "review_voice", process_id)
    review = get_object_or_404(queries.reading_list(process), pk=review_id)
    start, end = (whole_number(request.POST.get(name, "")) for name in ("start", "end"))
    try:
        lift_mask(actor=actor_of(request), review=review, start=start, end=end, reason=request.POST.get("reason", ""))
    except TequioError as fault:
        reraise_unless(fault, "TQ-448", "TQ-449")
        return _page(request, process, review, fault.problem)
    messages.success(request, _("Ya no está tapado aquí. La voz vuelve a lectura: la leen dos personas como quedó."))
    return redirect("protection:reading", process_id, review_id)


@require_POST
def cover(request: HttpRequest, process_id: UUID, lift_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    row = get_object_or_404(Lift.objects.filter(process=process).select_related("voice__review"), pk=lift_id)
    cover_again(actor=actor_of(request), lift=row)
    messages.success(request, _("Volvió a quedar tapado."))
    return redirect("protection:reading", process_id, row.voice.review.pk)


def _page(request: HttpRequest, process: Process, review: Review, problem: Problem | None = None) -> HttpResponse:
    actor = actor_of(request)
    protector = may(actor, "review_voice", process_id=process.pk, territory_id=review.voice.territory_id)
    found = masks(review) if protector else []
    return render(request, "protection/reading.html", {
        "review": review, "one": _side_by_side(review, protector, stretches(review, found) if protector else ()),
        "heard": heard_in(review.voice), "problem": problem, "masks": found, "seen": seen(review),
        "may_withdraw": may(actor, "withdraw", process_id=process.pk), "mine": review.first_reviewer == actor.pseudonym,
        "state": review.status, "waits": review.status in (ReviewStatus.MACHINE, ReviewStatus.FIRST),
        "readers": [name for name in (review.first_reviewer, review.second_reviewer) if name],
        "because": review.get_refused_because_display() if review.refused_because else "",
        "labels": TapLabel.choices, "reasons": RefusalReason.choices,
        "card": {"consents": consents(review.voice),
                 "url": reverse("trace", args=[process.pk, "voice", review.voice_id])},
        "crumbs": crumbs(process, (_("Leer antes de que salga"), reverse("protection:readings", args=[process.pk])),
                         (_("Leer una voz"), "")),
    }, status=400 if problem else 200)


def _side_by_side(review: Review, protector: bool, original: Any = ()) -> dict[str, Any]:
    """The masked text for the team and, beside it, the words themselves for those who protect them."""
    voice = review.voice
    return {
        "masked": review.masked, "original": voice.text if protector else "", "protector": protector,
        "stretches": original, "group": str(voice.group or ""), "heard": heard_in(voice), "spans": review.masked_spans,
        "status": {"label": capfirst(review.get_status_display()), "tone": TONES[ReviewStatus(review.status)]},
        "url": reverse("protection:reading", args=[review.process_id, review.pk]),
    }
