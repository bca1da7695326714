"""What pages and other rooms read of a room."""

from uuid import UUID

from django.db.models import QuerySet

from tequio.deliberation.models import Round, Sitting, Statement
from tequio.deliberation.results import standings
from tequio.deliberation.room.models import CardCount, Room, RoomStatus, RoomWords
from tequio.deliberation.room.opening import COLUMNS
from tequio.deliberation.standing import Standing
from tequio.foundation.places.models import Group, Process

Counted = dict[tuple[int, str], dict[int, int]]


def sitting_in(process: Process, sitting_id: UUID) -> Sitting | None:
    found: Sitting | None = Sitting.objects.filter(process=process, pk=sitting_id).select_related(
        "round__territory", "process").first()
    return found


def room_of(sitting: Sitting) -> Room | None:
    found: Room | None = Room.objects.filter(sitting=sitting).select_related("sitting__round", "process").first()
    return found


def open_rooms(round: Round) -> QuerySet[Room]:
    """Rooms whose ballots are not in the round yet."""
    found: QuerySet[Room] = Room.objects.filter(sitting__round=round, status=RoomStatus.OPEN)
    return found


def statements_of(sitting: Sitting) -> list[Statement]:
    return list(Statement.objects.filter(round=sitting.round))


def votable(sitting: Sitting) -> list[Statement]:
    """What a room may vote on: reviewed, answered where there is a risk, and not refused; in their order."""
    rows = statements_of(sitting)
    stands = standings(sitting.process_id, rows)
    return [row for row in rows if stands[row.key] == Standing.OPEN]


def apart(sitting: Sitting) -> frozenset[str]:
    """Statements that nobody reviewed, that carry a risk without an answer, or that are refused: crowned on no wall."""
    found = standings(sitting.process_id, statements_of(sitting))
    return frozenset(key for key, stands in found.items() if stands != Standing.OPEN)


def unreviewed_in(sitting: Sitting) -> int:
    """How many statements wait for a person before they can be voted on; what is refused waits for nobody."""
    stands = standings(sitting.process_id, statements_of(sitting)).values()
    return sum(one in (Standing.UNREVIEWED, Standing.UNANSWERED) for one in stands)


def groups_of(process: Process) -> list[Group]:
    return list(Group.objects.filter(process=process))


def counted_in(sitting: Sitting) -> Counted:
    """Raised cards by moment and statement, of one sitting."""
    return _counted(CardCount.objects.filter(sitting=sitting))


def counted_cards(round: Round) -> Counted:
    """Raised cards by moment and statement, of all sittings. No ballots stand behind them: they make no groups."""
    return _counted(CardCount.objects.filter(sitting__round=round))


def words_of(room: Room) -> list[RoomWords]:
    return list(RoomWords.objects.filter(room=room).select_related("statement", "room__sitting__round"))


def row_of(room: Room, row_id: UUID) -> RoomWords | None:
    found: RoomWords | None = RoomWords.objects.filter(room=room, pk=row_id).select_related(
        "room__sitting__round", "room__process").first()
    return found


def _counted(rows: QuerySet[CardCount]) -> Counted:
    found: Counted = {}
    for row in rows.select_related("statement"):
        there = found.setdefault((row.moment, row.statement.key), dict.fromkeys(map(int, COLUMNS), 0))
        for position, name in COLUMNS.items():
            there[int(position)] += getattr(row, name)
    return found
