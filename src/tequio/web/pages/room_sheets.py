"""What is printed for a room: slips to cut, ballots to mark, cards to raise, statements to read aloud."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from tequio.deliberation.models import Sitting
from tequio.deliberation.room.codes import NAME, spelled
from tequio.deliberation.room.opening import MOST_SLIPS, check_votable, make_slips
from tequio.deliberation.room.pages import RoomAddress
from tequio.deliberation.room.queries import groups_of
from tequio.deliberation.room.running import asked_in
from tequio.deliberation.room.views import live_in, room_in, sitting_in
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.paper.typesetting import typeset
from tequio.web.pages.room_words import WORDS

FOLDER = Path(str(resources.files(__package__)))
PARTS = {"hojas": "ballots", "tarjetas": "cards", "afirmaciones": "statements"}


@require_POST
def slips(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """One sheet of fresh slips. Their codes are made here, printed, and kept nowhere."""
    process = admitted(request, "record_votes", process_id)
    live = live_in(process, sitting_id)
    asked = request.POST.get("count", "")
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_SLIPS)) else 0
    codes = make_slips(actor=actor_of(request), room=room_in(process, sitting_id), hall=live.hall, count=count)
    return _printed({"part": "slips", "slips": [_slip(code, live.place) for code in codes]})


def sheets(request: HttpRequest, process_id: UUID, sitting_id: UUID, part: str) -> HttpResponse:
    process = admitted(request, "record_votes", process_id)
    sitting = sitting_in(process, sitting_id)
    if part not in PARTS:
        raise Http404
    check_votable(sitting)
    return _printed({"part": PARTS[part], **_about(sitting)})


def _about(sitting: Sitting) -> dict[str, Any]:
    return {"statements": [row.text for row in asked_in(sitting)],
            "groups": [group.name_in(_language()) for group in groups_of(sitting.process)]}


def _slip(code: str, place: RoomAddress) -> dict[str, str]:
    """Its code, the four signs by which a table knows it apart, and for phones a code for the camera.

    The signs stand behind a «#»: the camera hands them to the page, and the browser sends them to nobody.
    """
    whole = spelled(code)
    return {"name": whole[:NAME], "rest": whole[NAME:], "qr": _qr(f"{place.url}#{code}") if place.phones else ""}


def _qr(text: str) -> str:
    return str(segno.make(text, error="l", micro=False).svg_inline(scale=4, border=0))


def _printed(content: Mapping[str, Any]) -> HttpResponse:
    """Tagged PDF (PDF/UA-1), never kept by the browser. Raises TQ-806 when the typesetter refuses."""
    language = _language()
    made = typeset(FOLDER / "room.typ", {**content, "language": language, "words": WORDS[language]})
    return HttpResponse(made, headers={
        "Content-Type": "application/pdf", "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{WORDS[language]["file"]}.pdf"'})


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
