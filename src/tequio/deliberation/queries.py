"""What other rooms and pages read of deliberation. Ballots are counted here and shown nowhere."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from tequio.deliberation.bands import band
from tequio.deliberation.models import Moment, Position, Reason, Round, Sitting, Statement, Way
from tequio.deliberation.urns import ballots_of
from tequio.foundation.places.models import Group, Process
from tequio.listening.models import Silence, SilenceKind, Voice
from tequio.listening.queries import silences
from tequio.protection.disclosure import Coarse
from tequio.protection.queries import shown

ANSWERS: dict[int, str] = {
    Position.AGREE: "agree", Position.DISAGREE: "disagree", Position.PASS: "passed", Position.NOT_SAID: "not_said"}


def rounds(process: Process) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(process=process).select_related("territory").annotate(
        statement_count=Count("statements", distinct=True))
    return found


def closed_rounds(process: Process) -> list[Round]:
    """Rounds with a result, in the order of their keys."""
    return [row for row in rounds(process) if row.has_result]


def round_of(process: Process, round_id: UUID) -> Round | None:
    return rounds(process).filter(pk=round_id).first()


def statements(round: Round) -> list[Statement]:
    return list(Statement.objects.filter(round=round))


def given(round: Round) -> dict[UUID | None, int]:
    """First ballots by group: of a closed round as they were counted when it was closed."""
    if round.has_result:
        return {UUID(key) if key else None: count for key, count in round.result["given"].items()}
    return Counter(row.group_id for row in ballots_of(round)[0] if row.moment == Moment.FIRST)


def taking_part(round: Round) -> list[tuple[Group | None, Coarse]]:
    """Every group of the process with how many ballots it gave, coarse even for the team: a room is small.

    Groups that gave none are there too; last come the ballots of nobody's group, where there are any.
    """
    counted = given(round)
    groups = Group.objects.filter(process=round.process_id)
    found: list[tuple[Group | None, Coarse]] = [
        (group, shown(round.process, counted.get(group.pk, 0))) for group in groups]
    return [*found, (None, shown(round.process, counted[None]))] if counted.get(None) else found


def unreviewed(process: Process) -> int:
    """Statements that nobody has yet asked whether they reproduce violence."""
    return int(Statement.objects.filter(process=process, reproduces_violence="").count())


def statement_of(process: Process, statement_id: UUID) -> Statement | None:
    found: Statement | None = Statement.objects.filter(process=process, pk=statement_id).select_related(
        "round__territory", "round__process").first()
    return found


def sittings(round: Round) -> list[Sitting]:
    return list(Sitting.objects.filter(round=round).select_related("encounter"))


def rooms_that_voted(round: Round) -> int:
    """Of a closed round."""
    return int(round.result["rooms_voted"]) if round.has_result else 0


def sitting_of(process: Process, sitting_id: UUID) -> Sitting | None:
    found: Sitting | None = Sitting.objects.filter(process=process, pk=sitting_id).select_related(
        "round__territory", "round__process", "encounter").first()
    return found


def online_vote(round: Round) -> Sitting | None:
    """The online vote of a round, if it has one."""
    found: Sitting | None = Sitting.objects.filter(round=round, way=Way.ONLINE).first()
    return found


def first_look(sitting: Sitting) -> dict[str, tuple[str | None, str | None]]:
    """What a room may look at after its first vote: how much of it agreed and disagreed, as bands.

    Counts, even rounded ones, would tell twenty people in a room that all twenty agreed.
    """
    ballots, votes = ballots_of(sitting.round)
    first = {row.pk for row in ballots if row.sitting_id == sitting.pk and row.moment == Moment.FIRST}
    counted = Counter((vote.statement, vote.position) for vote in votes if vote.ballot in first)
    return {key: _sides(counted, key, sitting.round.process.threshold) for key in sorted({key for key, _ in counted})}


def _sides(counted: Mapping[tuple[str, int], int], key: str, threshold: int) -> tuple[str | None, str | None]:
    said = {at: counted.get((key, at), 0) for at in (Position.AGREE, Position.DISAGREE, Position.PASS)}
    answered = sum(said.values())
    return (band(said[Position.AGREE], answered, threshold=threshold),
            band(said[Position.DISAGREE], answered, threshold=threshold))


@dataclass(frozen=True)
class Given:
    """One reason as the protected team reads it."""

    voice: Voice
    side: int


def reasons(round: Round, *, sitting: Sitting | None = None) -> dict[str, list[Given]]:
    """The voices that speak for and against, by the key of the statement, in their order."""
    rows = Reason.objects.filter(statement__round=round).select_related(
        "statement", "voice__group", "voice__process").order_by("voice__key")
    if sitting is not None:
        rows = rows.filter(voice__encounter=sitting.encounter_id)
    found: dict[str, list[Given]] = {}
    for row in rows:
        found.setdefault(row.statement.key, []).append(Given(row.voice, row.side))
    return found


def not_there(round: Round) -> list[Silence]:
    """Groups that were declared absent and places nobody reached, where the round was held."""
    kinds = (SilenceKind.GROUP_ABSENT, SilenceKind.PLACE_NOT_REACHED, SilenceKind.WORK_SUSPENDED)
    return list(silences(round.process, territory=round.territory).filter(kind__in=kinds))
