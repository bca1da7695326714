"""What the votes of a round show, as plain data. No ballot, no person and no exact small group leaves this module."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import numpy as np

from tequio.deliberation.answers import answers_to
from tequio.deliberation.bands import band, part_of
from tequio.deliberation.changes import changes
from tequio.deliberation.models import Ballot, Moment, Position, Round, Sitting, Statement, Way
from tequio.deliberation.opinion import Opinions, VoteTable, analyse
from tequio.deliberation.queries import ANSWERS
from tequio.deliberation.standing import Standing, standing
from tequio.deliberation.urns import Cast, ballots_of
from tequio.foundation.places.models import Process
from tequio.protection.queries import shown

SLATE = 5
# Without groups a statement divides where at least so much of the room surely stands on each side.
SIDE = 0.2
DRAWN_TO = 20


def result_of(round: Round) -> dict[str, Any]:
    """What the rooms show together, what each shows, who moved, and what was answered online: apart, unless pooled."""
    statements = list(Statement.objects.filter(round=round))
    sittings = list(Sitting.objects.filter(round=round))
    ballots, votes = ballots_of(round)
    stands = standings(round.process_id, statements)
    online = {row.pk for row in sittings if row.way == Way.ONLINE}
    counted = _counted(ballots)
    apart = set() if round.pools_online else {row.pk for row in counted if row.sitting_id in online}
    together = {row.pk for row in counted} - apart
    result = _weighed(round.process, stands, together, votes) | {
        "held_back": {key: found.value for key, found in stands.items() if found != Standing.OPEN},
        "sittings": [_sitting(round.process, row, counted, votes) for row in sittings],
        "second_vote": any(row.moment == Moment.SECOND for row in ballots),
        "changes": _changes(round.process, ballots, votes),
        "pools_online": round.pools_online,
        "given": _given(ballots),
        "rooms_voted": len({row.sitting_id for row in ballots} & {row.pk for row in sittings} - online),
    }
    return result | {"online": _weighed(round.process, stands, apart, votes) if apart else None}


def standings(process_id: UUID, statements: Sequence[Statement]) -> dict[str, Standing]:
    """Whether each statement, by its key, may be selected. A reply counts wherever it was written."""
    answered = answers_to(process_id, [row.pk for row in statements])
    return {row.key: standing(row.reproduces_violence, answered=bool(row.__dict__["reply"]) or row.pk in answered)
            for row in statements}


def _given(ballots: Iterable[Ballot]) -> dict[str, int]:
    """First ballots by group, under "" those of nobody's: a second vote is of the same people."""
    return dict(Counter(str(row.group_id or "") for row in ballots if row.moment == Moment.FIRST))


def _counted(ballots: Iterable[Ballot]) -> list[Ballot]:
    """The second vote of a sitting that held one, the first of the others."""
    rows = list(ballots)
    twice = {row.sitting_id for row in rows if row.moment == Moment.SECOND}
    return [row for row in rows if (row.moment == Moment.SECOND) == (row.sitting_id in twice)]


def _weighed(process: Process, stands: Mapping[str, Standing], ballots: Collection[UUID],
             votes: Iterable[Cast]) -> dict[str, Any]:
    """Counts per statement, and what unites, divides and bridges. Empty of rankings where nobody voted."""
    cast = [vote for vote in votes if vote.ballot in ballots]
    result: dict[str, Any] = {"ballots": len(ballots), "statements": _counts(stands, cast)}
    said = [vote for vote in cast if vote.position != Position.NOT_SAID]
    if not said:
        return result | {"groups": None, "reason": "no_votes"}
    table = VoteTable.from_events([str(vote.ballot) for vote in said], [vote.statement for vote in said],
                                  [vote.position for vote in said])
    closed = [key for key, found in stands.items() if found != Standing.OPEN]
    return result | _opinions(process, analyse(table, refused=closed, seats=SLATE), closed)


def _counts(stands: Mapping[str, Standing], votes: Iterable[Cast]) -> dict[str, dict[str, int]]:
    counted = Counter((vote.statement, vote.position) for vote in votes)
    return {key: {name: counted[key, position] for position, name in ANSWERS.items()} for key in stands}


