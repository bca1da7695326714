"""What other rooms and pages read of deliberation. Ballots are counted here and shown nowhere."""

from django.db.models import Count, QuerySet

from tequio.deliberation.models import Round, Statement
from tequio.foundation.places.models import Process


def rounds(process: Process) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(process=process).select_related("territory").annotate(
        ballot_count=Count("ballots", distinct=True))
    return found


def statements(round: Round) -> list[Statement]:
    return list(Statement.objects.filter(round=round))
