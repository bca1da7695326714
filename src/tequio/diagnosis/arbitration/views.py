"""Sharing voices out, saying that one is done, laying both side by side, settling and answering."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import randbits
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.diagnosis.arbitration import actions, queries
from tequio.diagnosis.arbitration.agreement import table
from tequio.diagnosis.arbitration.comparing import Pair, beside
from tequio.diagnosis.arbitration.queries import Said
from tequio.diagnosis.coding.coder import coder_name
from tequio.diagnosis.coding.facets import CHOICES
from tequio.diagnosis.coding.queries import codable_voices
from tequio.diagnosis.models import Coding, Link, Settlement
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Wording, wording
from tequio.listening.cards import encounter_title, heard_in
from tequio.listening.models import Encounter, Voice

PER_PAGE = 40
ANSWERED = {"TQ-376", "TQ-378", "TQ-379", "TQ-380", "TQ-381", "TQ-382", "TQ-383", "TQ-384", "TQ-391"}


@dataclass(frozen=True)
class Side:
    """What one coder said, as the page lays it beside the other's."""

    row: Coding | Link
    who: str
    says: str
    quote: str
    facets: str
    memo: str


@dataclass(frozen=True)
class Beside:
    """One passage: both sides where both said it, or one that waits to be settled or was."""

    one: Side
    other: Side | None
    settled: Settlement | None
    reason: str
    answers: tuple[tuple[str, str], ...]


def double(request: HttpRequest, process_id: UUID) -> HttpResponse:
    return _double(request, admitted(request, "assign_coding", process_id))


@require_POST
def share(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "assign_coding", process_id)
    chosen = [user for user in queries.possible_coders(process) if str(user.pk) in request.POST.getlist("coder")]
    said = request.POST.get("percent", "")
    percent = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    meetings = Encounter.objects.filter(process=process)
    named = [row.pk for row in meetings if str(row.pk) in request.POST.getlist("encounter")]
    try:
        actions.share_out(actor=actor_of(request), process=process, coders=chosen,
                          asked=actions.Asked(named, percent, randbits(32)))
    except TequioError as fault:
        return _double(request, process, _answered(fault))
    messages.success(request, _("Las voces quedaron encargadas. Cada quien las encuentra en «Codificar»."))
    return redirect("diagnosis:double", process_id)


