"""Pages on which a Local Agenda is put together."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.agendas import queries
from tequio.agendas.admission import agenda_for, proposal_for, tried
from tequio.agendas.cards import standing
from tequio.agendas.drafting import actions, shown
from tequio.agendas.drafting.forms import CorrectForm, DescribeForm, Marked, OpeningForm, PlaceForm, StartForm
from tequio.agendas.models import Agenda, Item, Opening
from tequio.agendas.spoken import item_title
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.places.models import Group
from tequio.foundation.trail.wording import wording

ON_A_PAGE = 25


def start(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "draft_agenda", process_id)
    free = process.territories.exclude(pk__in=queries.agendas(process).exclude(territory=None).values("territory_id"))
    form = StartForm(free, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: actions.start_agenda(
            actor=actor_of(request), territory=form.cleaned_data["territory"], title=form.cleaned_data["title"]))
        if row:
            return _back(row)
    return render(request, "agendas/task.html", {
        "form": form, "title": _("Empezar una agenda local"), "submit": _("Empezarla"),
        "back": reverse("agendas:index", args=[process_id]),
        "lede": _("Empieza vacía. Después se ponen las propuestas revisadas, en su orden."),
        "crumbs": [{"label": _("Agendas"), "url": reverse("agendas:index", args=[process_id])},
                   {"label": _("Empezar una agenda local"), "url": ""}]}, status=400 if form.errors else 200)


def compose(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    row = agenda_for(request, "draft_agenda", process_id, agenda_id)
    words = wording(row.process)
    page = Paginator(shown.candidates(row), ON_A_PAGE).get_page(request.GET.get("page"))
    items = shown.items(row, words)
    return render(request, "agendas/compose.html", {
        "agenda": row, "title": words.heading(row.title), "items": items, "themes": shown.themes(items), "page": page,
        "candidates": shown.offered(list(page), words), "openings": shown.openings(row, words),
        "stages": standing.stages(queries.status(row)), "crumbs": _crumbs(row, words.heading(row.title), ""),
    })


@require_POST
def put_in(request: HttpRequest, process_id: UUID, agenda_id: UUID, proposal_id: UUID) -> HttpResponse:
    row = agenda_for(request, "draft_agenda", process_id, agenda_id)
    proposal = proposal_for(request, "draft_agenda", process_id, proposal_id)
    item = actions.put_in(actor=actor_of(request), agenda=row, proposal=proposal)
    messages.success(request, _("Es el punto %(number)s.") % {"number": item.number})
    return _back(row)


@require_POST
def take_out(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    item = item_for(request, process_id, item_id)
    actions.take_out(actor=actor_of(request), item=item)
    return _back(item.agenda)


@require_POST
def renew(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    item = item_for(request, process_id, item_id)
    actions.bring_up_to_date(actor=actor_of(request), item=item)
    return _back(item.agenda)


def place(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    item = item_for(request, process_id, item_id)
    form = PlaceForm(item, request.POST or None)
    return _task(request, item.agenda, form, _("Mover el punto %(number)s") % {"number": item.number},
                 lambda: actions.place_item(actor=actor_of(request), item=item, number=form.cleaned_data["number"],
                                            section=form.cleaned_data["section"]),
                 lede=item_title(item, wording(item.agenda.process)))


def correct(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    item = item_for(request, process_id, item_id)
    form = CorrectForm(request.POST or None, initial={"text": item.text})
    return _task(request, item.agenda, form, _("Corregir el punto %(number)s") % {"number": item.number},
                 lambda: actions.correct_item(actor=actor_of(request), item=item, text=form.cleaned_data["text"],
                                              reason=form.cleaned_data["reason"]),
                 lede=_("La redacción de ahora se conserva. La nueva vuelve a mostrarse a cada grupo, y otra persona "
                        "la revisa."))


def describe(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    row = agenda_for(request, "draft_agenda", process_id, agenda_id)
    form = DescribeForm(row, request.POST or None)
    return _task(request, row, form, _("Título y contexto"),
                 lambda: actions.describe(actor=actor_of(request), agenda=row, title=form.cleaned_data["title"],
                                          context=form.cleaned_data["context"], seen=form.cleaned_data["seen"]))


def opening(request: HttpRequest, process_id: UUID, agenda_id: UUID, group_id: UUID) -> HttpResponse:
    row = agenda_for(request, "draft_agenda", process_id, agenda_id)
    group = Group.objects.filter(process=row.process_id, pk=group_id).first()
    if group is None:
        raise Http404
    there = Opening.objects.filter(agenda=row, group=group).first()
    form = OpeningForm(there.text if there else "", request.POST or None)
    return _task(request, row, form, _("Apertura de %(group)s") % {"group": group},
                 lambda: actions.write_opening(actor=actor_of(request), agenda=row, group=group,
                                               text=form.cleaned_data["text"], seen=form.cleaned_data["seen"]))


def item_for(request: HttpRequest, process_id: UUID, item_id: UUID) -> Item:
    """The item of a local agenda, for somebody who may draft it."""
    item = Item.objects.filter(process_id=process_id, pk=item_id).first()
    agenda = agenda_for(request, "draft_agenda", process_id, item.agenda_id if item else item_id)
    if item is None:
        raise Http404
    item.agenda = agenda
    return item


def _task(request: HttpRequest, agenda: Agenda, form: Form, title: str, act: Callable[[], object],
          lede: str = "") -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        tried(form, act)
        if form.is_valid():
            return _back(agenda)
        if isinstance(form, Marked):
            form.show_again()
    return render(request, "agendas/task.html", {
        "form": form, "title": title, "submit": _("Guardar"), "lede": lede,
        "back": reverse("agendas:compose", args=[agenda.process_id, agenda.pk]),
        "crumbs": _crumbs(agenda, wording(agenda.process).heading(agenda.title), title),
    }, status=400 if form.errors else 200)


def _back(agenda: Agenda) -> HttpResponse:
    return redirect("agendas:compose", agenda.process_id, agenda.pk)


def _crumbs(agenda: Agenda, name: str, title: str) -> list[dict[str, str]]:
    at = [{"label": _("Agendas"), "url": reverse("agendas:index", args=[agenda.process_id])},
          {"label": name, "url": standing.page(agenda)}]
    composing = {"label": _("Componer"), "url": reverse("agendas:compose", args=[agenda.process_id, agenda.pk])}
    return [*at, composing, {"label": title, "url": ""}] if title else [*at, composing | {"url": ""}]
