"""Words that people marked: everywhere masked, and what a mark still needs when it is taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.protection import queries
from tequio.protection.models import Review, Tap, TapLabel
from tequio.protection.reading.taps import tap, untap
from tequio.protection.views.shared import back_to_queue, crumbs, reraise_unless


def taps(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    return _page(request, process)


@require_POST
def add(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Mark words; from the page of a reading it goes back there."""
    process = admitted(request, "review_voice", process_id)
    asked = request.POST.get("label", "")
    label = TapLabel(asked) if asked in TapLabel.values else TapLabel.ALIAS
    try:
        changed = tap(actor=actor_of(request), process=process, words=request.POST.get("words", ""), label=label)
    except TequioError as fault:
        reraise_unless(fault, "TQ-446", "TQ-447")
        return _page(request, process, fault.problem)
    messages.success(request, _("Quedó marcada en todo el proceso. ") + ngettext(
        "%(n)s voz tapa ahora algo más y vuelve a lectura.", "%(n)s voces tapan ahora algo más y vuelven a lectura.",
        changed) % {"n": changed})
    if there := back_to_queue(request, process_id):
        return there
    wanted = _identifier(request.POST.get("review", ""))
    review = Review.objects.filter(process=process, pk=wanted).first() if wanted else None
    return redirect("protection:reading", process_id, review.pk) if review else redirect("protection:taps", process_id)


@require_POST
def remove(request: HttpRequest, process_id: UUID, tap_id: UUID) -> HttpResponse:
    process = admitted(request, "review_voice", process_id)
    changed = untap(actor=actor_of(request), mark=get_object_or_404(queries.taps(process), pk=tap_id))
    messages.success(request, _("Se quitó la marca. ") + ngettext(
        "%(n)s voz vuelve a lectura antes de mostrarlo.", "%(n)s voces vuelven a lectura antes de mostrarlo.",
        changed) % {"n": changed})
    return redirect("protection:taps", process_id)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, process: Process, problem: Problem | None = None) -> HttpResponse:
    rows = sorted(queries.taps(process), key=lambda row: row.words.lower())
    return render(request, "protection/taps.html", {
        "taps": [{"words": row.words, "label": _label(row), "by": row.by,
                  "url": reverse("protection:untap", args=[process.pk, row.pk])} for row in rows],
        "labels": TapLabel.choices, "problem": problem, "crumbs": crumbs(process, (_("Palabras marcadas"), "")),
    }, status=400 if problem else 200)


def _label(row: Tap) -> str:
    return str(TapLabel(row.label).label) if row.label in TapLabel.values else row.label.lower()
