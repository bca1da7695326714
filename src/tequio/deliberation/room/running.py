"""The rooms that this program has open: hall, board and server of each, in memory, gone when the vault is locked."""

import threading
from dataclasses import dataclass
from uuid import UUID

from tequio.deliberation.models import Round, Sitting, Statement
from tequio.deliberation.room import queries
from tequio.deliberation.room.app import RoomApp
from tequio.deliberation.room.board import Board
from tequio.deliberation.room.hall import Hall, Keys, Line
from tequio.deliberation.room.models import Room
from tequio.deliberation.room.opening import path_of
from tequio.deliberation.room.pages import RoomAddress, pages_for
from tequio.deliberation.room.server import Server
from tequio.deliberation.room.words import told
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring

_running: dict[UUID, "Running"] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Running:
    """One open room. `place` is where phones and the wall find it."""

    process_id: UUID
    hall: Hall
    board: Board
    server: Server
    place: RoomAddress

    def stop(self) -> None:
        self.server.stop()
        self.hall.close()


def start(room: Room) -> Running:
    """Open the room for phones and the wall, or open it again: nothing of what was voted is lost in between.

    Raises TQ-615 when another program has it open, TQ-622 when its address cannot be taken.
    """
    stop(room.pk)
    hall = hall_of(room)
    sitting = room.sitting
    board = Board(hall, threshold=room.process.threshold, apart=lambda: queries.apart(sitting),
                  cards=lambda: queries.counted_in(sitting))
    pages: dict[str, tuple[str, bytes]] = {}
    try:
        reached = RoomApp(hall, board, pages, phones=room.phones, host=room.address)
        server = Server(reached, host=room.address, port=room.port)
    except TequioError:
        hall.close()
        raise
    place = RoomAddress(room.address, server.port, room.phones)
    pages.update(pages_for(room, place, hall.public))
    board.to(sitting.phase)
    board.tell(told(room))
    with _guard:
        _running[room.pk] = Running(room.process_id, hall, board, server, place)
    return _running[room.pk]


def hall_of(room: Room) -> Hall:
    """The room in memory, without a server. Raises TQ-615."""
    # By key, as they are printed: the wall, the sheets and the phones number them alike.
    lines = [Line(row.key, row.text) for row in queries.votable(room.sitting)]
    return Hall(path_of(room.pk), Keys.read(room.secrets), lines=lines,
                groups=[group.key for group in queries.groups_of(room.process)])


def running(room: Room) -> Running:
    """Raises TQ-624 when this program does not have the room open."""
    if room.pk not in _running:
        raise TequioError("TQ-624")
    return _running[room.pk]


def is_running(room_id: UUID) -> bool:
    return room_id in _running


def follow(sitting: Sitting) -> None:
    """The wall and the phones of an open room go to the step where its sitting is."""
    room = queries.room_of(sitting)
    live = _running.get(room.pk) if room else None
    if live and live.board.phase != sitting.phase:
        live.board.to(sitting.phase)


def asked_in(sitting: Sitting) -> list[Statement]:
    """The statements of the evening: those of the open room in its order, or those that may be voted on just now."""
    room, rows = queries.room_of(sitting), queries.votable(sitting)
    live = _running.get(room.pk) if room else None
    if live is None:
        return rows
    by_key = {row.key: row for row in rows}
    return [by_key[line.key] for line in live.hall.lines if line.key in by_key]


def review_changed(round: Round) -> None:
    """What was refused leaves the walls and phones of open rooms at once; what may be voted on now comes last."""
    for room in queries.open_rooms(round).select_related("sitting__round"):
        live = _running.get(room.pk)
        if live:
            live.hall.only([Line(row.key, row.text) for row in queries.votable(room.sitting)])
            live.board.on_the_wall()


def stop(room_id: UUID) -> None:
    with _guard:
        found = _running.pop(room_id, None)
    if found:
        found.stop()


def stop_locked(process_id: UUID) -> None:
    """Closing the vault closes its rooms: their keys are in memory only, and what was voted rests sealed."""
    for room_id, found in list(_running.items()):
        if found.process_id == process_id and not keyring.is_open(process_id):
            stop(room_id)


keyring.when_locked(stop_locked)
