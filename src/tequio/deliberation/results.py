"""What a closed round shows, as plain data. No ballot, no person and no exact small group leaves this module."""

from dataclasses import asdict
from typing import Any

from django.db.models import Count

from tequio.deliberation.models import Answer, Position, Round, Statement, Vote
from tequio.deliberation.opinion import Opinions, VoteTable, analyse
from tequio.protection.queries import shown

SLATE = 5


def result_of(round: Round) -> dict[str, Any]:
    """Counts per statement, and what unites, divides and bridges. Empty of rankings where nobody voted."""
    statements = list(Statement.objects.filter(round=round))
    counted = _counts(round)
    result: dict[str, Any] = {
        "ballots": round.ballots.count(),
        "statements": {statement.key: counted.get(statement.pk, dict.fromkeys(NAMES.values(), 0))
                       for statement in statements},
    }
    rows = Vote.objects.filter(ballot__round=round).exclude(position=Position.NOT_SAID).values_list(
        "ballot_id", "statement__key", "position")
    if not rows:
        return result | {"groups": None, "reason": "no_votes"}
    people, keys, positions = zip(*rows, strict=True)
    votes = VoteTable.from_events([str(person) for person in people], list(keys), list(positions))
    return result | _opinions(round, analyse(votes, refused=_refused(statements), seats=SLATE))


NAMES = {Position.AGREE: "agree", Position.DISAGREE: "disagree", Position.PASS: "passed",
         Position.NOT_SAID: "not_said"}


def _counts(round: Round) -> dict[object, dict[str, int]]:
    found: dict[object, dict[str, int]] = {}
    rows = Vote.objects.filter(ballot__round=round).values("statement_id", "position").annotate(n=Count("id"))
    for row in rows:
        mine = found.setdefault(row["statement_id"], dict.fromkeys(NAMES.values(), 0))
        mine[NAMES[Position(row["position"])]] = row["n"]
    return found


def _refused(statements: list[Statement]) -> list[str]:
    """Statements that reproduce violence are counted and shown as a finding; they enter no ranking and no slate."""
    return [row.key for row in statements if row.reproduces_violence == Answer.YES]


def _opinions(round: Round, answer: Opinions) -> dict[str, Any]:
    keys = [str(key) for key in answer.statements]

    def named(order: Any) -> list[str]:
        return [keys[int(at)] for at in order]

    return {
        "groups": _groups(round, answer), "reason": answer.reason,
        "unites": named(answer.consensus.united), "unites_against": named(answer.consensus.united_against),
        "at_least": {key: round_to(answer.consensus.lower_bound[at]) for at, key in enumerate(keys)},
        "divides": named(answer.divisive.order[:SLATE]),
        "bridges": named(answer.bridging.order[:SLATE]) if answer.bridging else [],
        "slate": named(answer.slate.winners) if answer.slate else [],
        "limits": {"people": answer.limits.people, "margin": round_to(answer.limits.margin),
                   "groups": answer.limits.groups},
    }


def _groups(round: Round, answer: Opinions) -> dict[str, Any] | None:
    if answer.groups is None:
        return None
    return {
        "k": answer.groups.k, "stability": round_to(answer.groups.stability),
        "sizes": [asdict(shown(round.process, int(size))) for size in answer.groups.sizes],
    }


def round_to(value: float) -> float:
    return round(float(value), 3)