def _sitting(process: Process, sitting: Sitting, counted: Iterable[Ballot], votes: Iterable[Cast]) -> dict[str, Any]:
    """One room as bands: what differs between rooms is laid side by side, never ordered."""
    mine = {row.pk for row in counted if row.sitting_id == sitting.pk}
    answers = Counter((vote.statement, vote.position) for vote in votes if vote.ballot in mine)
    seen = Counter(vote.statement for vote in votes if vote.ballot in mine and vote.position != Position.NOT_SAID)
    return {"key": sitting.key, "title": sitting.title, "way": sitting.way,
            "ballots": asdict(shown(process, len(mine))),
            "agree": {key: band(answers[key, Position.AGREE], count, threshold=process.threshold)
                      for key, count in sorted(seen.items())}}


def _changes(process: Process, ballots: Iterable[Ballot], votes: Iterable[Cast]) -> dict[str, Any]:
    """Who moved, by statement: coarse before it is kept."""
    followed = {row.earlier_id: row.pk for row in ballots if row.earlier_id}
    later = set(followed.values())
    second: dict[tuple[UUID | None, str], int] = {
        (vote.ballot, vote.statement): vote.position for vote in votes if vote.ballot in later}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for vote in votes:
        after = second.get((followed.get(vote.ballot), vote.statement))
        if after is not None:
            pairs.setdefault(vote.statement, []).append((ANSWERS[Position(vote.position)], ANSWERS[Position(after)]))
    return {key: asdict(changes(found, threshold=process.threshold, rounding=process.rounding))
            for key, found in sorted(pairs.items())}


def _opinions(process: Process, answer: Opinions, closed: Collection[str]) -> dict[str, Any]:
    keys = [str(key) for key in answer.statements]

    def named(order: Any) -> list[str]:
        return [keys[int(at)] for at in order]

    return {
        "groups": _groups(process, answer, keys), "reason": answer.reason, "map": _map(process, answer, keys),
        "unites": named(answer.consensus.united), "unites_against": named(answer.consensus.united_against),
        "at_least": {key: round_to(answer.consensus.lower_bound[at]) for at, key in enumerate(keys)
                     if key not in closed},
        "divides": named([at for at in answer.divisive.order if answer.groups or answer.divisive.score[at] >= SIDE][
            :SLATE]),
        "bridges": named(answer.bridging.order[:SLATE]) if answer.bridging else [],
        "slate": named(answer.slate.winners) if answer.slate else [],
        "represented": asdict(part_of(answer.slate.represented, answer.slate.people, threshold=process.threshold,
                                      rounding=process.rounding)) if answer.slate else None,
        "limits": {"people": answer.limits.people, "margin": round_to(answer.limits.margin),
                   "groups": answer.limits.groups},
    }


def _groups(process: Process, answer: Opinions, keys: Sequence[str]) -> dict[str, Any] | None:
    """Sizes coarse, and how much of each group agrees with each statement as a band."""
    if answer.groups is None:
        return None
    counts = answer.groups.counts
    return {
        "k": answer.groups.k, "stability": round_to(answer.groups.stability),
        "sizes": [asdict(shown(process, int(size))) for size in answer.groups.sizes],
        "agree": {key: [band(int(agree), int(seen), threshold=process.threshold)
                        for agree, seen in zip(counts.agree[:, at], counts.seen[:, at], strict=True)]
                  for at, key in enumerate(keys)},
    }


def _map(process: Process, answer: Opinions, keys: Sequence[str]) -> dict[str, Any] | None:
    """Where statements stand, and the area of each group that is large enough to be drawn; never a person."""
    if answer.map is None or answer.groups is None:
        return None
    return {"axes": answer.map.rank,
            "areas": [_coarsely(area) if size >= process.threshold else None
                      for area, size in zip(answer.map.areas, answer.groups.sizes, strict=True)],
            "statements": {key: _coarsely(answer.map.statements[at]) for at, key in enumerate(keys)}}


def _coarsely(places: Any) -> Any:
    """Places to a twentieth: enough to draw an area, too little to tell one person more or less."""
    return (np.round(np.asarray(places, float) * DRAWN_TO) / DRAWN_TO + 0.0).tolist()


def round_to(value: float) -> float:
    return round(float(value), 3)
