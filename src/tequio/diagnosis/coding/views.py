"""The desk: the queue of voices to code, and one voice with its sheet."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.diagnosis.coding import actions, forms, queries
from tequio.diagnosis.coding.coder import coder_name
from tequio.diagnosis.coding.queries import Show
from tequio.diagnosis.coding.shown import coded, facets, linked, sheet_page, steps, words_shown
from tequio.diagnosis.models import Coding, Link, Relation
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import heard_in
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refuses, voices

PER_PAGE = 40
# What is answered on the desk itself; 409 where another window was quicker.
ANSWERED = {"TQ-370", "TQ-371", "TQ-372", "TQ-373", "TQ-374", "TQ-375", "TQ-376", "TQ-386", "TQ-388", "TQ-389",
            "TQ-390", "TQ-501", "TQ-767"}
CONFLICT = {"TQ-371", "TQ-375"}
Act = Callable[[User, Voice, actions.Seen], object]


def queue(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "code_voices", process_id)
    coder, asked = coder_name(actor_of(request).pseudonym), request.GET.get("voces", "")
    given = queries.open_assignments(process, coder).count()
    show = Show(asked) if asked in set(Show) else Show.MINE if given else Show.BARE
    page = Paginator(queries.codable_voices(process, coder, show), PER_PAGE).get_page(request.GET.get("page"))
    counted, words = queries.coded_by(process, coder), wording(process)
    words.expect(page)
    base = reverse("diagnosis:coding", args=[process_id])
    labels = ((Show.MINE, _("Te las encargaron"), given), (Show.BARE, _("Sin codificar"), None),
              (Show.ALL, _("Todas"), None))
    return render(request, "diagnosis/coding.html", {
        "tabs": tabs(actor_of(request), process_id, "coding"),
        "page": page, "query": f"voces={show}", "show": show.value,
        "shows": [{"label": label, "url": f"{base}?voces={one}", "current": one == show, "count": count}
                  for one, label, count in labels],
        "voices": [{"text": words.voice(row), "group": str(row.group or ""), "encounter": heard_in(row),
                    "own": counted[row.pk], "url": reverse("diagnosis:desk", args=[process_id, row.pk])}
                   for row in page],
        "adrift": [coded(row, own=True) for row in queries.adrift(process, coder)],
        "links_adrift": [linked(row) for row in queries.links_adrift(process, coder)],
        "crumbs": crumbs(process_id, _("Codificar")),
    })


def desk(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    process = admitted(request, "code_voices", process_id)
    return _page(request, process, _voice(process, voice_id))


@require_POST
def code(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    def act(actor: User, voice: Voice, seen: actions.Seen) -> object:
        return actions.code_passage(
            actor=actor, voice=voice, code=forms.chosen_code(queries.open_codes(voice.process), _sent(request, "code")),
            marked=forms.marked(request.POST, words_shown(voice)[0]), note=forms.note(request.POST), seen=seen)
    return _acted(request, process_id, voice_id, act)


@require_POST
def link(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    def act(actor: User, voice: Voice, seen: actions.Seen) -> object:
        codes = list(queries.open_codes(voice.process))
        origin, goal = (forms.chosen_code(codes, _sent(request, name)) for name in ("origin", "goal"))
        return actions.link_passage(
            actor=actor, voice=voice, ends=(origin, _sent(request, "relation"), goal),
            marked=forms.marked(request.POST, words_shown(voice)[0]), circumstance=_sent(request, "circumstance"),
            seen=seen)
    return _acted(request, process_id, voice_id, act)


@require_POST
def undo(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    return _acted(request, process_id, voice_id, lambda actor, voice, seen: actions.undo(
        actor=actor, voice=voice, seen=seen))


@require_POST
def redo(request: HttpRequest, process_id: UUID, voice_id: UUID) -> HttpResponse:
    return _acted(request, process_id, voice_id, lambda actor, voice, seen: actions.redo(
        actor=actor, voice=voice, seen=seen))


@require_POST
def change(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    return _on_coding(request, process_id, coding_id, lambda actor, row, seen: actions.change_coding(
        actor=actor, coding=row, note=forms.note(request.POST), seen=seen))


@require_POST
def remove(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    return _on_coding(request, process_id, coding_id, lambda actor, row, seen: actions.remove_coding(
        actor=actor, coding=row, seen=seen))


@require_POST
def place(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    return _on_coding(request, process_id, coding_id, lambda actor, row, seen: actions.place_coding(
        actor=actor, coding=row, marked=forms.marked(request.POST, words_shown(row.voice)[0]), seen=seen))


@require_POST
def take(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    return _on_coding(request, process_id, coding_id, lambda actor, row, seen: actions.take_suggestion(
        actor=actor, suggestion=row, seen=seen))


@require_POST
def refuse(request: HttpRequest, process_id: UUID, coding_id: UUID) -> HttpResponse:
    return _on_coding(request, process_id, coding_id, lambda actor, row, seen: actions.refuse_suggestion(
        actor=actor, suggestion=row, seen=seen))


@require_POST
def unlink(request: HttpRequest, process_id: UUID, link_id: UUID) -> HttpResponse:
    return _on_link(request, process_id, link_id, lambda actor, row, seen: actions.remove_link(
        actor=actor, link=row, seen=seen))


@require_POST
def link_place(request: HttpRequest, process_id: UUID, link_id: UUID) -> HttpResponse:
    return _on_link(request, process_id, link_id, lambda actor, row, seen: actions.place_link(
        actor=actor, link=row, marked=forms.marked(request.POST, words_shown(row.voice)[0]), seen=seen))


def _on_coding(request: HttpRequest, process_id: UUID, coding_id: UUID,
               act: Callable[[User, Coding, actions.Seen], object]) -> HttpResponse:
    process = admitted(request, "code_voices", process_id)
    row = get_object_or_404(Coding.objects.filter(process=process).select_related("voice", "code"), pk=coding_id)
    return _acted(request, process_id, row.voice_id, lambda actor, voice, seen: act(actor, row, seen))


def _on_link(request: HttpRequest, process_id: UUID, link_id: UUID,
             act: Callable[[User, Link, actions.Seen], object]) -> HttpResponse:
    process = admitted(request, "code_voices", process_id)
    row = get_object_or_404(Link.objects.filter(process=process).select_related("voice"), pk=link_id)
    return _acted(request, process_id, row.voice_id, lambda actor, voice, seen: act(actor, row, seen))


def _acted(request: HttpRequest, process_id: UUID, voice_id: UUID, act: Act) -> HttpResponse:
    """One step; the page as it stands then, or with what stood in the way."""
    process = admitted(request, "code_voices", process_id)
    voice = _voice(process, voice_id)
    try:
        act(actor_of(request), voice, forms.seen(request.POST))
    except TequioError as fault:
        if fault.problem.code not in ANSWERED:
            raise
        return _page(request, process, voice, fault.problem)
    if request.headers.get("X-Desk"):
        return _page(request, process, voice)
    return redirect("diagnosis:desk", process_id, voice_id)


def _voice(process: Process, voice_id: UUID) -> Voice:
    """A voice that refused the diagnosis is answered like a wrong address."""
    found: Voice = get_object_or_404(voices(process), pk=voice_id)
    if refuses(found, Use.DIAGNOSIS):
        raise Http404
    return found


def _page(request: HttpRequest, process: Process, voice: Voice, problem: Problem | None = None) -> HttpResponse:
    sheet = sheet_page(voice, coder_name(actor_of(request).pseudonym), request.GET.get("cambiar", ""))
    here: dict[str, Any] = {"process": process, "voice": voice, "sheet": sheet, "problem": problem,
                            "facets": facets(), "relations": Relation.choices}
    status = 200 if problem is None else 409 if problem.code in CONFLICT else 400
    if request.headers.get("X-Desk"):
        # The script keeps words, form and focus where they are and draws the sheet anew.
        return render(request, "diagnosis/_sheet.html", here, status=status)
    words, tail = words_shown(voice)
    return render(request, "diagnosis/desk.html", here | {
        "steps": steps(words, sheet.codings), "tail": tail, "codes": queries.open_codes(process),
        "heard": heard_in(voice), "sent": request.POST if problem else {},
        "crumbs": crumbs(process.pk, _("Una voz"), (_("Codificar"), reverse("diagnosis:coding", args=[process.pk]))),
    }, status=status)


def _sent(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")
