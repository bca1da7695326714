"""Exchanging with other machines: cards, what goes and what comes, and what only a person can decide."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tequio.exchange.actions import accept_card, send, stop_trusting
from tequio.exchange.awaiting import Waiting, keep_here, take_back_here, waiting
from tequio.exchange.cards import Card, card_text, own_card, read_card
from tequio.exchange.conflicts import MINE, THEIRS, Decision, decisions, renamed, resolve
from tequio.exchange.models import Machine, Why, Wish
from tequio.exchange.queries import machines, open_conflicts
from tequio.exchange.taking import Received, take
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring

BUNDLE = "application/octet-stream"


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    own = own_card(process.pk, keyring.of(process.pk), settings.HOME)
    return render(request, "exchange.html", {
        "own": own, "machines": [_line(process, one) for one in machines(process)],
        "waiting": open_conflicts(process), "asked": [_asked(one) for one in waiting(process)],
        "decides": may(actor_of(request), "withdraw", process_id=process.pk), "crumbs": _crumbs(process)})


def card(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    own = own_card(process.pk, keyring.of(process.pk), settings.HOME)
    return _file(card_text(own, settings.HOME).encode(), _("tarjeta.txt"), "text/plain; charset=utf-8")


@require_POST
def accept(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Shows the words of a card first; accepts it when somebody says that they were compared."""
    process = admitted(request, "exchange", process_id)
    text = request.POST.get("card", "")
    read = read_card(text.replace("\r\n", "\n"))
    if "same" not in request.POST:
        return render(request, "exchange_card.html", {"card": read, "text": text, "crumbs": _crumbs(process, _(
            "Aceptar una tarjeta"))})
    accept_card(actor=actor_of(request), process=process, card=read)
    messages.success(request, _("Desde ahora se le cree a %(name)s.") % {"name": read.name})
    return redirect("exchange:index", process_id)


@require_POST
def stop(request: HttpRequest, process_id: UUID, machine_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    machine = get_object_or_404(Machine, process=process, pk=machine_id)
    stop_trusting(actor=actor_of(request), process=process, name=machine.name)
    messages.success(request, _("Ya no se le cree a %(name)s.") % {"name": machine.name})
    return redirect("exchange:index", process_id)


@require_POST
def write(request: HttpRequest, process_id: UUID, machine_id: UUID) -> HttpResponse:
    """A bundle for that machine, as a file."""
    process = admitted(request, "exchange", process_id)
    machine = get_object_or_404(Machine, process=process, pk=machine_id, trusted=True)
    return _file(send(actor=actor_of(request), process=process, name=machine.name), _("paquete.tequio"), BUNDLE)


@require_POST
def receive(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    files = [file.read() for file in request.FILES.getlist("bundle")]
    if not files:
        # A file too large for the memory of a page never gets here.
        raise TequioError("TQ-347", most=settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20)
    for received in take(actor=actor_of(request), process=process, files=files):
        messages.success(request, _told(received))
        for notice in received.notices:
            messages.warning(request, _notices()[notice])
    return redirect("exchange:decisions" if open_conflicts(process) else "exchange:index", process_id)


def choices(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    return render(request, "exchange_decisions.html", {
        "decisions": [_side_by_side(one) for one in decisions(process)],
        "renamed": [{"said": row.said, "shown": row.shown} for row in renamed(process)],
        "crumbs": _crumbs(process, _("Por decidir"))})


@require_POST
def choose(request: HttpRequest, process_id: UUID, conflict_id: UUID) -> HttpResponse:
    process = admitted(request, "exchange", process_id)
    keep = THEIRS if request.POST.get("keep") == THEIRS else MINE
    resolve(actor=actor_of(request), process=process, conflict=conflict_id, keep=keep)
    messages.success(request, _("Decidido. Las otras máquinas lo sabrán con el próximo paquete."))
    return redirect("exchange:decisions", process_id)


@require_POST
def asked(request: HttpRequest, process_id: UUID, awaited_id: UUID) -> HttpResponse:
    """What a lent machine took back goes here as well, or stays."""
    process = admitted(request, "withdraw", process_id)
    if request.POST.get("keep") == THEIRS:
        take_back_here(actor=actor_of(request), process=process, awaited=awaited_id)
        messages.success(request, _("Se retiró aquí también. Las otras máquinas lo sabrán con el próximo paquete."))
    else:
        keep_here(actor=actor_of(request), process=process, awaited=awaited_id)
        messages.success(request, _("Se queda aquí. En la otra máquina ya no está."))
    return redirect("exchange:index", process_id)


def _asked(one: Waiting) -> dict[str, Any]:
    return {"id": one.id, "noun": capfirst(one.noun), "title": one.title, "machine": one.machine,
            "wish": Wish(one.wish).label, "some": bool(one.uses)}


def _line(process: Process, machine: Machine) -> dict[str, Any]:
    words = Card(process.pk, machine.recipient, machine.signer).words
    return {"id": machine.pk, "name": machine.name, "words": words, "trusted": machine.trusted,
            "lent": machine.limits is not None}


def _side_by_side(one: Decision) -> dict[str, Any]:
    return {"id": one.id, "noun": capfirst(one.noun), "title": one.title, "why": Why(one.why).label,
            "waits": one.why == Why.WAITING, "mine_gone": one.mine_gone, "theirs_gone": one.theirs_gone,
            "rows": [{"column": capfirst(row.column), "mine": row.mine, "theirs": row.theirs}
                     for row in one.differences]}


def _told(received: Received) -> str:
    return ngettext("De %(machine)s llegó %(n)s cambio.", "De %(machine)s llegaron %(n)s cambios.", received.rows) % {
        "machine": received.machine, "n": received.rows}


def _notices() -> dict[str, str]:
    return {
        "again": _("Ese paquete ya se había recibido: no cambia nada."),
        "older": _("Esa máquina está en un día anterior al último que se conoce: se recuperó de un respaldo, o el "
                   "paquete llegó tarde. Pregunten."),
        "changed": _("El registro de esa máquina no es el que se conocía. Pregunten antes de seguir."),
        "waits": _("Esa máquina retiró algo que aquí sigue. Abajo se decide si se retira aquí también."),
        "due": _("Llegó algo cuyo plazo ya se había cumplido aquí: hay que destruirlo otra vez."),
    }


def _crumbs(process: Process, here: str = "") -> list[dict[str, str]]:
    first = [{"label": _("Inicio"), "url": reverse("home", args=[process.pk])},
             {"label": _("Intercambio"), "url": reverse("exchange:index", args=[process.pk]) if here else ""}]
    return [*first, {"label": here, "url": ""}] if here else first


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    # A neutral name: it may be looked at on the way.
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
