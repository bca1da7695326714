"""Pages of interventions: all of them, one with its gap, and what is written down about it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.followup.assessment.gap import Gap, Seen, agreement, profile
from tequio.followup.interventions import actions
from tequio.followup.interventions.forms import TABLE, EffectForm, InterventionForm, SightingForm
from tequio.followup.interventions.models import Effect, Element, Found, Intervention, Observer
from tequio.followup.pages import Crumb, found_in, home, task, tried, went_through
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Wording, wording
from tequio.listening.cards import day


def every(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    words = wording(process)
    rows = Intervention.objects.filter(process=process).select_related("institution", "territory")
    return render(request, "followup/interventions.html", {
        "process_id": process_id, "writes": may(actor_of(request), "record_intervention", process_id=process_id),
        "entries": [{"title": words.drafted(row.name), "eyebrow": row.territory.name, "meta": [row.institution.name],
                     "url": reverse("followup:intervention", args=[process_id, row.pk])} for row in rows],
        "crumbs": [home(process_id), {"label": _("Intervenciones"), "url": ""}]})


def new(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "record_intervention", process_id)
    form = InterventionForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: actions.record_intervention(
            actor=actor_of(request), institution=form.cleaned_data["institution"],
            territory=form.cleaned_data["territory"], described=form.described()))
        if row:
            return redirect("followup:intervention", process_id, row.pk)
    return task(request, form, title=_("Anotar una intervención"), submit=_("Guardar"),
                lede=_("Un programa u operativo de una oficina: qué dice de sí mismo, y con quién se diseñó."),
                back=reverse("followup:interventions", args=[process_id]), crumbs=[home(process_id)])


def page(request: HttpRequest, process_id: UUID, intervention_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row, words = _row(process, intervention_id), wording(process)
    seen = list(row.sightings.select_related("territory"))
    effects = list(row.effects.select_related("territory", "group"))
    gaps = profile(Seen(one.element, one.territory.name, one.observer, one.found, one.day) for one in seen)
    done = profile(Seen(str(one.group), one.territory.name, one.observer, one.effect, one.day) for one in effects)
    same, pairs = agreement([*gaps, *done])
    table = ", ".join(str(label) for name, label in TABLE if getattr(row, name))
    return render(request, "followup/intervention.html", {
        "row": row, "name": words.drafted(row.name), "office": row.institution.name, "place": row.territory.name,
        "facts": [{"term": _("Desde"), "value": day(row.first) if row.first else _("no se sabe")},
                  {"term": _("Hasta"), "value": day(row.last) if row.last else _("no se sabe")},
                  {"term": _("Cómo se diseñó"), "value": words.drafted(row.designed) or _("no se sabe")},
                  {"term": _("Quién estuvo en la mesa"), "value": table or _("ni víctimas, ni mujeres, ni jóvenes")},
                  *({"term": one.get_element_display().capitalize(), "value": words.drafted(one.text)}
                    for one in row.says.all())],
        "gaps": _table(_("Lo que se encontró"), _("De qué"), gaps, dict(Element.choices), dict(Found.choices)),
        "effects": _table(_("Lo que le hace a cada grupo"), _("Grupo"), done, {}, dict(Effect.choices)),
        "pairs": pairs, "same": same, "reasons": _reasons(seen, effects, words),
        "writes": may(actor_of(request), "record_sighting", process_id=process_id),
        "crumbs": [*_crumbs(row)[:2], {"label": words.drafted(row.name), "url": ""}]})


def sighting(request: HttpRequest, process_id: UUID, intervention_id: UUID) -> HttpResponse:
    process = admitted(request, "record_sighting", process_id)
    row = _row(process, intervention_id)
    form = SightingForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.record_sighting(
            actor=actor_of(request), intervention=row, **form.cleaned_data)):
        return redirect("followup:intervention", process_id, intervention_id)
    return task(request, form, title=_("Anotar lo que se encontró"), submit=_("Guardar"), back=_address(row),
                crumbs=_crumbs(row))


def effect(request: HttpRequest, process_id: UUID, intervention_id: UUID) -> HttpResponse:
    process = admitted(request, "record_effect", process_id)
    row = _row(process, intervention_id)
    form = EffectForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.record_effect(
            actor=actor_of(request), intervention=row, **form.cleaned_data)):
        return redirect("followup:intervention", process_id, intervention_id)
    return task(request, form, title=_("Anotar lo que le hace a un grupo"), submit=_("Guardar"), back=_address(row),
                lede=_("¿Protege, no cambia nada, o reproduce la violencia? ¿A quién dañó?"), crumbs=_crumbs(row))


def _row(process: Process, intervention_id: UUID) -> Intervention:
    row: Intervention = found_in(process, Intervention.objects.select_related("institution", "territory", "process"),
                                 intervention_id)
    return row


def _table(caption: str, about: str, gaps: list[Gap], names: dict[str, Any], labels: dict[str, Any]) -> dict[str, Any]:
    """One row a place and element, one column an observer: who saw something else stands beside, not under."""
    return {"caption": caption, "columns": [{"label": about}, {"label": _("Dónde")},
                                            *({"label": str(one.label).capitalize()} for one in Observer)],
            "rows": [[{"text": names.get(gap.about, gap.about)}, {"text": gap.place},
                      *({"text": labels[gap.found[one.value]] if one.value in gap.found else None}
                        for one in Observer)] for gap in gaps]}


def _reasons(seen: list[Any], effects: list[Any], words: Wording) -> list[dict[str, Any]]:
    found = [{"day": one.day, "what": f"{one.get_element_display()}: {one.get_found_display()}",
              "who": one.get_observer_display(), "text": words.drafted(one.evidence)} for one in seen]
    found += [{"day": one.day, "what": f"{one.group}: {one.get_effect_display()}", "who": one.get_observer_display(),
               "text": words.drafted(one.reason)} for one in effects]
    return sorted(found, key=lambda one: one["day"])


def _address(row: Intervention) -> str:
    return reverse("followup:intervention", args=[row.process_id, row.pk])


def _crumbs(row: Intervention) -> list[Crumb]:
    return [home(row.process_id), {"label": _("Intervenciones"),
                                   "url": reverse("followup:interventions", args=[row.process_id])},
            {"label": _("Intervención"), "url": _address(row)}]
