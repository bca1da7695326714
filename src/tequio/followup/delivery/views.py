"""Pages of a commitment: promising, each step, what was done, and the pictures that show it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.review.queries import conditions_of
from tequio.followup.delivery import actions
from tequio.followup.delivery.forms import ActionForm, EvidenceForm, MoveForm, PromiseForm
from tequio.followup.delivery.models import Evidence
from tequio.followup.delivery.shown import shown
from tequio.followup.delivery.states import possible
from tequio.followup.models import Action, Commitment, Response
from tequio.followup.pages import Crumb, found_in, home, task, tried, went_through
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording
from tequio.listening.entry.pictures import HEAVIEST, too_heavy

# Room for the boundaries and the other fields of the form around the file.
AROUND = 64 * 1024


def promise(request: HttpRequest, process_id: UUID, response_id: UUID) -> HttpResponse:
    process = admitted(request, "record_commitment", process_id)
    row = found_in(process, Response.objects.select_related("item__agenda", "institution"), response_id)
    form = PromiseForm(request.POST or None, initial={"conditions": "\n".join(conditions_of(row.item))})
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.promise(
            actor=actor_of(request), response=row, promised=form.promised()))
        if made:
            return redirect("followup:commitment", process_id, made.pk)
    return task(request, form, title=_("Anotar un compromiso"), submit=_("Guardar"), eyebrow=row.institution.name,
                back=reverse("followup:item", args=[process_id, row.item_id]), crumbs=[home(process_id)])


def page(request: HttpRequest, process_id: UUID, commitment_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = _commitment(process, commitment_id)
    return render(request, "followup/commitment.html", {
        "row": row, "shown": shown(row, today(), wording(process)), "office": row.response.institution.name,
        "item_url": reverse("followup:item", args=[process_id, row.response.item_id]),
        "trail": reverse("trace", args=[process_id, "commitment", row.pk]),
        "writes": may(actor_of(request), "step_commitment", process_id=process_id),
        "crumbs": [*_crumbs(row)[:2], {"label": _("Compromiso"), "url": ""}]})


def step(request: HttpRequest, process_id: UUID, commitment_id: UUID) -> HttpResponse:
    process = admitted(request, "step_commitment", process_id)
    row = _commitment(process, commitment_id)
    steps = list(row.steps.all())
    form = MoveForm(possible(actions.promise_of(row, steps)), request.POST or None, initial={"seen": len(steps)})
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: actions.step_commitment(
            actor=actor_of(request), commitment=row, moved=form.moved(), seen=form.cleaned_data["seen"]))
        if form.is_valid():
            return redirect("followup:commitment", process_id, commitment_id)
    return task(request, form, title=_("Anotar lo que pasó con el compromiso"), submit=_("Guardar"),
                eyebrow=row.response.institution.name, back=_address(row), crumbs=_crumbs(row))


def act(request: HttpRequest, process_id: UUID, commitment_id: UUID) -> HttpResponse:
    process = admitted(request, "note_action", process_id)
    row = _commitment(process, commitment_id)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.note_action(
            actor=actor_of(request), commitment=row, **form.cleaned_data)):
        return redirect("followup:commitment", process_id, commitment_id)
    return task(request, form, title=_("Anotar lo que se hizo"), submit=_("Guardar"),
                eyebrow=row.response.institution.name, back=_address(row), crumbs=_crumbs(row))


def keep(request: HttpRequest, process_id: UUID, action_id: UUID) -> HttpResponse:
    process = admitted(request, "keep_evidence", process_id)
    row = found_in(process, Action.objects.select_related(
        "commitment__response__item__agenda", "commitment__response__institution"), action_id)
    # Refused by its announced length: a body that large is never taken into memory, let alone to disk.
    if int(request.META.get("CONTENT_LENGTH") or 0) > HEAVIEST + AROUND:
        raise too_heavy()
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.keep_evidence(
            actor=actor_of(request), action=row, data=form.cleaned_data["picture"].read(),
            caption=form.cleaned_data["caption"])):
        return redirect("followup:commitment", process_id, row.commitment_id)
    return task(request, form, title=_("Guardar una fotografía de lo que se hizo"), submit=_("Guardar"),
                back=_address(row.commitment), crumbs=_crumbs(row.commitment))


def evidence(request: HttpRequest, process_id: UUID, evidence_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    answer = HttpResponse(actions.jpeg(found_in(process, Evidence.objects, evidence_id)), content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="evidencia.jpg"'
    return answer


def drop(request: HttpRequest, process_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Asks first; destroys it on POST."""
    process = admitted(request, "keep_evidence", process_id)
    row = found_in(process, Evidence.objects.select_related("action__commitment__response__item__agenda"), evidence_id)
    back = _address(row.action.commitment)
    if request.method == "POST":
        actions.drop_evidence(actor=actor_of(request), evidence=row)
        return redirect(back)
    return render(request, "confirm.html", {
        "title": _("¿Destruir esta fotografía?"), "submit": _("Sí, destruirla"), "back": back,
        "text": _("Su llave se destruye: no se podrá ver aquí, ni en otra máquina, ni en un respaldo. No se puede "
                  "deshacer."),
        "picture": reverse("followup:evidence", args=[process_id, evidence_id]),
        "crumbs": [home(process_id), {"label": _("Destruir"), "url": ""}]})


def _commitment(process: Process, commitment_id: UUID) -> Commitment:
    whole = Commitment.objects.select_related("response__item__agenda", "response__institution").prefetch_related(
        "steps", "actions__pictures")
    row: Commitment = found_in(process, whole, commitment_id)
    return row


def _address(row: Commitment) -> str:
    return reverse("followup:commitment", args=[row.process_id, row.pk])


def _crumbs(row: Commitment) -> list[Crumb]:
    item = row.response.item
    return [home(row.process_id), {"label": _("Punto %(number)s") % {"number": item.number},
                                   "url": reverse("followup:item", args=[row.process_id, item.pk])},
            {"label": _("Compromiso"), "url": _address(row)}]


