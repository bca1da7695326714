"""Ballots of a round: from a table of votes, or drawn for a demonstration."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np

from tequio.chain.context import Build, find
from tequio.chain.drawn_votes import draw, draw_again
from tequio.chain.records import Record
from tequio.deliberation.actions import record_ballots
from tequio.deliberation.models import Ballot, Moment, Position, Round, Sitting, Statement, Vote
from tequio.deliberation.votes_file import read_votes

# One ballot of a table: who, in which sitting, in the first or the second vote.
Slip = tuple[str, str, int]


def sheets_of_votes(build: Build) -> dict[str, dict[Slip, list[Record]]]:
    """Vote records by round and ballot; a table without a round column belongs to the only round."""
    found: dict[str, dict[Slip, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in chain(build.records("votes"), _wide(build)):
        if record["vote"] not in (-1, 0, 1, 2):
            raise record.fault("TQ-123", "vote", value=record["vote"], wanted="-1, 0, 1, 2")
        moment = record["moment"] or Moment.FIRST
        if moment not in Moment.values:
            raise record.fault("TQ-123", "moment", value=moment, wanted="1, 2")
        # Whoever voted only on what was taken out has voted all the same: the ballot is there, and says nothing.
        slip = found[record["round"]][record["participant"], record["sitting"], moment]
        slip.append(record)
        of = record["round"], record["statement"]
        if record.source.kind == "votes" and (of in build.moderated_out or of in build.statements_lost):
            build.ledger.list_instead(record.file, record.row,
                                      "vote_moderated" if of in build.moderated_out else "unknown")
    return found


def _wide(build: Build) -> Iterator[Record]:
    """Votes of tables with one column for each statement, as if each stood in a row of its own."""
    for source in build.sources("wide_votes"):
        means = {cell: int(vote) for cell, vote in source.replace.get("vote", {}).items() if vote in ("-1", "0", "1")}
        table = read_votes(build.folder / source.file)
        for key in map(str, table.statements.tolist()):
            of = source.values.get("round", ""), key
            if of in build.moderated_out or of in build.statements_lost:
                build.ledger.leave_out(source.label, key, "moderated" if of in build.moderated_out else "unknown")
        build.ledger.read(source.label, table.people)
        build.ledger.use(source.label, table.people)
        who = np.repeat(np.arange(table.people), table.votes_cast())
        for person, column, vote in zip(who, table.columns, table.votes, strict=True):
            yield Record(source, source.label, int(person) + 2, {
                "participant": str(table.participants[person]), "statement": str(table.statements[column]),
                "vote": means.get(str(vote), int(vote)), "round": source.values.get("round", "")}, (), {})


def voted_ballots(build: Build, round: Round, slips: Mapping[Slip, list[Record]]) -> int:
    """One ballot per participant and vote; the participant's own name in the table is dropped here."""
    ballots: dict[Slip, Ballot] = {}
    votes = []
    left = build.moderated_out | build.statements_lost
    for slip in sorted(slips, key=lambda slip: slip[2]):
        who, where, moment = slip
        records = slips[slip]
        sitting = find(build.sittings, where, records[0], "sitting") if where else None
        ballots[slip] = Ballot(
            id=uuid.uuid4(), round=round, group=build.group(records[0]), sitting=sitting, moment=moment,
            earlier=ballots.get((who, where, Moment.FIRST)) if moment == Moment.SECOND else None)
        last = {record["statement"]: record for record in sorted(records, key=lambda record: record["order"] or 0)
                if (round.key, record["statement"]) not in left}
        votes += [Vote(ballot=ballots[slip], statement=find(build.statements, key, record, "statement"),
                       position=record["vote"]) for key, record in last.items()]
    if not ballots:
        return 0
    return record_ballots(actor=build.actor, round=round, ballots=list(ballots.values()), votes=votes)


def drawn_ballots(build: Build, round: Round, table: Mapping[str, Any]) -> int:
    """Invented ballots of the demonstration, from the tendencies its file describes; some rooms vote twice."""
    statements = {key: row for key, row in build.statements.items() if row.round_id == round.pk}
    drawn = list(draw(table, list(statements)))
    if not drawn:
        return 0
    rooms = {group: build.sittings[row["key"]] for row in table.get("sittings", ()) for group in row.get("groups", ())}
    twice = {row["key"] for row in table.get("sittings", ()) if row.get("again")}
    ballots, votes = [], []
    for (group, answers), again in zip(drawn, draw_again(table, [answers for _, answers in drawn]), strict=True):
        ballot = _ballot(build, round, group, rooms.get(group))
        ballots.append(ballot)
        votes += _votes(ballot, answers, statements)
        if ballot.sitting and ballot.sitting.key in twice and again is not None:
            later = _ballot(build, round, group, ballot.sitting)
            later.moment, later.earlier = Moment.SECOND, ballot
            ballots.append(later)
            votes += _votes(later, again, statements)
    return record_ballots(actor=build.actor, round=round, ballots=ballots, votes=votes)


def _ballot(build: Build, round: Round, group: str, sitting: Sitting | None) -> Ballot:
    return Ballot(id=uuid.uuid4(), round=round, group=build.groups.get(group), sitting=sitting)


def _votes(ballot: Ballot, answers: Mapping[str, int], statements: Mapping[str, Statement]) -> list[Vote]:
    return [Vote(ballot=ballot, statement=statements[key], position=Position(answer))
            for key, answer in answers.items()]
