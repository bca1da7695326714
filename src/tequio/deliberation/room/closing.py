"""Closing a room: its ballots go into the round under fresh random numbers, and everything else of it is destroyed."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tequio.deliberation.actions import record_ballots
from tequio.deliberation.models import Ballot, Moment, Phase, Position, Statement, Vote
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.models import Room, RoomStatus
from tequio.deliberation.room.opening import ENDING, path_of
from tequio.deliberation.room.sheets import GROUP, Sheet, place_of
from tequio.deliberation.room.store import destroy
from tequio.deliberation.room.words import fetch_words
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process
from tequio.foundation.vault.keyring import keyring


def close_room(*, actor: User, room: Room, hall: Hall) -> dict[str, int]:
    """The account of the evening. Ballots and the closing stand in one transaction: both happen, or neither.

    Only then are the keys of the slips destroyed, and the file: whoever stops between the two finds a closed room
    whose leftovers `sweep` destroys. Raises TQ-623 when it is closed already.
    """
    if room.status == RoomStatus.CLOSED:
        raise TequioError("TQ-623")
    fetch_words(actor=actor, room=room, hall=hall)
    hall.close()
    sheets = hall.sheets()
    ballots, votes = _poured(room, sheets)
    account = _account(hall.printed(), sheets, ballots, votes)
    sitting = room.sitting
    with acting(actor, "record_votes", on=room, process_id=room.process_id,
                territory_id=sitting.round.territory_id) as deed:
        deed.count = record_ballots(actor=actor, round=sitting.round, ballots=ballots, votes=votes)
        sitting.phase = Phase.DONE
        sitting.save(update_fields=["phase"])
        room.status, room.account, room.secrets = RoomStatus.CLOSED, account, ""
        room.save(update_fields=["status", "account", "secrets"])
    _shred(room)
    return account


def sweep(process: Process) -> int:
    """Destroy what a room left that was closed, but not to the end, or whose row is gone. Returns how many rooms."""
    left = [room for room in Room.objects.filter(process=process, status=RoomStatus.CLOSED)
            if path_of(room.pk).exists()]
    for room in left:
        _shred(room)
    there = {path_of(key) for key in Room.objects.values_list("pk", flat=True)}
    orphans = [path for path in path_of(process.pk).parent.glob(f"*{ENDING}") if path not in there]
    for path in orphans:
        destroy(path)
    return len(left) + len(orphans)


def _shred(room: Room) -> None:
    keyring.of(room.process_id).destroy_keys([room.pk])
    destroy(path_of(room.pk))


def _poured(room: Room, sheets: Sequence[Sheet]) -> tuple[list[Ballot], list[Vote]]:
    """Ballots of the first and the second vote; where a slip gave both, the second names the first."""
    statements = {row.key: row for row in Statement.objects.filter(round=room.sitting.round)}
    groups = {row.key: row for row in Group.objects.filter(process=room.process_id)}
    ballots: list[Ballot] = []
    votes: list[Vote] = []
    for sheet in sheets:
        earlier = None
        for moment in Moment:
            said = dict(_said(sheet, moment, statements))
            if said:
                earlier = Ballot(id=uuid.uuid4(), round=room.sitting.round, sitting=room.sitting, moment=moment,
                                 group=groups.get(str(sheet.said(GROUP) or "")), earlier=earlier)
                ballots.append(earlier)
                votes += [Vote(ballot=earlier, statement=statements[key], position=position)
                          for key, position in said.items()]
    return ballots, votes


def _said(sheet: Sheet, moment: int, statements: Mapping[str, Any]) -> Iterator[tuple[str, Position]]:
    for key in statements:
        value = sheet.said(place_of(moment, key))
        if value is not None:
            yield key, Position(int(value))


def _account(printed: int, sheets: Sequence[Sheet], ballots: Sequence[Ballot],
             votes: Sequence[Vote]) -> dict[str, int]:
    """Slips printed and drawn, ballots of the first and the second vote, and answers that were «prefer not to say»."""
    return {"printed": printed, "drawn": len(sheets),
            "ballots": sum(row.moment == Moment.FIRST for row in ballots),
            "ballots_again": sum(row.moment == Moment.SECOND for row in ballots),
            "silences": sum(row.position == Position.NOT_SAID for row in votes)}
