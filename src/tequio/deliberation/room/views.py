"""The table of a room: opening it, leading it, closing it. What phones reach is elsewhere, in `app.py`."""

import socket
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.deliberation.models import Phase, Sitting
from tequio.deliberation.room import queries
from tequio.deliberation.room.closing import close_room, sweep
from tequio.deliberation.room.models import Room, RoomStatus
from tequio.deliberation.room.opening import prepare_room
from tequio.deliberation.room.running import Running, asked_in, follow, hall_of, is_running, running, start, stop
from tequio.deliberation.rounds.actions import STEPS, move_sitting
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

HERE, PORT = "127.0.0.1", 8360


def desk(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """One page for the whole evening."""
    process = admitted(request, "record_votes", process_id)
    sweep(process)
    sitting = sitting_in(process, sitting_id)
    room = queries.room_of(sitting)
    live = running(room) if room and is_running(room.pk) else None
    return render(request, "room/desk.html", {
        "sitting": sitting, "round": sitting.round, "room": room, "live": live, "crumbs": crumbs(sitting),
        "closed": bool(room and room.status == RoomStatus.CLOSED), "account": room.account if room else None,
        "addresses": _addresses(), "port": room.port if room else PORT,
        "unreviewed": queries.unreviewed_in(sitting),
        "address": room.address if room else HERE, "statements": asked_in(sitting),
        "steps": _steps(sitting), "following": _following(sitting), "printed": live.hall.printed() if live else 0,
        "drawn": len(live.hall.sheets()) if live else 0, "waiting": _waiting(room),
    })


@require_POST
def open_(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    process = admitted(request, "record_votes", process_id)
    sitting = sitting_in(process, sitting_id)
    port = request.POST.get("port", "")
    room = prepare_room(
        actor=actor_of(request), sitting=sitting, phones=request.POST.get("phones") == "1",
        address=request.POST.get("address", "").strip()[:80] or HERE,
        port=int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else PORT)
    start(room)
    return redirect("deliberation:room", process_id, sitting_id)


@require_POST
def pause(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    process = admitted(request, "record_votes", process_id)
    stop(room_in(process, sitting_id).pk)
    return redirect("deliberation:room", process_id, sitting_id)


@require_POST
def step(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """To the next step of the sitting; phones and wall follow by themselves."""
    process = admitted(request, "record_votes", process_id)
    sitting = sitting_in(process, sitting_id)
    live_in(process, sitting_id)
    to = request.POST.get("to", "")
    if to not in Phase.values or to == Phase.DONE:
        raise Http404
    move_sitting(actor=actor_of(request), sitting=sitting, to=Phase(to))
    follow(sitting)
    return redirect("deliberation:room", process_id, sitting_id)


@require_POST
def point(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """Put one statement on the wall."""
    process = admitted(request, "record_votes", process_id)
    sitting, key = sitting_in(process, sitting_id), request.POST.get("statement", "")
    if key not in {row.key for row in asked_in(sitting)}:
        raise Http404
    live_in(process, sitting_id).board.point(key)
    return redirect(reverse("deliberation:room", args=[process_id, sitting_id]) + "#pared")


def close(request: HttpRequest, process_id: UUID, sitting_id: UUID) -> HttpResponse:
    """Asks first. The ballots go into the round; the wall keeps showing the bands until it is switched off."""
    process = admitted(request, "record_votes", process_id)
    room = room_in(process, sitting_id)
    if request.method != "POST":
        return render(request, "confirm.html", {
            "title": _("¿Cerrar la sala?"), "eyebrow": room.sitting.title, "submit": _("Sí, cerrar la sala"),
            "text": _("Las boletas pasan a la ronda, revueltas y sin hora. Los papelitos dejan de servir y sus llaves "
                      "se destruyen. No se puede deshacer: las hojas que falten de pasar ya no entran."),
            "back": reverse("deliberation:room", args=[process_id, sitting_id]),
            "crumbs": crumbs(room.sitting, _("Cerrar la sala"))})
    live = running(room) if is_running(room.pk) else None
    if live:
        live.board.to(Phase.DONE)
    hall = live.hall if live else hall_of(room)
    close_room(actor=actor_of(request), room=room, hall=hall)
    hall.forget()
    messages.success(request, _("La sala quedó cerrada. Las boletas están en la ronda y los papelitos se destruyeron."))
    return redirect("deliberation:room", process_id, sitting_id)


def sitting_in(process: Process, sitting_id: UUID) -> Sitting:
    """The sitting, or 404: of another process it does not exist."""
    found = queries.sitting_in(process, sitting_id)
    if found is None:
        raise Http404
    return found


def room_in(process: Process, sitting_id: UUID) -> Room:
    found = queries.room_of(sitting_in(process, sitting_id))
    if found is None:
        raise Http404
    return found


def live_in(process: Process, sitting_id: UUID) -> Running:
    """The room as it runs. Raises TQ-624 when this program does not have it open, TQ-623 when it is closed."""
    room = room_in(process, sitting_id)
    if room.status == RoomStatus.CLOSED:
        raise TequioError("TQ-623")
    return running(room)


def crumbs(sitting: Sitting, *here: str) -> list[dict[str, str]]:
    process_id = sitting.process_id
    trail = [(_("Deliberación"), reverse("deliberation:index", args=[process_id])),
             (sitting.round.title, reverse("deliberation:round", args=[process_id, sitting.round_id])),
             (sitting.title, reverse("deliberation:sitting", args=[process_id, sitting.pk])),
             (_("Sala"), reverse("deliberation:room", args=[process_id, sitting.pk]) if here else ""),
             *((label, "") for label in here)]
    return [{"label": label, "url": url} for label, url in trail]


def _steps(sitting: Sitting) -> list[dict[str, str]]:
    here = STEPS.index(Phase(sitting.phase))
    return [{"label": step.label.capitalize(), "state": "done" if at < here else "current" if at == here else "ahead"}
            for at, step in enumerate(STEPS)]


def _following(sitting: Sitting) -> Phase | None:
    """The next step; the last one is closing the room."""
    after = STEPS[STEPS.index(Phase(sitting.phase)) + 1:]
    return after[0] if after and after[0] != Phase.DONE else None


def _waiting(room: Room | None) -> int:
    return sum(row.outcome in ("waiting", "first") for row in queries.words_of(room)) if room else 0


def _addresses() -> list[str]:
    """Addresses this computer may have on the Wi-Fi, to choose from; it asks nobody outside for them."""
    try:
        found = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        found = []
    return [HERE, *(one for one in found if not one.startswith("127."))]
