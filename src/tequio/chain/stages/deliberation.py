"""Stage 5: rounds with their statements and ballots. Votes come from a table, or are drawn for a demonstration."""

import tomllib
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tequio.chain.context import Build, find, place_in
from tequio.chain.drawn_votes import draw
from tequio.chain.records import Record
from tequio.deliberation.actions import close_round, open_round, record_ballots
from tequio.deliberation.models import Ballot, Position, Round, Statement, Vote
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun


def deliberate(build: Build) -> dict[str, int]:
    """Returns how many rounds, statements and ballots there are."""
    tables = [(source.file, table) for source in build.sources("rounds") for table in _tables(build, source.file)]
    statements = list(build.records("statements"))
    votes = _votes(build)
    ballots = 0
    for file, table in tables:
        round = _round(build, file, table)
        _open(build, round, [record for record in statements if record["round"] == round.key])
        ballots += _ballots(build, round, votes.get(round.key, {}))
        if build.process.is_demo:
            ballots += _drawn(build, round, table)
        close_round(actor=build.actor, round=round)
    for record in statements:
        find(build.rounds, record["round"], record, "round")
    return {"rounds": len(build.rounds), "statements": len(build.statements), "ballots": ballots}


def _tables(build: Build, file: str) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads((build.folder / file).read_text(encoding="utf-8-sig"))["rounds"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as fault:
        raise TequioError("TQ-128", file=file, wanted="[[rounds]]") from fault
    return list(found)


def _round(build: Build, file: str, table: Mapping[str, Any]) -> Round:
    key, place = str(table.get("key", "")), str(table.get("territory", ""))
    if not key or place not in build.territories:
        raise TequioError("TQ-107", file=file, column="territory", value=place, known=", ".join(build.territories))
    round = Round(process=build.process, territory=build.territories[place], key=key,
                  title=str(table.get("title", key)), question=str(table.get("question", "")),
                  how=str(table.get("how", "")))
    build.rounds[key] = round
    return round


def _open(build: Build, round: Round, records: list[Record]) -> None:
    statements: list[Statement] = []
    origins: list[tuple[Noun, Statement]] = []
    for record in records:
        statement = Statement(process=build.process, round=round, key=record["key"], text=record["text"],
                              reproduces_violence=record["answer"])
        place_in(build.statements, record["key"], statement, record)
        statements.append(statement)
        build.stated[record["key"]] = record
        if record["voice"]:
            origins.append((find(build.voices, record["voice"], record, "voice"), statement))
    open_round(actor=build.actor, round=round, statements=statements, origins=origins)


def _votes(build: Build) -> dict[str, dict[str, list[Record]]]:
    """Vote records by round and participant; a table without a round column belongs to the only round."""
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in build.records("votes"):
        if record["vote"] not in (-1, 0, 1, 2):
            raise record.fault("TQ-123", "vote", value=record["vote"], wanted="-1, 0, 1, 2")
        found[record["round"]][record["participant"]].append(record)
    return found


def _ballots(build: Build, round: Round, people: Mapping[str, list[Record]]) -> int:
    """One ballot per participant; the participant's own name in the table is dropped here."""
    ballots, votes = [], []
    for records in people.values():
        ballot = Ballot(id=uuid.uuid4(), round=round, group=build.group(records[0]))
        ballots.append(ballot)
        last = {record["statement"]: record for record in records}
        votes += [Vote(ballot=ballot, statement=find(build.statements, key, record, "statement"),
                       position=record["vote"]) for key, record in last.items()]
    return record_ballots(actor=build.actor, round=round, ballots=ballots, votes=votes) if ballots else 0


def _drawn(build: Build, round: Round, table: Mapping[str, Any]) -> int:
    """Invented ballots of the demonstration, from the tendencies its file describes."""
    statements = {key: row for key, row in build.statements.items() if row.round_id == round.pk}
    ballots, votes = [], []
    for group_key, answers in draw(table, list(statements)):
        ballot = Ballot(id=uuid.uuid4(), round=round, group=_group(build, group_key))
        ballots.append(ballot)
        votes += [Vote(ballot=ballot, statement=statements[key], position=Position(answer))
                  for key, answer in answers.items()]
    return record_ballots(actor=build.actor, round=round, ballots=ballots, votes=votes) if ballots else 0


def _group(build: Build, key: str) -> Group | None:
    return build.groups.get(key)
