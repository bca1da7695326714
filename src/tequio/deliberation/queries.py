"""What other rooms and pages read of deliberation. Ballots are counted here and shown nowhere."""

from uuid import UUID

from django.db.models import Count, QuerySet

from tequio.deliberation.models import Ballot, Round, Statement
from tequio.foundation.places.models import Group, Process
from tequio.protection.disclosure import Coarse
from tequio.protection.queries import shown


def rounds(process: Process) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(process=process).select_related("territory").annotate(
        ballot_count=Count("ballots", distinct=True), statement_count=Count("statements", distinct=True))
    return found


def round_of(process: Process, round_id: UUID) -> Round | None:
    return rounds(process).filter(pk=round_id).first()


def statements(round: Round) -> list[Statement]:
    return list(Statement.objects.filter(round=round))


def taking_part(round: Round) -> list[tuple[Group | None, Coarse]]:
    """Every group of the process with how many ballots it gave, coarse even for the team: a room is small.

    Groups that gave none are there too; last come the ballots of nobody's group, where there are any.
    """
    counted = dict(Ballot.objects.filter(round=round).values_list("group_id").annotate(n=Count("id")).order_by())
    groups = Group.objects.filter(process=round.process_id)
    found: list[tuple[Group | None, Coarse]] = [
        (group, shown(round.process, counted.get(group.pk, 0))) for group in groups]
    return [*found, (None, shown(round.process, counted[None]))] if counted.get(None) else found


def unreviewed(process: Process) -> int:
    """Statements that nobody has yet asked whether they reproduce violence."""
    return int(Statement.objects.filter(process=process, reproduces_violence="").count())
