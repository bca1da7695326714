"""Changing the codebook in the browser, its history, and taking it along as a table."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from openpyxl import Workbook

from tequio.diagnosis.codebook import actions
from tequio.diagnosis.codebook.actions import Worded
from tequio.diagnosis.coding.coder import coder_name
from tequio.diagnosis.models import Assignment, Code, CodeChange
from tequio.diagnosis.views.around import crumbs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import looker
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.spreadsheets import csv_text, harmless
from tequio.foundation.trail.wording import wording

ANSWERED = {"TQ-371", "TQ-372", "TQ-377", "TQ-378", "TQ-387"}
COLUMNS = ("key", "es", "en", "definition_es", "definition_en", "crosswalk", "cues", "codable", "closed", "successor")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "define_codebook", process_id)
    if request.method == "POST":
        try:
            row = actions.add_code(actor=actor_of(request), process=process, key=_said(request, "key"),
                                   worded=_worded(request), why=_said(request, "why"))
        except TequioError as fault:
            return _page(request, process, None, _answered(fault))
        messages.success(request, _("La entrada quedó en el libro de códigos."))
        return redirect("diagnosis:code", process_id, row.pk)
    return _page(request, process, None)


def edit(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    process = admitted(request, "define_codebook", process_id)
    return _page(request, process, get_object_or_404(Code.objects.filter(process=process), pk=code_id))


@require_POST
def change(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    return _acted(request, process_id, code_id, lambda actor, row, seen, why: actions.change_code(
        actor=actor, code=row, worded=_worded(request), why=why, seen=seen))


@require_POST
def split(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    into = [(key, Worded(es, en)) for key, es, en in zip(
        *(request.POST.getlist(name) for name in ("into_key", "into_es", "into_en")), strict=False) if key.strip()]
    return _acted(request, process_id, code_id, lambda actor, row, seen, why: actions.split_code(
        actor=actor, code=row, into=into, why=why, seen=seen))


@require_POST
def merge(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    def act(actor: User, row: Code, seen: int, why: str) -> object:
        goal = Code.objects.filter(process=row.process, key=_said(request, "into").split("·")[0].strip()).first()
        if goal is None:
            raise TequioError("TQ-377")
        return actions.merge_code(actor=actor, code=row, into=goal, why=why, seen=seen)
    return _acted(request, process_id, code_id, act)


@require_POST
def close(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    def act(actor: User, row: Code, seen: int, why: str) -> object:
        verb = actions.open_code if row.closed else actions.close_code
        return verb(actor=actor, code=row, why=why, seen=seen)
    return _acted(request, process_id, code_id, act)


def table(request: HttpRequest, process_id: UUID, form: str) -> HttpResponse:
    """The codebook as a sheet that a process file can read again; nothing of anybody's words stands in it."""
    process = admitted(request, "read_words", process_id)
    rows = [COLUMNS, *(_row(code) for code in Code.objects.filter(process=process).select_related("successor"))]
    if form == "csv":
        content, kind = csv_text(rows).encode(), "text/csv; charset=utf-8"
    else:
        book, kept = Workbook(write_only=True), io.BytesIO()
        sheet = book.create_sheet("codes")
        for row in rows:
            sheet.append([harmless(cell) for cell in row])
        book.save(kept)
        content, kind = kept.getvalue(), XLSX
    name = "csv" if form == "csv" else "xlsx"
    return HttpResponse(content, headers={
        "Content-Type": kind, "Content-Disposition": f'attachment; filename="codebook.{name}"',
        "Cache-Control": "private, no-store"})


def _row(code: Code) -> list[object]:
    return [code.key, code.label_es, code.label_en, code.definition_es, code.definition_en, code.crosswalk,
            "; ".join(code.cues), "1" if code.codable else "0", "1" if code.closed else "0",
            code.successor.key if code.successor else ""]


def _acted(request: HttpRequest, process_id: UUID, code_id: UUID,
           act: Callable[[User, Code, int, str], object]) -> HttpResponse:
    process = admitted(request, "define_codebook", process_id)
    row: Code = get_object_or_404(Code.objects.filter(process=process).select_related("process"), pk=code_id)
    seen = _said(request, "seen")
    try:
        act(actor_of(request), row, int(seen) if seen.isascii() and seen.isdigit() else -1, _said(request, "why"))
    except TequioError as fault:
        return _page(request, process, row, _answered(fault))
    messages.success(request, _("El libro de códigos quedó cambiado."))
    return redirect("diagnosis:code", process_id, code_id)


def _answered(fault: TequioError) -> Problem:
    if fault.problem.code not in ANSWERED:
        raise fault
    return fault.problem


def _page(request: HttpRequest, process: Process, row: Code | None, problem: Problem | None = None) -> HttpResponse:
    codings, links = actions.below(row) if row else (0, 0)
    title = _("Cambiar una entrada") if row else _("Agregar una entrada")
    return render(request, "diagnosis/codebook_edit.html", {
        "code": row, "title": title, "problem": problem, "codings": codings, "links": links,
        "entry": _entry(request, row, problem), "seen": actions.changes_of(row) if row else 0,
        "goals": Code.objects.filter(process=process, codable=True, closed=False).exclude(pk=row.pk) if row else [],
        "history": history(process, row) if row else [], "three": (1, 2, 3),
        "crumbs": crumbs(process.pk, title, (_("Libro de códigos"), reverse("diagnosis:codebook", args=[process.pk]))),
    }, status=200 if problem is None else 409 if problem.code == "TQ-371" else 400)


def _entry(request: HttpRequest, row: Code | None, problem: Problem | None) -> dict[str, str]:
    """What the fields hold: what was typed, where something stood in its way; else what the entry says."""
    if problem and "es" in request.POST:
        return {name: _said(request, name) for name in (
            "key", "es", "en", "definition_es", "definition_en", "cues", "why")}
    if row is None:
        return {}
    return {"es": row.label_es, "en": row.label_en, "definition_es": row.definition_es,
            "definition_en": row.definition_en, "cues": "; ".join(row.cues)}


def history(process: Process, code: Code) -> list[dict[str, Any]]:
    """How much was coded with it at that time is no matter of whoever codes blind: it counts what the other said."""
    words, blind = wording(process), Assignment.objects.filter(process=process, coder=coder_name(looker()), open=True)
    counts = not blind.exists()
    return [{"number": one.number, "act": one.get_act_display(), "into": str(one.into or ""), "by": one.by,
             "why": words.drafted(one.why), "below": one.below, "counts": counts}
            for one in CodeChange.objects.filter(code=code).select_related("into")]


def _worded(request: HttpRequest) -> Worded:
    cues = tuple(cue for part in _said(request, "cues").split(";") if (cue := part.strip()))
    return Worded(_said(request, "es"), _said(request, "en"), _said(request, "definition_es"),
                  _said(request, "definition_en"), cues, _said(request, "category") != "1")


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")
