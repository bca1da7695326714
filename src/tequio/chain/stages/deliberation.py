"""Stage 5: rounds with their statements and sittings. Their ballots are in `stages/votes.py`."""

import tomllib
from collections.abc import Mapping
from typing import Any

from tequio.chain.context import Build, find, place_in
from tequio.chain.orphans import SetAsideError
from tequio.chain.records import Record
from tequio.chain.stages.signs import check_signs
from tequio.chain.stages.votes import drawn_ballots, sheets_of_votes, voted_ballots
from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Position, Round, Sitting, Statement, Way
from tequio.deliberation.moderated import is_out
from tequio.deliberation.rounds.actions import join_reasons, open_sittings
from tequio.foundation.errors import TequioError
from tequio.foundation.places.keys import is_key
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Voice

# What one voice says of one statement.
Argument = tuple[Statement, Position, Voice]
SIDES = {"agree": Position.AGREE, "disagree": Position.DISAGREE, "passed": Position.PASS}


def deliberate(build: Build) -> dict[str, int]:
    """Returns how many rounds, statements and ballots there are."""
    tables = [(source.file, table) for source in build.sources("rounds") for table in _tables(build, source.file)]
    rounds = [(_round(build, file, table), file, table) for file, table in tables]
    stated = build.made("statements", lambda record: _stated(build, record))
    votes = sheets_of_votes(build)
    check_signs(build, [record for record, _ in stated], votes)
    ballots = 0
    for round, file, table in rounds:
        _open(build, round, [(record, voice) for record, (where, voice) in stated if where == round])
        _sittings(build, round, file, table)
        ballots += voted_ballots(build, round, votes.get(round.key, {}))
        if build.process.is_demo:
            ballots += drawn_ballots(build, round, table)
    _reasons(build)
    return {"rounds": len(build.rounds), "statements": len(build.statements), "ballots": ballots}


def close_rounds(build: Build) -> None:
    """Once the proposals that were weighed are reviewed: until then nobody knows what a result may name."""
    for round in build.rounds.values():
        close_round(actor=build.actor, round=round)


def _stated(build: Build, record: Record) -> tuple[Round, Voice | None]:
    """Where a statement is voted on, and the voice it comes from. What the moderators of a platform took out is listed,
    and printed nowhere."""
    if is_out(record["moderated"]):
        build.moderated_out.add((record["round"], record["key"]))
        raise SetAsideError("moderated")
    try:
        return (find(build.rounds, record["round"], record, "round"),
                build.voice(record["voice"], record, "voice") if record["voice"] else None)
    except TequioError:
        build.statements_lost.add((record["round"], record["key"]))
        raise


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
    if not is_key(key):
        raise TequioError("TQ-561", file=file, column="rounds.key", value=key)
    round = Round(process=build.process, territory=build.territories[place], key=key,
                  title=str(table.get("title", key)), question=str(table.get("question", "")),
                  how=str(table.get("how", "")))
    build.rounds[key] = round
    return round


def _open(build: Build, round: Round, stated: list[tuple[Record, Voice | None]]) -> None:
    statements: list[Statement] = []
    origins: list[tuple[Noun, Statement]] = []
    for record, voice in stated:
        statement = Statement(process=build.process, round=round, key=record["key"], text=record["text"],
                              reproduces_violence=record["answer"], feeds=record["feeds"], reply=record["reply"])
        place_in(build.statements, record["key"], statement, record)
        statements.append(statement)
        build.stated[record["key"]] = record
        if voice:
            origins.append((voice, statement))
    open_round(actor=build.actor, round=round, statements=statements, origins=origins)


def _sittings(build: Build, round: Round, file: str, table: Mapping[str, Any]) -> None:
    """The rooms of a round: `[[rounds.sittings]]` with `key`, and `title`, `encounter`, `way` where there are any."""
    made = []
    for row in table.get("sittings", ()):
        encounter, way = str(row.get("encounter", "")), str(row.get("way", Way.ROOM))
        if encounter and encounter not in build.encounters:
            raise TequioError("TQ-107", file=file, column="encounter", value=encounter,
                              known=", ".join(build.encounters))
        if not row.get("key") or way not in Way.values:
            raise TequioError("TQ-128", file=file, wanted="[[rounds.sittings]] key, title, encounter, way")
        if not is_key(str(row["key"])):
            raise TequioError("TQ-561", file=file, column="rounds.sittings.key", value=row["key"])
        sitting = Sitting(process=build.process, round=round, key=str(row["key"]), way=way,
                          title=str(row.get("title", row["key"])), encounter=build.encounters.get(encounter))
        made.append(sitting)
        build.sittings[sitting.key] = sitting
    if made:
        open_sittings(actor=build.actor, round=round, sittings=made)


def _reasons(build: Build) -> None:
    """What was said for or against a statement: voices that the sheet of voices already holds."""
    given: dict[Sitting, list[Argument]] = {}
    for _, (sitting, argument) in build.made("reasons", lambda record: _reason(build, record)):
        given.setdefault(sitting, []).append(argument)
    for sitting, reasons in given.items():
        join_reasons(actor=build.actor, sitting=sitting, reasons=reasons)


def _reason(build: Build, record: Record) -> tuple[Sitting, Argument]:
    sitting = find(build.sittings, record["sitting"], record, "sitting")
    of = sitting.round.key, record["statement"]
    if of in build.moderated_out or of in build.statements_lost:
        raise SetAsideError("reason_moderated" if of in build.moderated_out else "unknown")
    return sitting, (find(build.statements, record["statement"], record, "statement"), SIDES[record["side"]],
                     build.voice(record["voice"], record, "voice"))
