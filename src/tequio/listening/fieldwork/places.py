"""Pages about whole territories and about the team: suspending work, guides, pseudonyms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.audit.actions import today
from tequio.listening.admission import admitted_at
from tequio.listening.fieldwork import pseudonyms, suspensions
from tequio.listening.fieldwork.forms import PseudonymKeyForm, SuspensionForm
from tequio.listening.fieldwork.models import PseudonymKey
from tequio.listening.guides import guide
from tequio.listening.models import EncounterKind


def suspend(request: HttpRequest, process_id: UUID, territory_id: UUID) -> HttpResponse:
    place = admitted_at(request, "suspend_territory", process_id, territory_id)
    form = SuspensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        suspensions.suspend(actor=actor_of(request), territory=place, reason=said["reason"], note=said["note"],
                            declared=said["declared"], declare_from=said["declare_from"])
        return redirect("listening:index", process_id)
    title = _("Suspender el trabajo en %(place)s") % {"place": place.name}
    return render(request, "listening/task.html", {
        "title": title, "form": form, "submit": _("Suspender"), "back": reverse("listening:index", args=[process_id]),
        "lede": _("Ningún encuentro se realiza ahí mientras dure. Lo que ya dio se conserva; lo que falta se señala."),
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": title, "url": ""}]})


@require_POST
def resume(request: HttpRequest, process_id: UUID, territory_id: UUID) -> HttpResponse:
    place = admitted_at(request, "resume_territory", process_id, territory_id)
    suspensions.resume(actor=actor_of(request), territory=place)
    messages.success(request, _("El trabajo en %(place)s se retomó.") % {"place": place.name})
    return redirect("listening:index", process_id)


@require_POST
def declare(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "suspend_territory", process_id)
    suspensions.declare_due(actor=actor_of(request), process=process, day=today())
    return redirect("listening:silences", process_id)


def guides(request: HttpRequest, process_id: UUID) -> HttpResponse:
    admitted(request, "read_words", process_id)
    language = (get_language() or "es")[:2]
    return render(request, "listening/guides.html", {
        "guides": [(kind.value, guide(kind.value, language)) for kind in EncounterKind],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Guías y hojas"), "url": ""}]})


def team(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_pseudonym_keys", process_id)
    form = PseudonymKeyForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        pseudonyms.keep_key(actor=actor_of(request), process=process, pseudonym=form.cleaned_data["pseudonym"],
                            note=form.cleaned_data["note"])
        return redirect("listening:team", process_id)
    notes = {row.pseudonym: row.note for row in PseudonymKey.objects.filter(process=process)}
    return render(request, "listening/team.html", {
        "form": form, "noted": bool(notes),
        "rows": [{"term": name, "value": notes.get(name, _("sin clave"))} for name in pseudonyms.in_use(process)],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Seudónimos"), "url": ""}]})


@require_POST
def forget_team(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "destroy_pseudonym_keys", process_id)
    pseudonyms.destroy_keys(actor=actor_of(request), process=process)
    messages.success(request, _("Ya nadie puede saber aquí quién es quién."))
    return redirect("listening:index", process_id)
