"""Pages of followup: how each level answered, the board of an agenda, and one item with all that became of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.cards.content import particular
from tequio.agendas.models import Agenda
from tequio.agendas.particular import by_name
from tequio.agendas.queries import agenda as agenda_of
from tequio.agendas.queries import agendas, local_items_of, names_of_places, proposals_of
from tequio.diagnosis.models import FindingKind
from tequio.diagnosis.queries import findings
from tequio.followup import queries
from tequio.followup.cards import line as cards
from tequio.followup.cards import summary
from tequio.followup.reading import apart, federal_local, waves_of
from tequio.followup.requests.queries import meetings_about, requests_of
from tequio.followup.requests.shown import shown
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import Wording, wording


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    counted, words = queries.counts_by_agenda(process), wording(process)
    return render(request, "followup/index.html", {
        "groups": queries.groups_with_points(process),
        "process_id": process_id, "writes": may(actor_of(request), "declare_closure", process_id=process_id),
        "entries": [_entry(row, counted[row.pk], words) for row in sorted(agendas(process), key=_place_first)],
        **_summary(process, None, queries.answers_by_item(process), queries.waves_by_item(process)),
        "gap_findings": _gap_findings(process, None),
    })


def board(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = agenda_of(process, agenda_id)
    if row is None:
        raise Http404
    lines = queries.board(row)
    here, title = {line.item.pk for line in lines}, wording(process).heading(row.title)
    by = cards.reading(process, [line.item for line in lines], today())
    answers = {pk: kinds for pk, kinds in queries.answers_by_item(process).items() if pk in here}
    waves = {pk: rows for pk, rows in queries.waves_by_item(process).items() if pk in here}
    return render(request, "followup/board.html", {
        "writes": may(actor_of(request), "hold_meeting", process_id=process_id), "agenda": row,
        "title": title, "lines": [cards.line(line, by) for line in lines],
        "unasked": sum(not line.responses and not cards.waiting(line) for line in lines),
        **_summary(process, row, answers, waves),
        "gap_findings": _gap_findings(process, row), "agenda_url": reverse("agendas:agenda", args=[process_id, row.pk]),
        "crumbs": [_home(process_id), {"label": title, "url": ""}],
    })


def item(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    line = queries.line_of(process, item_id)
    if line is None:
        raise Http404
    agenda, words = line.item.agenda, wording(process)
    title, names = words.heading(agenda.title), names_of_places(process)
    return render(request, "followup/item.html", {
        "line": cards.line(line, cards.reading(process, [line.item], today())), "title": title,
        "particular": particular(words.drafted(by_name(line.item.particular, names)), names),
        "process_id": process_id, "item_id": item_id,
        "writes": may(actor_of(request), "ask_office", process_id=process_id),
        "requests": [shown(row, today()) for row in requests_of(process, [item_id])],
        "meetings": _meetings(process, item_id, words),
        "proposals": [reverse("agendas:proposal", args=[process_id, pk]) for pk in proposals_of([item_id])[item_id]],
        "local": [{"title": f"{row.agenda.territory}, {row.number}",
                   "url": reverse("followup:item", args=[process_id, row.pk])}
                  for row in local_items_of([item_id])[item_id]],
        "crumbs": [_home(process_id),
                   {"label": title, "url": reverse("followup:board", args=[process_id, agenda.pk])},
                   {"label": _("Punto %(number)s") % {"number": line.item.number}, "url": ""}],
    })


def _meetings(process: Process, item_id: UUID, words: Wording) -> list[dict[str, Any]]:
    return [{"day": row.day, "office": row.institution.name, "minutes": words.drafted(row.minutes),
             "agreed": " ".join(words.drafted(one.text) for one in row.agreed.all() if one.item_id == item_id)}
            for row in meetings_about(process, item_id)]


def _place_first(row: Agenda) -> tuple[bool, str]:
    return row.territory is None, str(row.territory or "")


def _entry(row: Agenda, counted: dict[str, int], words: Wording) -> dict[str, Any]:
    return {"title": words.heading(row.title), "url": reverse("followup:board", args=[row.process_id, row.pk]),
            "eyebrow": str(row.territory or _("Nacional")),
            "meta": [_("%(count)s puntos") % {"count": counted["held"]},
                     _("%(count)s ya se pidieron a alguien") % {"count": counted["asked"]},
                     _("%(count)s compromisos") % {"count": counted["agreed"]},
                     _("%(count)s con veredicto") % {"count": counted["judged"]}]}


def _summary(process: Process, agenda: Agenda | None, answers: dict[UUID, dict[str, list[str]]],
             waves: dict[UUID, list[tuple[int, str, str]]]) -> dict[str, Any]:
    """What stands at the top: a bar per level, the gap in words, and the two columns by wave."""
    by_sphere = queries.answers_by_sphere(process, agenda=agenda)
    return {"levels": summary.levels(by_sphere) if answers else [], "levels_table": summary.levels_table(by_sphere),
            "gap_words": summary.gap_words(by_sphere, federal_local(answers.values())) if answers else [],
            "waves": summary.two_columns(waves_of(waves.values())), "apart": summary.apart_words(apart(waves.values()))}


def _gap_findings(process: Process, agenda: Agenda | None) -> list[dict[str, str]]:
    """What the diagnosis found of programmes designed elsewhere, by place."""
    place = agenda.territory if agenda else None
    return [{"title": wording(process).drafted(row.claim), "eyebrow": row.territory.name,
             "url": reverse("trace", args=[process.pk, "finding", row.pk])}
            for row in findings(process, territory=place) if row.kind == FindingKind.GAP]


def _home(process_id: UUID) -> dict[str, str]:
    return {"label": _("Seguimiento"), "url": reverse("followup:index", args=[process_id])}
