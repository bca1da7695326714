"""Pages of listening: encounters by territory, the voices of one, and what was not said."""

from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import admitted
from tequio.listening import queries
from tequio.listening.models import Encounter, Use, Voice


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    rows = sorted(queries.encounters(process), key=lambda row: row.territory.name)
    return render(request, "listening/index.html", {
        "places": [{"place": place, "encounters": list(held)} for place, held in
                   groupby(rows, key=lambda row: row.territory)],
        "silence_count": queries.silences(process).count(),
    })


def encounter(request: HttpRequest, process_id: UUID, encounter_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = get_object_or_404(Encounter.objects.select_related("territory"), process=process, pk=encounter_id)
    voices = list(queries.voices(process).filter(encounter=row))
    uses = queries.uses_of(voices)
    return render(request, "listening/encounter.html", {
        "encounter": row, "attendance": row.attendance.select_related("group"),
        "voices": [_card(voice, uses[voice.pk]) for voice in voices],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": row.get_kind_display().capitalize(), "url": ""}],
    })


def silences(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    rows = sorted(queries.silences(process), key=lambda row: row.territory.name)
    return render(request, "listening/silences.html", {
        "places": [{"place": place, "silences": list(kept)} for place, kept in
                   groupby(rows, key=lambda row: row.territory)],
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Silencios"), "url": ""}],
    })


def _card(voice: Voice, uses: list[Use]) -> dict[str, object]:
    """A voice as components/voice.html takes it."""
    return {"text": voice.text, "group": str(voice.group or ""),
            "consents": [{"label": use.label, "granted": use in uses} for use in Use],
            "url": reverse("trace", args=[voice.process_id, "voice", voice.pk])}
