"""One text of the team with what is masked in it: asking that words may stand, and agreeing as somebody else."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.protection import queries
from tequio.protection.models import TextReading
from tequio.protection.reading.lifting import VERB, Spot, agree_to_lift, ask_to_lift, cover_text_again
from tequio.protection.reading.text_masks import looked_at
from tequio.protection.views.shared import NOT_COUNTED, crumbs, reraise_unless, whole_number

# What somebody who lifts a mask may be told on the page where they did.
TOLD = ("TQ-137", "TQ-138", "TQ-139", "TQ-140", "TQ-445", "TQ-448", "TQ-449", *NOT_COUNTED)


def text(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    process = admitted(request, VERB, process_id)
    return _page(request, process, _row(process, text_id))


@require_POST
def ask(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _done(request, process_id, text_id, lambda spot: ask_to_lift(
        actor=actor_of(request), spot=spot, reason=reason),
        _("Quedó pedido. Cuando otra persona esté de acuerdo, esas palabras quedan a la vista en este texto."))


@require_POST
def agree(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    return _done(request, process_id, text_id, lambda spot: agree_to_lift(actor=actor_of(request), spot=spot),
                 _("Esas palabras quedan a la vista en este texto. Vuelve a lectura: lo leen dos personas como quedó."))


@require_POST
def cover(request: HttpRequest, process_id: UUID, text_id: UUID) -> HttpResponse:
    return _done(request, process_id, text_id, lambda spot: cover_text_again(actor=actor_of(request), spot=spot),
                 _("Volvió a quedar tapado."))


def _done(request: HttpRequest, process_id: UUID, text_id: UUID, decide: Callable[[Spot], object],
          said: str) -> HttpResponse:
    process = admitted(request, VERB, process_id)
    row = _row(process, text_id)
    start, end = (whole_number(request.POST.get(name, "")) for name in ("start", "end"))
    try:
        decide(Spot(row, start, end, request.POST.get("seen", "")))
    except TequioError as fault:
        reraise_unless(fault, *TOLD)
        return _page(request, process, row, fault.problem, asked_of=start)
    messages.success(request, said)
    return redirect("protection:text", process_id, text_id)


def _row(process: Process, text_id: UUID) -> TextReading:
    found: TextReading = get_object_or_404(queries.text_readings(process), pk=text_id)
    return found


def _page(request: HttpRequest, process: Process, row: TextReading, problem: Problem | None = None, *,
          asked_of: int | None = None) -> HttpResponse:
    """With a problem, the reason that was typed stands where it was: beside the mask that begins at `asked_of`."""
    one = looked_at(row, actor_of(request).pseudonym)
    if one is None:
        raise Http404
    return render(request, "protection/text.html", {
        "text": row, "one": one, "problem": problem, "asked_of": asked_of,
        "reason": request.POST.get("reason", ""),
        "crumbs": crumbs(process, (_("Leer antes de que salga"), reverse("protection:readings", args=[process.pk])),
                         (_("Un texto del equipo"), "")),
    }, status=400 if problem else 200)
