"""Pages for whoever leads a round: opening it, its rooms with their steps, reviewing statements, closing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.deliberation import queries
from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Answer, Phase, Position, Round, RoundStatus, Sitting, Statement, Way
from tequio.deliberation.room.queries import apart
from tequio.deliberation.room.running import follow
from tequio.deliberation.rounds import cards
from tequio.deliberation.rounds.actions import (
    STEPS,
    keep_reason,
    move_sitting,
    open_sittings,
    pool_online,
    review_statement,
)
from tequio.deliberation.rounds.forms import ReasonForm, ReviewForm, RoundForm, SittingForm
from tequio.deliberation.rounds.guide import guide_of_rounds
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tequio.protection.showing.names import looks_like_names


def round_in(process: Process, round_id: UUID) -> Round:
    """The round, or 404: of another process it does not exist."""
    found = queries.round_of(process, round_id)
    if found is None:
        raise Http404
    return found


def crumbs(row: Round, *here: str) -> list[dict[str, str]]:
    return [{"label": _("Deliberación"), "url": reverse("deliberation:index", args=[row.process_id])},
            {"label": row.title, "url": reverse("deliberation:round", args=[row.process_id, row.pk])},
            *({"label": label, "url": ""} for label in here)]


def new(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "open_round", process_id)
    form = RoundForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = Round(process=process, territory=said["territory"], title=said["title"], question=said["question"],
                    how="cards")
        row.key = f"{said['territory'].key}-{row.pk.hex[:8]}"
        open_round(actor=actor_of(request), round=row, statements=[
            Statement(process=process, round=row, key=f"{row.key}-{number:02d}", text=text)
            for number, text in enumerate(said["statements"], start=1)])
        return redirect("deliberation:round", process_id, row.pk)
    return _task(request, form, title=_("Abrir una ronda"), submit=_("Abrir la ronda"),
                 lede=_("Una ronda es primero conversación: se lee en voz alta, se platica en corto, se vota en "
                        "privado, se mira lo que salió, se vuelve a platicar y se vota otra vez."),
                 back=reverse("deliberation:index", args=[process_id]))


def close(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    """Asks first; closes and computes on POST."""
    process = admitted(request, "close_round", process_id)
    row = round_in(process, round_id)
    if request.method != "POST":
        return render(request, "confirm.html", {
            "title": _("¿Cerrar la ronda y calcular?"), "eyebrow": row.title, "submit": _("Sí, cerrar y calcular"),
            "text": _("Ya no entran boletas, y se borra lo que lleva de una invitación a sus respuestas. No se puede "
                      "deshacer."),
            "back": reverse("deliberation:round", args=[process_id, round_id]),
            "crumbs": crumbs(row, _("Cerrar la ronda"))})
    close_round(actor=actor_of(request), round=row)
    messages.success(request, _("La ronda quedó cerrada y sus resultados están aquí."))
    return redirect("deliberation:round", process_id, round_id)


@require_POST
def pool(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    process = admitted(request, "close_round", process_id)
    pool_online(actor=actor_of(request), round=round_in(process, round_id), pooled=request.POST.get("pool") == "1")
    return redirect("deliberation:round", process_id, round_id)


def review(request: HttpRequest, process_id: UUID, statement_id: UUID) -> HttpResponse:
    process = admitted(request, "review_statement", process_id)
    row = queries.statement_of(process, statement_id)
    if row is None:
        raise Http404
    form = ReviewForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            review_statement(actor=actor_of(request), statement=row, answer=Answer(said["answer"]),
                             feeds=said["feeds"], reply=said["reply"])
            return redirect("deliberation:round", process_id, row.round_id)
        except TequioError as fault:
            _reraise_unless(fault, "TQ-640")
            form.add_error("reply", fault.problem.what(_language()))
    return _task(request, form, title=_("¿Reproduce violencia?"), submit=_("Guardar la revisión"), quoted=row.text,
                 names=[words for _number, words in looks_like_names(process, [row.text])],
                 back=reverse("deliberation:round", args=[process_id, row.round_id]),
                 crumbs=crumbs(row.round, _("Revisar una afirmación")),
                 lede=_("Ninguna afirmación se propone, une ni representa antes de esta pregunta. El apoyo a una "
                        "respuesta autoritaria se cuenta como hallazgo, con lo que la alimenta y lo que se contesta."))


def new_sitting(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    process = admitted(request, "open_round", process_id)
    row = round_in(process, round_id)
    form = SittingForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sitting = Sitting(process=process, round=row, title=form.cleaned_data["title"],
                          encounter=form.cleaned_data["encounter"])
        sitting.key = f"{row.key[:70]}-{sitting.pk.hex[:8]}"
        open_sittings(actor=actor_of(request), round=row, sittings=[sitting])
        return redirect("deliberation:sitting", process_id, sitting.pk)
    return _task(request, form, title=_("Agregar una sala"), submit=_("Agregar"), crumbs=crumbs(row, _("Otra sala")),
                 lede=_("Rondas en muchas salas suman una sola deliberación."),
                 back=reverse("deliberation:round", args=[process_id, round_id]))


def sitting(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """One room: where it is in its steps, what the first vote showed, the reasons."""
    process = admitted(request, "read_words", process_id)
    row = _sitting(process, sitting_id)
    statements = queries.statements(row.round)
    return _sitting_page(request, row, statements, ReasonForm(statements, row.round))


@require_POST
def move(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    process = admitted(request, "record_votes", process_id)
    row = _sitting(process, sitting_id)
    to = request.POST.get("to", "")
    if to not in Phase.values:
        raise Http404
    follow(move_sitting(actor=actor_of(request), sitting=row, to=Phase(to)))
    return redirect("deliberation:sitting", process_id, sitting_id)


@require_POST
def reason(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    process = admitted(request, "record_voices", process_id)
    row = _sitting(process, sitting_id)
    statements = queries.statements(row.round)
    form = ReasonForm(statements, row.round, request.POST)
    if not form.is_valid():
        return _sitting_page(request, row, statements, form)
    said = form.cleaned_data
    voice = Voice(id=uuid4(), process=process, encounter=row.encounter, territory_id=row.round.territory_id,
                  group=said["group"], text=said["text"].strip())
    voice.key = f"{row.key[:60]}-{voice.pk.hex[:8]}"
    try:
        keep_reason(actor=actor_of(request), sitting=row, statement=said["statement"], side=Position(said["side"]),
                    voice=voice)
    except TequioError as fault:
        _reraise_unless(fault, "TQ-401", "TQ-402", "TQ-466", "TQ-644")
        form.add_error(None, f"{fault.problem.what(_language())} {fault.problem.remedy(_language())}")
        return _sitting_page(request, row, statements, form)
    messages.success(request, _("Anotada. La leen dos personas antes de que salga de aquí."))
    return redirect("deliberation:sitting", process_id, sitting_id)


def guide(request: HttpRequest, process_id: UUID) -> HttpResponse:
    admitted(request, "read_words", process_id)
    return render(request, "deliberation/guide.html", {"guide": guide_of_rounds(_language()), "crumbs": [
        {"label": _("Deliberación"), "url": reverse("deliberation:index", args=[process_id])},
        {"label": _("Guía"), "url": ""}]})


def _sitting_page(request: HttpRequest, row: Sitting, statements: list[Statement], form: ReasonForm) -> HttpResponse:
    here = STEPS.index(Phase(row.phase))
    by_key = {statement.key: statement for statement in statements}
    is_open = row.round.status == RoundStatus.OPEN and row.way == Way.ROOM
    return render(request, "deliberation/sitting.html", {
        "sitting": row, "round": row.round, "crumbs": crumbs(row.round, row.title), "form": form,
        "steps": [{"label": step.label.capitalize(),
                   "state": "done" if at < here else "current" if at == here else "ahead"}
                  for at, step in enumerate(STEPS)],
        "following": STEPS[here + 1] if is_open and here + 1 < len(STEPS) else None,
        "look": cards.look(queries.first_look(row), by_key, apart(row)) if here >= STEPS.index(Phase.LOOK) else None,
        "reasons": cards.reasons(queries.reasons(row.round, sitting=row), by_key),
        "writes": bool(row.encounter and not row.encounter.closed),
    }, status=400 if form.errors else 200)


def _sitting(process: Process, sitting_id: UUID) -> Sitting:
    found = queries.sitting_of(process, sitting_id)
    if found is None:
        raise Http404
    return found


def _task(request: HttpRequest, form: Any, **said: Any) -> HttpResponse:
    shown: Mapping[str, Any] = {"form": form, **said}
    return render(request, "deliberation/task.html", shown, status=400 if form.errors else 200)


def _reraise_unless(fault: TequioError, *codes: str) -> None:
    if fault.problem.code not in codes:
        raise fault


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
