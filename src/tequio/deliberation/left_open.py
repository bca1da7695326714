"""Ballots of closed rounds that still lie in rows: from before there were urns, or from a machine that has none yet.

They are sealed when their process opens. Nobody decides anything here, so the record gets no entry.
"""

from uuid import UUID

from django.db import transaction

from tequio.deliberation.models import Ballot, Round, RoundStatus
from tequio.deliberation.results import result_of
from tequio.deliberation.urns import seal_ballots
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.errors import TequioError


def seal_closed_rounds(process_id: UUID) -> int:
    """Compute and seal what closed rounds left open, each in a transaction of its own. Returns how many rounds it were.

    A round of which something cannot be opened stays as it is: nobody is kept out of a process for it.
    """
    with everywhere():
        return sum(_sealed(round) for round in _left_open(process_id))


def _left_open(process_id: UUID) -> list[Round]:
    closed = Round.objects.filter(process=process_id, status=RoundStatus.CLOSED)
    waiting = set(Ballot.objects.filter(round__in=closed).values_list("round_id", flat=True).distinct())
    return [row for row in closed.select_related("process") if row.pk in waiting or not row.has_result]


def _sealed(round: Round) -> bool:
    try:
        with transaction.atomic():
            round.result = result_of(round)
            round.save(update_fields=["outcome"])
            seal_ballots(round)
    except TequioError:
        return False
    return True
