"""Pages of listening: encounters by territory, the voices of one, and what was not said."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.places.models import Territory
from tequio.foundation.places.tree import within
from tequio.listening import queries
from tequio.listening.cards import (
    encounter_title,
    halted,
    not_done,
    silence_line,
    silence_words,
    status,
    voice_cards,
    week,
)
from tequio.listening.fieldwork.reading import facts, field_actions, field_work
from tequio.listening.fieldwork.ways import ways
from tequio.listening.models import Attendance, Encounter, EncounterStatus, Silence

PER_PAGE = 30
SILENCES_BESIDE = 3


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    encounters = sorted(queries.encounters(process), key=lambda row: row.territory.name)
    came, silences = queries.attendance(process), list(queries.silences(process))
    voices = queries.voice_counts(process)
    held = sum(row.status == EncounterStatus.HELD for row in encounters)
    searching = [{"label": _("Buscar entre lo que se dijo"), "quiet": True,
                  "url": reverse("search", args=[process_id])}]
    return render(request, "listening/index.html", field_work(actor_of(request), process) | {
        "actions": [*field_actions(actor_of(request), process), *(searching if encounters else [])],
        "figures": [
            {"label": ngettext("encuentro realizado", "encuentros realizados", held), "value": held,
             "note": _("de %(all)s planeados") % {"all": len(encounters)}},
            {"label": _("voces anotadas"), "value": sum(voices.values())},
            {"label": _("silencios declarados"), "value": len(silences),
             "url": reverse("listening:silences", args=[process_id])},
        ],
        "places": [_place(place, list(rows), came, silences, voices) for place, rows in
                   groupby(encounters, key=lambda row: row.territory)],
    })


def encounter(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = get_object_or_404(queries.encounters(process), pk=encounter_id)
    page = Paginator(queries.voices(process).filter(encounter=row), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "listening/encounter.html", {
        "encounter": row, "title": encounter_title(row),
        "eyebrow": " · ".join((row.territory.name, week(row) or _("sin fecha"))),
        "status": {"label": status(row)["text"], "tone": status(row)["tone"]},
        "ways": ways(actor_of(request), row), "facts": facts(row), "pictures": row.pictures.count(),
        "attendance": _attendance_table(row.attendance.select_related("group"), _("Quiénes vinieron")),
        "not_done": not_done(row), "voices": voice_cards(page), "page": page,
        "silences": [silence_line(silence) for silence in queries.silences(process).filter(encounter=row)],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": encounter_title(row), "url": ""}],
    })


def silences(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    rows = sorted(queries.silences(process), key=lambda row: (row.territory.name, row.kind))
    return render(request, "listening/silences.html", {
        "places": [{"name": place.name, "halted": halted(place), "kinds": _by_kind(list(kept))}
                   for place, kept in groupby(rows, key=lambda row: row.territory)],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Silencios"), "url": ""}],
    })


def _place(place: Territory, rows: list[Encounter], came: list[Attendance], silences: list[Silence],
           voices: Counter[UUID]) -> dict[str, Any]:
    here, places = {row.pk for row in rows}, within(place)
    present = [count for count in came if count.encounter_id in here]
    kept = [silence for silence in silences if silence.territory_id in places]
    return {
        "name": place.name, "halted": halted(place), "table": _encounter_table(place, rows, present, voices),
        "attendance": _attendance_table(present, _("Quiénes vinieron, por grupo")),
        "silences": [silence_line(silence) for silence in kept[:SILENCES_BESIDE]],
        "silences_title": ngettext(
            "%(n)s silencio declarado en %(place)s", "%(n)s silencios declarados en %(place)s", len(kept)) % {
                "n": len(kept), "place": place.name},
    }


def _encounter_table(place: Territory, rows: list[Encounter], present: list[Attendance],
                     voices: Counter[UUID]) -> dict[str, Any]:
    people: Counter[UUID] = Counter()
    for count in present:
        people[count.encounter_id] += count.count
    return {
        "caption": _("Encuentros en %(place)s") % {"place": place.name},
        "columns": [{"label": _("Encuentro")}, {"label": _("Cuándo")}, {"label": _("Cómo quedó")},
                    {"label": _("Personas"), "number": True}, {"label": _("Voces"), "number": True}],
        "rows": [[{"text": encounter_title(row),
                   "url": reverse("listening:encounter", args=[row.process_id, row.pk])},
                  {"text": week(row)}, status(row), {"text": people.get(row.pk)}, {"text": voices[row.pk]}]
                 for row in rows],
    }


def _attendance_table(counts: Iterable[Attendance], caption: str) -> dict[str, Any] | None:
    """People by group. Never who."""
    by_group: dict[str, int] = defaultdict(int)
    for row in counts:
        by_group[str(row.group)] += row.count
    if not by_group:
        return None
    return {
        "caption": caption, "columns": [{"label": _("Grupo")}, {"label": _("Personas"), "number": True}],
        "rows": [[{"text": group}, {"text": count}] for group, count in by_group.items()],
        "note": _("Quien vino a dos encuentros cuenta dos veces: no se guarda quién vino."),
    }


def _by_kind(rows: list[Silence]) -> list[dict[str, Any]]:
    return [{"title": kept[0].get_kind_display(), "items": [_known(row) for row in kept]}
            for kept in (list(group) for _kind, group in groupby(rows, key=lambda row: row.kind))]


def _known(row: Silence) -> dict[str, str]:
    return {"group": str(row.group or ""), "text": silence_words(row)}
