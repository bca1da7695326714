"""Listening to recordings, for the protected team only; nothing is kept by the browser."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of
from tequio.listening.admission import admitted_to
from tequio.listening.capture import recordings
from tequio.listening.capture.models import Audio
from tequio.listening.models import Encounter


def audio(request: HttpRequest, process_id: UUID, encounter_id: UUID, audio_id: UUID) -> HttpResponse:
    row = admitted_to(request, "read_words", process_id, encounter_id)
    answer = HttpResponse(recordings.ogg(_found(row, audio_id)), content_type="audio/ogg")
    answer["Content-Disposition"] = 'inline; filename="audio.ogg"'
    return answer


@require_POST
def drop(request: HttpRequest, process_id: UUID, encounter_id: UUID, audio_id: UUID) -> HttpResponse:
    row = admitted_to(request, "keep_audio", process_id, encounter_id)
    recordings.drop_audio(actor=actor_of(request), audio=_found(row, audio_id))
    return redirect("listening:letters", process_id, encounter_id)


def _found(row: Encounter, audio_id: UUID) -> Audio:
    found: Audio | None = Audio.objects.filter(encounter=row, pk=audio_id).select_related("encounter").first()
    if found is None:
        raise Http404
    return found
