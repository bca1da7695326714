"""Handing a file over, looking at what was recognised, confirming, and the account of what came in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.chain.bringing.bring import bring
from tequio.chain.bringing.onto import unasked
from tequio.chain.bringing.preview import preview
from tequio.chain.bringing.recognise import recognised
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.accounts.reach import reach
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Handed, hand_in
from tequio.foundation.places.models import Level, Process, Territory
from tequio.listening import queries
from tequio.listening.bringing import actions
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.fieldwork.ways import takes_cards
from tequio.listening.models import Encounter
from tequio.web.pages.bringing.forms import FileForm, chosen
from tequio.web.pages.bringing.shown import account_of, earlier, seen


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The form, and what came in before."""
    process = admitted(request, "import_material", process_id)
    actions.sweep(process)
    form = FileForm(_encounters(process), _territories(process), request.POST or None, request.FILES or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("bringing:look", process_id, _hand_over(request, process, form).pk)
        except TequioError as fault:
            problem = fault.problem
    return render(request, "bringing/index.html", {
        "form": form, "problem": problem, "earlier": earlier(process), "most": actions.HEAVIEST // (1024 * 1024),
        "crumbs": _crumbs(process_id)}, status=400 if problem else 200)


def look(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> HttpResponse:
    row = _delivery(request, process_id, delivery_id)
    if row.done:
        return redirect("bringing:account", process_id, delivery_id)
    found = preview(actor=actor_of(request), delivery=row, choices=actions.choices_of(row))
    return render(request, "bringing/look.html", seen(row, found) | {
        "delivery": row, "title": row.name, "crumbs": _crumbs(process_id, _("Qué se reconoció"))})


@require_POST
def choose(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> HttpResponse:
    row = _delivery(request, process_id, delivery_id)
    actions.choose(actor=actor_of(request), delivery=row, choices=chosen(request.POST, row.kind))
    return redirect("bringing:look", process_id, delivery_id)


@require_POST
def confirm(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> HttpResponse:
    """What was looked at comes in. Choices that were only suggested are made now, so that nothing else is read."""
    row = _delivery(request, process_id, delivery_id)
    if row.done:
        return redirect("bringing:account", process_id, delivery_id)
    found = preview(actor=actor_of(request), delivery=row, choices=actions.choices_of(row))
    if not found.ready or unasked(row, found.choices):
        return redirect("bringing:look", process_id, delivery_id)
    bring(actor=actor_of(request), delivery=row, choices=found.choices)
    return redirect("bringing:account", process_id, delivery_id)


@require_POST
def let_go(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> HttpResponse:
    actions.let_go(actor=actor_of(request), delivery=_delivery(request, process_id, delivery_id))
    messages.success(request, _("El archivo se destruyó. No entró nada de él."))
    return redirect("bringing:index", process_id)


def account(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> HttpResponse:
    row = _delivery(request, process_id, delivery_id)
    if not row.done:
        return redirect("bringing:look", process_id, delivery_id)
    return render(request, "bringing/account.html", account_of(row) | {
        "delivery": row, "title": row.name, "crumbs": _crumbs(process_id, _("Qué entró"))})


def _hand_over(request: HttpRequest, process: Process, form: FileForm) -> Delivery:
    """Raises TequioError for a file that is no such thing, or too large."""
    territory, encounter = form.place()
    admitted(request, "import_material", process.pk, territory_id=territory.pk)
    file, beside = _handed(form.cleaned_data["file"]), form.cleaned_data["beside"]
    kind = FileKind(form.cleaned_data["kind"] or recognised(file))
    if kind == FileKind.AGENDA_LIST and not may(
            actor_of(request), "draft_proposals", process_id=process.pk, territory_id=territory.pk):
        raise TequioError("TQ-436", file=file.name)
    return actions.hand_over(actor=actor_of(request), territory=territory, encounter=encounter, kind=kind, file=file,
                             beside=_handed(beside) if beside else None)


def _handed(file: "UploadedFile[Any]") -> Handed:
    return hand_in(file.name or "", file.read())


def _delivery(request: HttpRequest, process_id: UUID, delivery_id: UUID) -> Delivery:
    """The file, for somebody who may bring files in there; one that waits only for whoever handed it over."""
    found = Delivery.objects.filter(process_id=process_id, pk=delivery_id).select_related(
        "process", "territory", "encounter").first()
    admitted(request, "import_material", process_id, territory_id=found.territory_id if found else None)
    if found is None or (not found.done and found.by != actor_of(request).pseudonym):
        raise Http404
    return found


def _encounters(process: Process) -> list[Encounter]:
    return [row for row in queries.encounters(process) if takes_cards(row)]


def _territories(process: Process) -> list[Territory]:
    """Those with work of their own; whoever works in some only sees these."""
    rows = process.territories.exclude(level__in=(Level.COUNTRY, Level.STATE, Level.NEIGHBOURHOOD))
    within = reach()
    return list(rows if within is None else rows.filter(pk__in=within))


def _crumbs(process_id: UUID, last: str = "") -> list[dict[str, Any]]:
    here = _("Traer un archivo")
    crumbs = [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
              {"label": here, "url": reverse("bringing:index", args=[process_id]) if last else ""}]
    return [*crumbs, {"label": last, "url": ""}] if last else crumbs
