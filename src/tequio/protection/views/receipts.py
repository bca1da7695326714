"""Paper receipts for the team: a sheet to print, and what each slip covers once it was given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import encounter_title, week
from tequio.listening.models import Encounter, Voice
from tequio.listening.queries import encounters, voice_counts
from tequio.protection import queries
from tequio.protection.models import Covers, Receipt
from tequio.protection.receipts.actions import MOST_SLIPS, bind_slip, unbind_slip
from tequio.protection.receipts.models import Unbound
from tequio.protection.views.shared import crumbs, reraise_unless

WRONG = ("TQ-482", "TQ-483", "TQ-484")
SHEET = 24


def receipts(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "record_consent", process_id)
    counted, heard = queries.receipt_counts(process), voice_counts(process)
    return render(request, "protection/receipts.html", {
        "figures": [
            {"label": _("impresos, sin anotar qué cubren"), "value": counted[Covers.NOTHING]},
            {"label": _("cubren una voz"), "value": counted[Covers.VOICE]},
            {"label": _("cubren un encuentro"), "value": counted[Covers.ENCOUNTER]},
            {"label": _("ya se usaron para retirar"), "value": counted["used"]},
        ],
        "sheet": SHEET, "most": MOST_SLIPS,
        "entries": [{"title": f"{row.territory.name} · {encounter_title(row)}", "meta": [week(row) or ""],
                     "url": reverse("protection:receipts_of", args=[process_id, row.pk])}
                    for row in encounters(process) if heard[row.pk]],
        "crumbs": crumbs(process, (_("Recibos"), "")),
    })


def of_encounter(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    process = admitted(request, "record_consent", process_id)
    return _page(request, process, get_object_or_404(encounters(process), pk=encounter_id))


@require_POST
def bind(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    """The number on a stub, for one voice of the encounter or for all of it."""
    process = admitted(request, "record_consent", process_id)
    row = get_object_or_404(encounters(process), pk=encounter_id)
    wanted = request.POST.get("voice", "")
    voice = next((one for one in Voice.objects.filter(encounter=row) if str(one.pk) == wanted), None)
    try:
        if wanted and voice is None:
            raise TequioError("TQ-483")
        bind_slip(actor=actor_of(request), process=process, number=request.POST.get("number", ""), voice=voice,
                  encounter=None if voice else row)
    except TequioError as fault:
        reraise_unless(fault, *WRONG)
        return _page(request, process, row, fault.problem)
    messages.success(request, _("Anotado. Quien tiene el papel puede retirarlo con sus seis palabras."))
    return redirect("protection:receipts_of", process_id, encounter_id)


def unbind(request: HttpRequest, process_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Asks why; then the slip covers nothing, and can be entered where it belongs."""
    process = admitted(request, "unbind_receipt", process_id)
    receipt = get_object_or_404(
        Receipt.objects.filter(process=process).select_related("voice__encounter", "voice__process", "encounter"),
        pk=receipt_id)
    row = receipt.voice.encounter if receipt.voice else receipt.encounter
    back = reverse("protection:receipts_of", args=[process_id, row.pk]) if row else reverse(
        "protection:receipts", args=[process_id])
    problem = None
    if request.method == "POST":
        try:
            unbind_slip(actor=actor_of(request), receipt=receipt, why=request.POST.get("why", ""))
            messages.success(request, _("El recibo ya no cubre nada. Anótalo ahora donde corresponde."))
            return redirect(back)
        except TequioError as fault:
            reraise_unless(fault, "TQ-488", "TQ-489")
            problem = fault.problem
    return render(request, "protection/unbind.html", {
        "number": receipt.number, "problem": problem, "back": back, "reasons": Unbound.choices,
        "begins": _line(receipt.voice, [])["begins"] if receipt.voice else "",
        "crumbs": crumbs(process, (_("Recibos"), reverse("protection:receipts", args=[process.pk])),
                         (_("Soltar un recibo"), "")),
    }, status=400 if problem else 200)


def _page(request: HttpRequest, process: Process, row: Encounter, problem: Problem | None = None) -> HttpResponse:
    given: dict[UUID | None, list[dict[str, str]]] = {}
    loosens = may(actor_of(request), "unbind_receipt", process_id=process.pk, territory_id=row.territory_id)
    for receipt in Receipt.objects.filter(process=process, voice__encounter=row):
        given.setdefault(receipt.voice_id, []).append(_slip(receipt, loosens))
    whole = [_slip(receipt, loosens) for receipt in Receipt.objects.filter(process=process, encounter=row)]
    voices = Voice.objects.filter(encounter=row).select_related("process")
    return render(request, "protection/receipts_of.html", {
        "title": encounter_title(row), "place": row.territory.name, "problem": problem, "whole": whole,
        "voices": [_line(voice, given.get(voice.pk, [])) for voice in voices],
        "action": reverse("protection:bind", args=[process.pk, row.pk]),
        "crumbs": crumbs(process, (_("Recibos"), reverse("protection:receipts", args=[process.pk])),
                         (encounter_title(row), "")),
    }, status=400 if problem else 200)


def _slip(receipt: Receipt, loosens: bool) -> dict[str, str]:
    address = reverse("protection:unbind", args=[receipt.process_id, receipt.pk])
    return {"number": receipt.number, "unbind": address if loosens and not receipt.used else ""}


def _line(voice: Voice, numbers: list[dict[str, str]]) -> dict[str, Any]:
    words = wording(voice.process).voice(voice)
    return {"id": str(voice.pk), "key": voice.key, "numbers": numbers,
            "begins": words if len(words) < 90 else f"{words[:88].rsplit(' ', 1)[0]}…"}
