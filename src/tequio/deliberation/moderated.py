"""What the moderators of a platform took out, and which sign of a vote means «agree»: Polis' `comments.csv`.

Polis exports `comment-id, …, agrees, disagrees, moderated, comment-body`; moderated is 1 in, 0 not looked at, -1 out
(compdemocracy/openData, README, «comments.csv»). Its database writes agree as -1, its exports as 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import AGREE, DISAGREE, VoteTable
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Row, read_sheet

OUT = ("-1", "-1.0")
NAMES: Mapping[str, tuple[str, ...]] = {
    "statement": ("comment-id", "comment_id", "statement", "statement_id"), "moderated": ("moderated",),
    "agrees": ("agrees",), "disagrees": ("disagrees",)}
# What a file of votes is called, and what Polis calls the file of statements that lies beside it.
VOTES, COMMENTS = ("participants-votes", "votes"), "comments"

Counts = Mapping[str, tuple[float, float]]  # of each statement, how many agree and how many disagree


@dataclass(frozen=True)
class Comments:
    """The statements that were taken out, and the platform's own counts of each."""

    file: str
    out: frozenset[str]
    counted: Counts


@dataclass(frozen=True)
class LeftOut:
    """What stayed out with the statements that were taken out; `people` voted on nothing else."""

    statements: int
    votes: int
    people: NDArray[np.generic]


def is_out(moderated: str) -> bool:
    return moderated.strip() in OUT


def read_comments(path: Path) -> Comments:
    """Raises TQ-2xx for a file that cannot be read, TQ-675 where it has no numbers of statements or no moderation."""
    sheet = read_sheet(path)
    by_name = {name.strip().casefold(): name for name in sheet.columns}
    found = {meaning: next((by_name[name] for name in names if name in by_name), "")
             for meaning, names in NAMES.items()}
    if not found["statement"] or not found["moderated"]:
        raise TequioError("TQ-675", file=sheet.file)
    rows = [row for row in sheet if row[found["statement"]]]
    return Comments(
        sheet.file, frozenset(row[found["statement"]] for row in rows if is_out(row[found["moderated"]])),
        {row[found["statement"]]: (_count(row, found["agrees"]), _count(row, found["disagrees"])) for row in rows})


def beside(votes: Path) -> Path | None:
    """The file of statements that Polis exports beside this file of votes, where it lies there."""
    name = next((votes.stem.replace(part, COMMENTS) for part in VOTES if part in votes.stem), "")
    path = votes.with_name(f"{name}.csv")
    return path if name and path.is_file() else None


def gone_from(table: VoteTable, out: frozenset[str]) -> list[object]:
    """The labels of the table that were taken out, as the table writes them."""
    return [name for name in table.statements.tolist() if str(name) in out]


def without(table: VoteTable, out: frozenset[str]) -> tuple[VoteTable, LeftOut]:
    """The votes on the statements that stayed, by the people who voted on any of them."""
    gone = np.isin(table.statements, np.array(gone_from(table, out), dtype=table.statements.dtype))
    who = np.repeat(np.arange(table.people, dtype=np.int32), table.votes_cast())
    kept = ~gone[table.columns]
    here = np.zeros(table.people, bool)
    here[who[kept]] = True
    people, about = (np.cumsum(which) - 1 for which in (here, ~gone))
    events: list[NDArray[Any]] = [
        people[who[kept]].astype(np.int32), about[table.columns[kept]].astype(np.int32), table.votes[kept]]
    made = VoteTable.from_numbers(table.participants[here], table.statements[~gone], events, None)
    return made, LeftOut(int(gone.sum()), int((~kept).sum()), table.participants[~here])


def cast(table: VoteTable) -> Counts:
    """How many agree and how many disagree with each statement, as the votes were read."""
    agree, disagree = (np.bincount(table.columns[table.votes == vote], minlength=table.width)
                       for vote in (AGREE, DISAGREE))
    return {str(name): (float(yes), float(no))
            for name, yes, no in zip(table.statements.tolist(), agree, disagree, strict=True)}


def sign_of(read: Counts, counted: Counts) -> int:
    """1 where votes as they were read lean as the platform counted them, -1 where they lean the other way, else 0.

    Votes of one statement count by how much they lean: a few that changed later do not turn the answer.
    """
    lean = sum((read[name][0] - read[name][1]) * (agrees - disagrees)
               for name, (agrees, disagrees) in counted.items() if name in read)
    return int(np.sign(lean))


def _count(row: Row, column: str) -> float:
    try:
        return float(row[column]) if column and row[column] else 0.0
    except ValueError:
        return 0.0
