"""Pages of the return: who is owed the agenda, the sheet that is read aloud, answers, and what two people sign."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.agendas import queries
from tequio.agendas.admission import agenda_for, tried
from tequio.agendas.cards import standing
from tequio.agendas.models import Agenda, ItemAnswer
from tequio.agendas.returning import actions, shown
from tequio.agendas.returning.forms import AnswersForm, KeepForm, UnreachedForm
from tequio.agendas.returning.queries import to_show
from tequio.agendas.spoken import item_title
from tequio.foundation.accounts.access import actor_of
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Group
from tequio.foundation.trail.wording import wording


def back(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    row = agenda_for(request, "read_words", process_id, agenda_id)
    words = wording(row.process)
    can = {verb: may(actor_of(request), verb, process_id=process_id, territory_id=row.territory_id)
           for verb in ("return_agenda", "draft_agenda", "excuse_group", "finish_agenda")}
    return render(request, "agendas/back.html", {
        "agenda": row, "title": words.heading(row.title), "groups": shown.groups(row),
        "wishes": shown.wishes(row, words), "stale": queries.stale(row), "answers": shown.answers(row, words),
        "final": shown.final(row), "can": can, "stages": standing.stages(queries.status(row)),
        "crumbs": _crumbs(row, ""),
    })


def sheet(request: HttpRequest, process_id: UUID, agenda_id: UUID, group_id: UUID) -> HttpResponse:
    """What somebody reads aloud to a group, in large print; `idioma` leaves room for it in another language."""
    row = agenda_for(request, "return_agenda", process_id, agenda_id)
    group, words = _group(row, group_id), wording(row.process)
    return render(request, "agendas/sheet.html", {
        "agenda": row, "title": words.heading(row.title), "group": group, "items": shown.sheet(row, group, words),
        "opening": shown.wanted_by(row, group, words), "again": bool(shown.answers(row, words)),
        "language": request.GET.get("idioma", "")[:3] if request.GET.get("idioma", "").isalpha() else "",
        "crumbs": _crumbs(row, _("Hoja para leer")),
    })


def answer(request: HttpRequest, process_id: UUID, agenda_id: UUID, group_id: UUID) -> HttpResponse:
    row = agenda_for(request, "return_agenda", process_id, agenda_id)
    group, words = _group(row, group_id), wording(row.process)
    items = to_show(row, group)
    form = AnswersForm(items, {item.pk: item_title(item, words) for item in items},
                       queries.revision_of(row), request.POST or None)
    return _task(request, row, form, _("Lo que contestó: %(group)s") % {"group": group},
                 lambda: actions.answer_agenda(actor=actor_of(request), agenda=row, group=group, week=form.week(),
                                               answers=form.answers(), note=form.cleaned_data["note"],
                                               seen=form.cleaned_data["seen"]),
                 lede=_("Una respuesta por punto. Lo que el grupo no comparte queda impreso."))


def keep_wording(request: HttpRequest, process_id: UUID, agenda_id: UUID, answer_id: UUID) -> HttpResponse:
    row = agenda_for(request, "draft_agenda", process_id, agenda_id)
    said = ItemAnswer.objects.filter(item__agenda=row, pk=answer_id).select_related("item").first()
    if said is None:
        raise Http404
    said.item.agenda = row
    form = KeepForm(request.POST or None)
    return _task(request, row, form, _("Dejar el punto %(number)s como está") % {"number": said.item.number},
                 lambda: actions.keep_wording(actor=actor_of(request), answer=said,
                                              because=form.cleaned_data["reason"]),
                 lede=wording(row.process).drafted(said.wanted))


def unreached(request: HttpRequest, process_id: UUID, agenda_id: UUID, group_id: UUID) -> HttpResponse:
    row = agenda_for(request, "excuse_group", process_id, agenda_id)
    group, form = _group(row, group_id), UnreachedForm(request.POST or None)
    return _task(request, row, form, _("No se pudo volver: %(group)s") % {"group": group},
                 lambda: actions.declare_unreached(actor=actor_of(request), agenda=row, group=group,
                                                   why=form.cleaned_data["why"], note=form.cleaned_data["note"]),
                 lede=_("La agenda lo dice en sus huecos. Si después se puede volver, se le debe igual."))


@require_POST
def reached_again(request: HttpRequest, process_id: UUID, agenda_id: UUID, group_id: UUID) -> HttpResponse:
    row = agenda_for(request, "excuse_group", process_id, agenda_id)
    actions.take_back_unreached(actor=actor_of(request), agenda=row, group=_group(row, group_id))
    return _back(row)


@require_POST
def sign(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    row = agenda_for(request, "finish_agenda", process_id, agenda_id)
    seen = request.POST.get("seen", "")
    signed = actions.sign_final(actor=actor_of(request), agenda=row, seen=int(seen) if seen.isdecimal() else 0)
    messages.success(request, _("La agenda es final.") if signed.second else _("Falta la firma de otra persona."))
    return _back(row)


@require_POST
def unsign(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    row = agenda_for(request, "finish_agenda", process_id, agenda_id)
    actions.take_back_signature(actor=actor_of(request), agenda=row)
    return _back(row)


def _task(request: HttpRequest, agenda: Agenda, form: Form, title: str, act: Callable[[], object],
          lede: str = "") -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        tried(form, act)
        if form.is_valid():
            return _back(agenda)
    if isinstance(form, AnswersForm) and form.errors:
        form.show_again()
    return render(request, "agendas/task.html", {
        "form": form, "title": title, "submit": _("Guardar"), "lede": lede, "crumbs": _crumbs(agenda, title),
        "back": reverse("agendas:back", args=[agenda.process_id, agenda.pk])}, status=400 if form.errors else 200)


def _group(agenda: Agenda, group_id: UUID) -> Group:
    found: Group | None = Group.objects.filter(process=agenda.process_id, pk=group_id).first()
    if found is None:
        raise Http404
    return found


def _back(agenda: Agenda) -> HttpResponse:
    return redirect("agendas:back", agenda.process_id, agenda.pk)


def _crumbs(agenda: Agenda, title: str) -> list[dict[str, str]]:
    here = reverse("agendas:back", args=[agenda.process_id, agenda.pk])
    name = wording(agenda.process).heading(agenda.title)
    return [{"label": _("Agendas"), "url": reverse("agendas:index", args=[agenda.process_id])},
            {"label": name, "url": standing.page(agenda)},
            {"label": _("Devolución"), "url": here if title else ""},
            *([{"label": title, "url": ""}] if title else [])]
