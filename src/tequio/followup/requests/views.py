"""Pages of asking an office: the request with its clock, each step, the answer, offers, meetings, days off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import Response
from tequio.followup.pages import Crumb, found_in, home, task, tried, went_through
from tequio.followup.requests import actions, queries, shown
from tequio.followup.requests.forms import AnswerForm, AskForm, ClosureForm, MeetingForm, OfferForm, StepForm
from tequio.followup.requests.models import Request
from tequio.followup.requests.states import fold, possible
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Wording, wording


def ask(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    process = admitted(request, "ask_office", process_id)
    item = found_in(process, Item.objects.select_related("agenda", "process"), item_id)
    form = AskForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: actions.ask_office(
            actor=actor_of(request), item=item, institution=form.cleaned_data["institution"], asking=form.asking()))
        if row:
            return redirect("followup:request", process_id, row.pk)
    return task(request, form, title=_("Pedir este punto a una oficina"), submit=_("Guardar la solicitud"),
                lede=_("Después se imprime la carta, se entrega y se anota el día. "
                       "El plazo cuenta desde el siguiente."),
                back=reverse("followup:item", args=[process_id, item_id]), crumbs=_item_crumbs(item))


def page(request: HttpRequest, process_id: UUID, request_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = _request(process, request_id)
    words, day = wording(process), today()
    state = fold(queries.taken(row.steps.all()), today=day)
    open_steps = [step for step in possible(state) if step not in ("answer", "answer_review")]
    answers = {"answer", "answer_review"} & set(possible(state))
    return render(request, "followup/request.html", {
        "row": row, "head": shown.shown(row, day),
        "clocks": shown.counted(row, queries.closures_of(process), day, words),
        "term": shown.term_words(row), "history": shown.history(row, words), "text": words.drafted(row.item.text),
        "responses": [_answered(one, words, process_id) for one in row.responses.prefetch_related("offers")],
        "item_url": reverse("followup:item", args=[process_id, row.item_id]),
        "writes": may(actor_of(request), "step_request", process_id=process_id), "steps": bool(open_steps),
        "answers": bool(answers), "crumbs": [*_item_crumbs(row.item), {"label": _("Solicitud"), "url": ""}]})


def step(request: HttpRequest, process_id: UUID, request_id: UUID) -> HttpResponse:
    process = admitted(request, "step_request", process_id)
    row = _request(process, request_id)
    taken = queries.taken(row.steps.all())
    steps = tuple(one for one in possible(fold(taken, today=today())) if one not in ("answer", "answer_review"))
    form = StepForm(steps, request.POST or None, initial={"seen": len(taken)})
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: actions.step_request(
            actor=actor_of(request), request=row, taken=form.taken(), seen=form.cleaned_data["seen"],
            way=form.cleaned_data.get("way", "")))
        if form.is_valid():
            return redirect("followup:request", process_id, request_id)
    return task(request, form, title=_("Anotar lo que pasó con la solicitud"), submit=_("Guardar"),
                eyebrow=row.institution.name, back=_address(row), crumbs=_crumbs(row))


def answer(request: HttpRequest, process_id: UUID, request_id: UUID) -> HttpResponse:
    process = admitted(request, "enter_answer", process_id)
    row = _request(process, request_id)
    form = AnswerForm(request.POST or None, initial={"seen": row.steps.count()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if went_through(form, lambda: actions.answer_request(
                actor=actor_of(request), request=row, kind=said["kind"], day=said["day"], text=said["text"],
                seen=said["seen"])):
            messages.success(request, _("La respuesta quedó anotada."))
            return redirect("followup:request", process_id, request_id)
    return task(request, form, title=_("Anotar lo que contestó la oficina"), submit=_("Guardar"),
                lede=_("El silencio no se anota: lo cuenta el reloj."), eyebrow=row.institution.name,
                back=_address(row), crumbs=_crumbs(row))


def offer(request: HttpRequest, process_id: UUID, response_id: UUID) -> HttpResponse:
    process = admitted(request, "make_offer", process_id)
    row = found_in(process, Response.objects.select_related("item__agenda", "institution"), response_id)
    form = OfferForm(request.POST or None, initial={"seen": row.offers.count()})
    back = reverse("followup:item", args=[process_id, row.item_id])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if went_through(form, lambda: actions.make_offer(
                actor=actor_of(request), response=row, by_office=said["by_office"], day=said["day"],
                text=said["text"], seen=said["seen"])):
            return redirect(back)
    return task(request, form, title=_("Anotar una contrapropuesta"), submit=_("Guardar"),
                lede=_("Cada versión se queda: la nueva se pone después, no encima."), eyebrow=row.institution.name,
                back=back, crumbs=_item_crumbs(row.item))


def meeting(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "hold_meeting", process_id)
    agenda = found_in(process, Agenda.objects.select_related("process"), agenda_id)
    form = MeetingForm(agenda, request.POST or None)
    back = reverse("followup:board", args=[process_id, agenda_id])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if went_through(form, lambda: actions.hold_meeting(
                actor=actor_of(request), agenda=agenda, institution=said["institution"], day=said["day"],
                minutes=said["minutes"], agreed=form.agreed())):
            messages.success(request, _("La reunión quedó anotada, con lo que se acordó sobre cada punto."))
            return redirect(back)
    return task(request, form, title=_("Anotar una reunión con una oficina"), submit=_("Guardar"),
                eyebrow=wording(process).heading(agenda.title), back=back, crumbs=[home(process_id)])


def closures(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "declare_closure", process_id)
    form = ClosureForm(request.POST or None)
    back = reverse("followup:index", args=[process_id])
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.declare_closure(
            actor=actor_of(request), process=process, **form.cleaned_data)):
        messages.success(request, _("Los plazos abiertos de ese nivel se contaron de nuevo."))
        return redirect(back)
    return task(request, form, title=_("Anotar días inhábiles"), submit=_("Guardar"), back=back,
                lede=_("Los días festivos de la ley ya se cuentan. Aquí van las vacaciones y los días que una oficina "
                       "declara."), crumbs=[home(process_id)])


def letter(request: HttpRequest, process_id: UUID, request_id: UUID) -> HttpResponse:
    """The letter on paper. It holds the point as two people let it pass, and nothing else of what was said."""
    process = admitted(request, "step_request", process_id)
    row = _request(process, request_id)
    return render(request, "followup/letter.html", {
        "row": row, "point": queries.as_released(process, [row.item]).get(row.item_id, ""),
        "term": shown.term_words(row, read=False), "today": today(), "back": _address(row)})


def _request(process: Process, request_id: UUID) -> Request:
    row: Request = found_in(process, queries.whole(), request_id)
    return row


def _answered(one: Response, words: Wording, process_id: UUID) -> dict[str, object]:
    return {"label": one.get_kind_display(), "day": one.day, "text": words.drafted(one.text), "offers": [
        {"who": _("La oficina") if row.by_office else _("Los residentes"), "day": row.day, "number": row.number,
         "text": words.drafted(row.text)} for row in one.offers.all()],
        "offer_url": reverse("followup:offer", args=[process_id, one.pk]),
        "promise_url": reverse("followup:promise", args=[process_id, one.pk])
        if one.kind not in ("rejects", "silent") else ""}


def _address(row: Request) -> str:
    return reverse("followup:request", args=[row.process_id, row.pk])


def _item_crumbs(item: Item) -> list[Crumb]:
    return [home(item.process_id), {"label": _("Punto %(number)s") % {"number": item.number},
                                    "url": reverse("followup:item", args=[item.process_id, item.pk])}]


def _crumbs(row: Request) -> list[Crumb]:
    return [*_item_crumbs(row.item), {"label": _("Solicitud"), "url": _address(row)}]
