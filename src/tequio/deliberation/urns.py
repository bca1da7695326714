"""Ballots wherever they lie: those of a sheet or a room sealed in an urn, those given online in rows until they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from tequio.deliberation.folded import Folded, folded, unfolded
from tequio.deliberation.models import Ballot, Round, Sitting, Statement, Urn, Vote

# What ballots hang on, by the kind that is destroyed.
LED_TO = ("sitting", "statement")


class Cast(NamedTuple):
    """One answer of one ballot, by the key of the statement."""

    ballot: UUID
    statement: str
    position: int


def ballots_of(round: Round) -> tuple[list[Ballot], list[Cast]]:
    """Every ballot of a round with its answers, each once. Raises TQ-301 while the process is locked."""
    keys = dict(Statement.objects.filter(round=round).values_list("pk", "key"))
    sealed = (one for urn in Urn.objects.filter(round=round) for one in unfolded(urn.ballots))
    found = {one.id: one for one in (*_standing(round, sealed), *_in_rows(round))}
    ballots = [Ballot(id=one.id, round_id=round.pk, group_id=one.group, sitting_id=one.sitting, moment=one.moment,
                      earlier_id=one.earlier if one.earlier in found else None) for one in found.values()]
    return ballots, [Cast(one.id, keys[statement], said) for one in found.values()
                     for statement, said in one.answers.items()]


def fill_urn(round: Round, ballots: Sequence[Ballot], votes: Iterable[Vote]) -> None:
    """Seal ballots that are in no row yet, together. Raises TQ-301 while the process is locked."""
    answers: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for vote in votes:
        answers[vote.ballot_id][vote.statement_id] = int(vote.position)
    _seal(round, [_of(row, answers) for row in ballots])


def seal_ballots(round: Round) -> int:
    """Put the ballots that lie in rows of a round into a sealed urn. In the transaction of an action that closes it.

    Returns how many they were. Raises TQ-301 while the process is locked.
    """
    rows = list(_in_rows(round))
    if rows:
        _seal(round, rows)
        ballots = Ballot.objects.filter(round=round)
        Vote.objects.filter(ballot__round=round)._raw_delete(using=ballots.db)
        ballots._raw_delete(using=ballots.db)
    return len(rows)


def empty_urns(process_id: UUID, kind: str, _ids: object) -> None:
    """Take out of every urn what hung on rooms and statements that were destroyed. In the transaction that does it."""
    for urn in Urn.objects.filter(process=process_id).select_related("round") if kind in LED_TO else ():
        there = unfolded(urn.ballots)
        left = _standing(urn.round, there)
        if left != there:
            urn.ballots = folded(left)
            urn.save(update_fields=["ballots"])


def _standing(round: Round, ballots: Iterable[Folded]) -> list[Folded]:
    """Those whose room is still there, with their answers to statements that are."""
    rooms = set(Sitting.objects.filter(round=round).values_list("pk", flat=True))
    statements = set(Statement.objects.filter(round=round).values_list("pk", flat=True))
    return [replace(one, answers={key: said for key, said in one.answers.items() if key in statements})
            for one in ballots if one.sitting is None or one.sitting in rooms]


def _in_rows(round: Round) -> Iterable[Folded]:
    answers: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for ballot, statement, position in Vote.objects.filter(ballot__round=round).values_list(
            "ballot_id", "statement_id", "position"):
        answers[ballot][statement] = position
    for row in Ballot.objects.filter(round=round):
        yield _of(row, answers)


def _of(row: Ballot, answers: Mapping[UUID, Mapping[UUID, int]]) -> Folded:
    return Folded(row.pk, row.group_id, row.sitting_id, int(row.moment), row.earlier_id, answers.get(row.pk, {}))


def _seal(round: Round, rows: Sequence[Folded]) -> None:
    Urn(process_id=round.process_id, round=round, ballots=folded(rows)).save(force_insert=True)

