"""Opening a room, printing its slips, entering what was answered on paper, counting raised cards."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tequio.deliberation.models import Position, RoundStatus, Sitting, Statement
from tequio.deliberation.results import standings
from tequio.deliberation.room import codes
from tequio.deliberation.room.hall import Hall, Keys
from tequio.deliberation.room.models import CardCount, Room, RoomStatus
from tequio.deliberation.standing import Standing
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import Deed, acting
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring

MOST_SLIPS, MOST_CARDS = 300, 5000
FOLDER, ENDING = "room", ".room"
COLUMNS = {Position.AGREE: "agree", Position.DISAGREE: "disagree", Position.PASS: "passed",
           Position.NOT_SAID: "not_said"}


def path_of(room_id: UUID) -> Path:
    return Path(settings.HOME) / FOLDER / f"{room_id}{ENDING}"


def prepare_room(*, actor: User, sitting: Sitting, phones: bool, address: str, port: int) -> Room:
    """The room of a sitting, with its secrets. One that was prepared before keeps them, and gets the new address.

    Raises TQ-691 for a round that is closed, TQ-623 for a room that is, TQ-490 when nothing may be voted on.
    """
    if sitting.round.status == RoundStatus.CLOSED:
        raise TequioError("TQ-691", value=sitting.round.key)
    with acting(actor, "record_votes", on=sitting, process_id=sitting.process_id,
                territory_id=sitting.round.territory_id):
        room = Room.objects.filter(sitting=sitting).first()
        if room is None:
            check_votable(sitting)
            room = _new(sitting)
        if room.status == RoomStatus.CLOSED:
            raise TequioError("TQ-623")
        room.phones, room.address, room.port = phones, address, port
        room.save()
    return room


def check_votable(sitting: Sitting) -> None:
    """Raises TQ-490 when no statement of the round was reviewed and may be voted on."""
    rows = list(Statement.objects.filter(round=sitting.round))
    if Standing.OPEN not in standings(sitting.process_id, rows).values():
        raise TequioError("TQ-490")


def make_slips(*, actor: User, room: Room, hall: Hall, count: int) -> list[str]:
    """Fresh codes for one sheet. They are on the paper that is printed from them, and nowhere else.

    Raises TQ-620 for none or too many.
    """
    if not 1 <= count <= MOST_SLIPS:
        raise TequioError("TQ-620", count=count, most=MOST_SLIPS)
    with _at_the_table(actor, room):
        fresh: list[str] = []
        while len(fresh) < count:
            taken = {code[:codes.NAME] for code in fresh}
            fresh += [code for code in codes.new_codes(count - len(fresh), taken) if not hall.has(code[:codes.NAME])]
        hall.add_slips(fresh)
    return fresh


def enter_paper(*, actor: User, room: Room, hall: Hall, slip: str, answers: Mapping[str, int], moment: int,
                group: str = "", instead: bool = False) -> None:
    """One paper ballot. Raises as `Hall.take_paper` does."""
    with _at_the_table(actor, room):
        hall.take_paper(slip, answers, moment=moment, group=group, instead=instead)


def count_cards(*, actor: User, sitting: Sitting, moment: int,
                counted: Sequence[tuple[Statement, Mapping[Position, int]]]) -> int:
    """How many cards of each kind were raised; counting a statement again replaces the count.

    Raises TQ-621 for a statement of another round, TQ-627 for what is no count, TQ-491 for a statement that was not
    reviewed or is refused: it was put to nobody.
    """
    if any(not 0 <= number <= MOST_CARDS for _, numbers in counted for number in numbers.values()):
        raise TequioError("TQ-627")
    if any(statement.round_id != sitting.round_id for statement, _ in counted):
        raise TequioError("TQ-621")
    stands = standings(sitting.process_id, [statement for statement, _ in counted])
    if any(stands[statement.key] != Standing.OPEN for statement, _ in counted):
        raise TequioError("TQ-491")
    with acting(actor, "record_votes", on=sitting, process_id=sitting.process_id,
                territory_id=sitting.round.territory_id) as deed:
        for statement, numbers in counted:
            CardCount.objects.update_or_create(
                sitting=sitting, statement=statement, moment=moment,
                defaults={COLUMNS[position]: number for position, number in numbers.items()})
        deed.count = len(counted)
    return len(counted)


def _at_the_table(actor: User, room: Room) -> AbstractContextManager[Deed]:
    return acting(actor, "record_votes", on=room, process_id=room.process_id,
                  territory_id=room.sitting.round.territory_id)


def _new(sitting: Sitting) -> Room:
    room = Room(process_id=sitting.process_id, sitting=sitting, secrets=Keys().written())
    keyring.of(sitting.process_id).make_keys([room.pk])
    return room
