"""Writing a finding in the browser: choose a place and codes, tick what it rests on, say who differs."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tequio.diagnosis.findings import actions, queries
from tequio.diagnosis.findings.actions import Written
from tequio.diagnosis.models import Code, Coding, Finding, FindingKind, Link
from tequio.diagnosis.views.around import crumbs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.wording import Wording, wording
from tequio.listening.models import Voice

ANSWERED = {"TQ-385", "TQ-388", "TQ-502", "TQ-763"}


def write(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "record_finding", process_id)
    place = _place(request, process)
    if request.method == "POST" and place is not None:
        try:
            row = actions.write_finding(actor=actor_of(request), territory=place, written=_written(request, process))
        except TequioError as fault:
            return _page(request, process, place, None, _answered(fault))
        messages.success(request, _("El hallazgo quedó escrito. Falta devolverlo a los grupos."))
        return redirect("diagnosis:finding", process_id, row.pk)
    return _page(request, process, place, None)


def rewrite(request: HttpRequest, process_id: UUID, finding_id: UUID) -> HttpResponse:
    process = admitted(request, "record_finding", process_id)
    row: Finding = get_object_or_404(
        Finding.objects.filter(process=process).select_related("territory__process", "group"), pk=finding_id)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            actions.rewrite_finding(actor=actor_of(request), finding=row, written=_written(request, process),
                                    seen=int(seen) if seen.isascii() and seen.isdigit() else -1,
                                    unshown=queries.rests_on(row) - _uuids(request.POST.getlist("shown")))
        except TequioError as fault:
            return _page(request, process, row.territory, row, _answered(fault))
        messages.success(request, _("El hallazgo quedó escrito otra vez; lo anterior se conserva."))
        return redirect("diagnosis:finding", process_id, finding_id)
    return _page(request, process, row.territory, row)


def _place(request: HttpRequest, process: Process) -> Territory | None:
    asked = request.POST.get("lugar", "") or request.GET.get("lugar", "")
    return next((place for place in Territory.objects.filter(process=process).select_related("process")
                 if str(place.pk) == asked), None)


def _written(request: HttpRequest, process: Process) -> Written:
    sent = request.POST
    groups = {str(group.pk): group for group in process.groups.all()}
    sides = {group: sent.get(f"side-{pk}", "") for pk, group in groups.items()}
    return Written(
        sent.get("kind", ""), sent.get("claim", ""), _sources(request, process), groups.get(sent.get("group", "")),
        sent.get("limits", ""), [group for group, side in sides.items() if side == "agrees"],
        {group: sent.get(f"note-{group.pk}", "") for group, side in sides.items() if side == "differs"})


def _sources(request: HttpRequest, process: Process) -> list[Any]:
    """What was ticked, and every link of the loops that were; what it rested on as a whole voice stays."""
    ticked = _uuids(request.POST.getlist("source"))
    place, loops = _place(request, process), set(request.POST.getlist("loop"))
    if loops and place is not None:
        ticked |= {row.pk for loop in queries.loops_in(queries.links_in(place)) if loop.key in loops
                   for row in loop.links}
    return [*queries.sources_of(process, ticked), *Voice.objects.filter(process=process, pk__in=ticked)]


def _uuids(said: Iterable[str]) -> set[UUID]:
    return {one for one in map(_uuid, said) if one}


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _page(request: HttpRequest, process: Process, place: Territory | None, row: Finding | None,
          problem: Problem | None = None) -> HttpResponse:
    codes = [one for one in map(_uuid, request.GET.getlist("codigo")) if one]
    kept = queries.rests_on(row) if row else set()
    ticked = _uuids(request.POST.getlist("source")) if problem else kept
    title = _("Escribir otra vez el hallazgo") if row else _("Escribir un hallazgo")
    return render(request, "diagnosis/finding_write.html", {
        "title": title, "finding": row, "place": place, "problem": problem, "sent": request.POST if problem else {},
        "places": Territory.objects.filter(process=process), "codes": Code.objects.filter(process=process),
        "chosen": codes, "kinds": [(value, capfirst(label)) for value, label in FindingKind.choices],
        "groups": _groups(request, process, row, problem), "choices": _choices(process, place, codes, ticked),
        "loops": request.POST.getlist("loop") if problem else [],
        "limits": request.POST.get("limits", "") if problem else row.limits if row else (
            queries.limits_in(place) if place else ""),
        "claim": request.POST.get("claim", "") if problem else row.claim if row else "",
        "kind": request.POST.get("kind", "") if problem else row.kind if row else "",
        "of": request.POST.get("group", "") if problem else str(row.group_id) if row else "",
        "crumbs": crumbs(process.pk, title),
    }, status=200 if problem is None else 409 if problem.code == "TQ-385" else 400)


def _choices(process: Process, place: Territory | None, codes: list[UUID], ticked: set[UUID]) -> dict[str, Any]:
    """What may be ticked: passages under the codes asked for, links and loops of the place, and what was ticked."""
    if place is None:
        return {"passages": [], "links": [], "loops": []}
    words, links = wording(process), queries.links_in(place)
    loops = queries.loops_in(links)
    known = {row.pk: row for row in queries.passages_in(place, codes)}
    known |= {row.pk: row for row in queries.sources_of(process, ticked) if isinstance(row, Coding)}
    shown = {row.pk for row in links}
    # What a finding rests on is offered also where its link lost its place since.
    links += [row for row in queries.sources_of(process, ticked) if isinstance(row, Link) and row.pk not in shown]
    words.expect(row.voice for row in known.values())
    whole = list(Voice.objects.filter(process=process, pk__in=ticked))
    return {
        "passages": [_passage(row, words, row.pk in ticked) for row in known.values()] + [
            {"pk": row.pk, "code": _("Toda la voz"), "group": str(row.group or ""), "ticked": True,
             "quote": words.voice(row)} for row in whole],
        "links": [{"pk": row.pk, "said": f"{row.origin} {row.get_relation_display()} {row.goal}",
                   "ticked": row.pk in ticked} for row in links],
        "loops": [{"key": loop.key, "title": loop.title, "links": len(loop.links)} for loop in loops],
    }


def _passage(row: Coding, words: Wording, ticked: bool) -> dict[str, Any]:
    return {"pk": row.pk, "code": str(row.code), "group": str(row.voice.group or ""), "ticked": ticked,
            "quote": words.passage(row.voice, row.start, row.end, row.quote)}


def _groups(request: HttpRequest, process: Process, row: Finding | None,
            problem: Problem | None) -> list[dict[str, Any]]:
    kept = {one.group_id: one for one in row.stances.all()} if row else {}

    def side(group: Group) -> str:
        if problem:
            return request.POST.get(f"side-{group.pk}", "")
        return "" if group.pk not in kept else "agrees" if kept[group.pk].converges else "differs"

    def note(group: Group) -> str:
        return request.POST.get(f"note-{group.pk}", "") if problem else kept[group.pk].note if group.pk in kept else ""
    return [{"pk": group.pk, "name": str(group), "side": side(group), "note": note(group)}
            for group in process.groups.all()]


def _answered(fault: TequioError) -> Problem:
    if fault.problem.code not in ANSWERED:
        raise fault
    return fault.problem
