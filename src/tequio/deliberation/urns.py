"""Ballots wherever they lie: each in rows of its own while a round is open, all in one sealed urn once it is closed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from tequio.deliberation.folded import Folded, folded, unfolded
from tequio.deliberation.models import Ballot, Round, RoundStatus, Statement, Urn, Vote
from tequio.foundation.accounts.reach import everywhere


class Cast(NamedTuple):
    """One answer of one ballot, by the key of the statement."""

    ballot: UUID
    statement: str
    position: int


def ballots_of(round: Round) -> tuple[list[Ballot], list[Cast]]:
    """Every ballot of a round with its answers, each once. Raises TQ-301 for a closed round of a locked process."""
    found = {one.id: one for one in (*_sealed(round), *_in_rows(round))}
    keys = dict(Statement.objects.filter(round=round).values_list("pk", "key"))
    ballots = [Ballot(id=one.id, round_id=round.pk, group_id=one.group, sitting_id=one.sitting, moment=one.moment,
                      earlier_id=one.earlier if one.earlier in found else None) for one in found.values()]
    return ballots, [Cast(one.id, keys[statement], said) for one in found.values()
                     for statement, said in one.answers.items() if statement in keys]


def seal_ballots(round: Round) -> int:
    """Put the ballots that lie in rows of a round into a sealed urn. In the transaction of an action that closes it.

    Returns how many they were. Raises TQ-301 while the process is locked.
    """
    rows = list(_in_rows(round))
    if rows:
        Urn(process_id=round.process_id, round=round, ballots=folded(rows)).save(force_insert=True)
        ballots = Ballot.objects.filter(round=round)
        Vote.objects.filter(ballot__round=round)._raw_delete(using=ballots.db)
        ballots._raw_delete(using=ballots.db)
    return len(rows)


def unsealed_rounds(process_id: UUID) -> list[Round]:
    """Closed rounds of which ballots lie in rows, or whose result is still to be computed."""
    with everywhere():
        closed = Round.objects.filter(process=process_id, status=RoundStatus.CLOSED)
        waiting = set(Ballot.objects.filter(round__in=closed).values_list("round_id", flat=True).distinct())
        return [row for row in closed.select_related("process") if row.pk in waiting or not row.has_result]


def _sealed(round: Round) -> Iterable[Folded]:
    for urn in Urn.objects.filter(round=round):
        yield from unfolded(urn.ballots)


def _in_rows(round: Round) -> Iterable[Folded]:
    answers: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for ballot, statement, position in Vote.objects.filter(ballot__round=round).values_list(
            "ballot_id", "statement_id", "position"):
        answers[ballot][statement] = position
    for row in Ballot.objects.filter(round=round):
        yield Folded(row.pk, row.group_id, row.sitting_id, row.moment, row.earlier_id, answers.get(row.pk, {}))