@require_POST
def finish(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    process = admitted(request, "code_voices", process_id)
    voice: Voice = get_object_or_404(codable_voices(process), pk=voice_id)
    actions.finish_voice(actor=actor_of(request), voice=voice)
    messages.success(request, _("Quedó anotado que terminaste esta voz."))
    return redirect("diagnosis:coding", process_id)


def compare(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return _compare(request, process, get_object_or_404(queries.finished(process), pk=voice_id))


@require_POST
def settle_coding(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    process = admitted(request, "settle_coding", process_id)
    row: Coding = get_object_or_404(Coding.objects.filter(process=process).select_related("voice"), pk=coding_id)
    return _settled(request, process, row)


@require_POST
def settle_link(request: HttpRequest, process_id: UUID, link_id: UUID) -> HttpResponse:
    process = admitted(request, "settle_coding", process_id)
    row: Link = get_object_or_404(Link.objects.filter(process=process).select_related("voice"), pk=link_id)
    return _settled(request, process, row)


@require_POST
def answer(request: HttpRequest, process_id: UUID, settlement_id: UUID) -> HttpResponse:
    process = admitted(request, "answer_settlement", process_id)
    row: Settlement = get_object_or_404(Settlement.objects.filter(process=process).select_related("voice"),
                                        pk=settlement_id)
    return _acted(request, process, row.voice_id, lambda actor: actions.answer(
        actor=actor, settlement=row, text=request.POST.get("answer", "")))


def _settled(request: HttpRequest, process: Process, row: Coding | Link) -> HttpResponse:
    return _acted(request, process, row.voice_id, lambda actor: actions.settle(
        actor=actor, row=row, stands=request.POST.get("stands") == "1", reason=request.POST.get("reason", "")))


def _acted(request: HttpRequest, process: Process, voice_id: UUID, act: Callable[[User], object]) -> HttpResponse:
    voice = queries.finished(process).filter(pk=voice_id).first()
    if voice is None:
        # What is not finished has no page to come back to.
        raise Http404
    try:
        act(actor_of(request))
    except TequioError as fault:
        return _compare(request, process, voice, _answered(fault))
    return redirect("diagnosis:compare", process.pk, voice_id)


def _answered(fault: TequioError) -> Problem:
    if fault.problem.code not in ANSWERED:
        raise fault
    return fault.problem


def _double(request: HttpRequest, process: Process, problem: Problem | None = None) -> HttpResponse:
    words, page = wording(process), Paginator(queries.finished(process), PER_PAGE).get_page(request.GET.get("page"))
    words.expect(page)
    return render(request, "diagnosis/double.html", {
        "tabs": tabs(actor_of(request), process.pk, "double"), "problem": problem,
        "coders": queries.possible_coders(process),
        "encounters": [(row.pk, encounter_title(row)) for row in Encounter.objects.filter(process=process)],
        "shares": [{"name": row.name, "drawn": row.drawn, "by": row.by,
                    "coders": [{"term": name, "value": _("%(done)s de %(all)s") % {"done": done, "all": every}}
                               for name, (done, every) in sorted(queries.progress(process, row).items())]}
                   for row in queries.shares(process)],
        "agreement": table(process),
        "voices": [{"text": words.voice(row), "heard": heard_in(row), "open": _open(row),
                    "url": reverse("diagnosis:compare", args=[process.pk, row.pk])} for row in page],
        "page": page, "crumbs": crumbs(process.pk, _("Codificar entre dos")),
    }, status=400 if problem else 200)


def _open(voice: Voice) -> int:
    """How many differences wait to be settled."""
    settled = queries.settlements(voice)
    return sum(pair.other is None and pair.one.row.pk not in settled for pair in beside(queries.said_by_coders(voice)))


def _compare(request: HttpRequest, process: Process, voice: Voice, problem: Problem | None = None) -> HttpResponse:
    words, coders, actor = wording(process), queries.coders_of(voice), actor_of(request)
    settled = queries.settlements(voice)
    rows = [_beside(pair, settled, words) for pair in beside(queries.said_by_coders(voice))]
    mine = coder_name(actor.pseudonym) in coders
    where = {"process_id": process.pk, "territory_id": voice.territory_id}
    return render(request, "diagnosis/compare.html", {
        "voice": words.voice(voice), "heard": heard_in(voice), "coders": coders, "problem": problem,
        "same": [row for row in rows if row.other], "differ": [row for row in rows if not row.other],
        "settles": not mine and may(actor, "settle_coding", **where),
        "answers": mine and may(actor, "answer_settlement", **where),
        "crumbs": crumbs(process.pk, _("Comparar"), (
            _("Codificar entre dos"), reverse("diagnosis:double", args=[process.pk]))),
    }, status=400 if problem else 200)


def _beside(pair: Pair[Said], settled: dict[UUID, Settlement], words: Wording) -> Beside:
    made = settled.get(pair.one.row.pk)
    return Beside(_side(pair.one, words), _side(pair.other, words) if pair.other else None, made,
                  words.own(made.reason) if made else "",
                  tuple((one.coder, words.own(one.text)) for one in made.answers.all()) if made else ())


def _side(said: Said, words: Wording) -> Side:
    row: Any = said.row
    quote = words.passage(row.voice, row.start, row.end, row.quote)
    if isinstance(row, Link):
        return Side(row, said.who, f"{row.origin} {row.get_relation_display()} {row.goal}", quote,
                    words.own(row.circumstance), "")
    facets = " · ".join(str(getattr(row, f"get_{name}_display")()) for name in CHOICES if getattr(row, name))
    return Side(row, said.who, str(row.code), quote, facets, words.own(row.memo))
