"""What every page shows around its content: the process, the rooms along the chain, the marks, the lock."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.access import actor_of
from tequio.foundation.accounts.permissions import reach_of
from tequio.foundation.accounts.reach import Reach
from tequio.foundation.places.models import Process
from tequio.foundation.register import Room, rooms
from tequio.web import as_said
from tequio.web.idle import limit

NOWHERE: Reach = frozenset()


def surroundings(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    process_id = match.kwargs.get("process_id") if match else None
    # What was refused before anybody was asked who they are has no user.
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {}
    if process_id is None:
        return _leaving(keyless=False)
    process = Process.objects.filter(pk=process_id).first()
    if process is None:
        return {}
    here, reads = match.namespace if match else "", reach_of(actor_of(request), "read_words", process_id)
    return _leaving(keyless=reads == NOWHERE) | {
        # Asked for by the page itself, once its words were gathered.
        "as_said": partial(as_said.switch, request, process_id),
        "process": process, "process_name": process.name, "home_url": reverse("home", args=[process_id]),
        "search_url": reverse("search", args=[process_id]) if reads != NOWHERE else "",
        "rooms": [{"label": room.label, "url": reverse(f"{room.name}:index", args=[process_id]),
                   "current": room.name == here} for room in rooms_of(reads)],
        "marks": [_("Demostración: todo es inventado")] if process.is_demo else [],
    }


def rooms_of(reads: Reach) -> list[Room]:
    """The rooms of somebody who reads words there: no way is shown that leads to nothing."""
    return [room for room in rooms() if reads is None or (reads and room.by_territory)]


def _leaving(*, keyless: bool) -> dict[str, Any]:
    return {"lock_url": reverse("lock"), "keyless": keyless, "idle_seconds": int(limit())}
