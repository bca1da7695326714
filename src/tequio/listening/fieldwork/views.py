"""Pages of one encounter before and after it is held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.listening.admission import admitted_to
from tequio.listening.cards import encounter_title
from tequio.listening.fieldwork import holding, planning
from tequio.listening.fieldwork.forms import (
    ArrangedForm,
    ClosingForm,
    HeldForm,
    NewEncounterForm,
    PreparationForm,
    ReflectionForm,
    StopForm,
)
from tequio.listening.fieldwork.models import Appointment, Plan, Reflection
from tequio.listening.fieldwork.suspensions import stopped
from tequio.listening.guides import guide
from tequio.listening.models import Encounter


def new(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "plan_encounter", process_id)
    form = NewEncounterForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = planning.prepare_encounter(
            actor=actor_of(request), process=process, territory=said["territory"], kind=said["kind"],
            arranged=form.arranged(), facilitator=said["facilitator"], team=said["team"], recording=said["recording"])
        return redirect("listening:preparation", process_id, row.pk)
    return _page(request, process_id, None, form, title=_("Planear un encuentro"), submit=_("Guardar y preparar"),
                 lede=_("Primero se piensa cómo cuidar a quienes vienen y a quienes preguntan. Nada se realiza sin que "
                        "una persona diga «adelante»."))


def preparation(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "assess_encounter", process_id, encounter_id)
    plan = Plan.objects.filter(encounter=row).first()
    form = PreparationForm(plan, request.POST or None)
    if request.method == "POST" and form.is_valid():
        planning.assess(actor=actor_of(request), encounter=row, prepared=form.prepared())
        messages.success(request, _("La preparación quedó sellada. Falta que una persona decida."))
        return redirect("listening:preparation", process_id, encounter_id)
    lacking = planning.missing(plan) if plan else []
    language = (get_language() or "es")[:2]
    return render(request, "listening/preparation.html", {
        "encounter": row, "title": encounter_title(row), "form": form, "plan": plan,
        "guide": guide(row.kind, language), "appointment": Appointment.objects.filter(encounter=row).first(),
        "stopped": stopped(row.territory), "lacking": [en if language == "en" else es for es, en in lacking],
        "decides": may(actor_of(request), "decide_encounter", process_id=process_id, territory_id=row.territory_id),
        "crumbs": _crumbs(process_id, row, _("Preparación")),
    })


def arrange(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "plan_encounter", process_id, encounter_id)
    kept = Appointment.objects.filter(encounter=row).first()
    day, _space, hour = kept.moment.partition(" ") if kept else ("", "", "")
    form = ArrangedForm(request.POST or None, initial={
        "day": day, "hour": hour, "place": kept.place if kept else "", "check_in": kept.check_in if kept else ""})
    if request.method == "POST" and form.is_valid():
        planning.arrange(actor=actor_of(request), encounter=row, arranged=form.arranged())
        return redirect("listening:preparation", process_id, encounter_id)
    return _page(request, process_id, row, form, title=_("Día y lugar"), submit=_("Guardar"),
                 lede=_("Si cambia el día o el lugar, el visto bueno se tiene que dar otra vez."))


@require_POST
def decide(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "decide_encounter", process_id, encounter_id)
    planning.decide(actor=actor_of(request), encounter=row, go=request.POST.get("decision") == "go",
                    reason=request.POST.get("reason", "")[:1000])
    return redirect("listening:preparation", process_id, encounter_id)


def held(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "hold_encounter", process_id, encounter_id)
    form = HeldForm(list(row.process.groups.all()), row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        holding.hold_encounter(actor=actor_of(request), encounter=row, happened=holding.Happened(
            said["day"], form.attendance(), form.allowed(), said["recording"], said["assent"]))
        return redirect("listening:encounter", process_id, encounter_id)
    return _page(request, process_id, row, form, title=_("Anotar que se realizó"), submit=_("Guardar"),
                 lede=_("Cuántas personas de cada grupo, qué se permitió y en qué semana. Nunca quiénes."))


def stop(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "suspend_encounter", process_id, encounter_id)
    steps = [("suspend", _("Se pospone o se interrumpió")), ("cancel", _("Se cancela"))]
    form = StopForm(steps[row.status != "planned":], request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = holding.suspend_encounter if said["step"] == "suspend" else holding.cancel_encounter
        act(actor=actor_of(request), encounter=row, reason=said["reason"])
        return redirect("listening:encounter", process_id, encounter_id)
    return _page(request, process_id, row, form, title=_("Posponer o cancelar"), submit=_("Guardar"),
                 lede=_("Cancelar a tiempo también es hacer bien el trabajo. El hueco queda señalado."))


@require_POST
def again(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "plan_encounter", process_id, encounter_id)
    holding.plan_again(actor=actor_of(request), encounter=row)
    return redirect("listening:preparation", process_id, encounter_id)


def reflection(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "write_reflection", process_id, encounter_id)
    kept = Reflection.objects.filter(encounter=row).first()
    form = ReflectionForm(request.POST or None, initial={"text": kept.text if kept else ""})
    if request.method == "POST" and form.is_valid():
        holding.write_reflection(actor=actor_of(request), encounter=row, text=form.cleaned_data["text"])
        messages.success(request, _("La reflexión quedó sellada."))
        return redirect("listening:encounter", process_id, encounter_id)
    return _page(request, process_id, row, form, title=_("Reflexión"), submit=_("Sellar"), lede="")


def close(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    row = admitted_to(request, "close_encounter", process_id, encounter_id)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holding.close_encounter(actor=actor_of(request), encounter=row)
        messages.success(request, _("El encuentro quedó cerrado: se conserva la semana y nada más preciso."))
        return redirect("listening:encounter", process_id, encounter_id)
    return _page(request, process_id, row, form, title=_("Cerrar el encuentro"), submit=_("Cerrar y destruir el día"),
                 lede=_("Después de cerrar ya no se anota nada. El día, la hora, el lugar y los avisos se destruyen, "
                        "también en los respaldos; queda la semana. Las claves de seudónimos que ya nadie necesita se "
                        "destruyen con ellos."))


def _page(request: HttpRequest, process_id: UUID, row: Encounter | None, form: Form, *, title: str, submit: str,
          lede: str) -> HttpResponse:
    back = reverse("listening:encounter", args=[process_id, row.pk]) if row else reverse(
        "listening:index", args=[process_id])
    return render(request, "listening/task.html", {
        "title": title, "lede": lede, "eyebrow": encounter_title(row) if row else "", "form": form, "submit": submit,
        "back": back, "crumbs": _crumbs(process_id, row, title)})


def _crumbs(process_id: UUID, row: Encounter | None, title: str) -> list[dict[str, Any]]:
    crumbs = [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])}]
    if row:
        crumbs.append({"label": encounter_title(row), "url": reverse("listening:encounter", args=[process_id, row.pk])})
    return [*crumbs, {"label": title, "url": ""}]
