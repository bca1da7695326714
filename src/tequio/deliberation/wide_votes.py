"""Polis' wide table: one row for each participant, one column for each statement, the last vote in the cell.

Polis exports it as `participants-votes.csv`: `participant, group-id, n-comments, n-votes, n-agree, n-disagree`, then
one column named by the number of each statement; 1 agree, 0 pass, -1 disagree, empty where nobody voted
(compdemocracy/openData, README, «participants-votes.csv»). Its counts and groups are not read: they are computed anew.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np

from tequio.deliberation.opinion.ballots import AGREE, VoteTable
from tequio.foundation.errors import TequioError

WHO = ("participant", "voter-id", "participant_id", "voter_id")
LONG = ("vote", "comment-id", "comment_id", "statement", "statement_id")
ABOUT_PEOPLE = ("group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "xid")
WIDE_FROM, FIRST_ROW_OF_DATA = 30, 2
NUMBER, REPEATED = re.compile(r"\d+"), re.compile(r"\d{1,9}_\d{1,9}|column\d{1,9}")
NO_VOTE = 9
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "DOUBLE")


def is_wide(columns: Collection[str]) -> bool:
    """Whether each statement has a column: none of a list of votes, and numbers as names, or very many names.

    With their types, also a table of two columns or more that hold nothing but whole numbers beside who answered.
    """
    folded = {name.strip().lower() for name in columns}
    if folded & set(LONG):
        return False
    return (any(NUMBER.fullmatch(name) for name in folded & _others(folded)) and bool(
        folded & set(WHO))) or len(folded) >= WIDE_FROM or bool(folded & set(WHO) and _whole(columns))


def _whole(columns: Collection[str]) -> bool:
    """Whether the columns of statements, two or more, are whole numbers; a column that nobody filled in has no type."""
    if not isinstance(columns, Mapping):
        return False
    kinds = [kind for name, kind in columns.items() if name.strip().lower() not in (*WHO, *ABOUT_PEOPLE)]
    return len(kinds) > 1 and all(kind in NUMBERS for kind in kinds)


def read_wide(database: duckdb.DuckDBPyConnection, path: Path, source: str, columns: Sequence[str],
              agree: int = AGREE) -> VoteTable:
    """The votes of the table `source` of DuckDB over the file.

    Raises TQ-653 (nothing says who answered), TQ-654 (a participant twice), TQ-656 (a statement twice), TQ-603 (an
    empty participant) and TQ-601 (a vote outside −1, 0, 1), with the row.
    """
    who = next((name for name in columns if name.strip().lower() in WHO), None)
    if who is None:
        raise TequioError("TQ-653", file=path.name)
    statements = _statements(path, [name for name in columns if name != who])
    table = f"(SELECT row_number() OVER () AS at_row, {_quoted(who)} AS who, {_all(statements)} FROM {source})"
    people = database.execute(f"SELECT who FROM {table} ORDER BY at_row", [str(path)]).fetchnumpy()["who"]
    _check_people(path, people)
    found = database.execute(
        f"SELECT at_row, who, said, vote FROM (UNPIVOT {table} ON {_all(statements)} INTO NAME said VALUE vote) "
        "ORDER BY at_row", [str(path)]).fetchnumpy()
    votes = _votes(path, found["vote"], found["at_row"], found["said"]) * np.int8(agree)
    whole = all(NUMBER.fullmatch(name.strip()) for name in statements)
    about = np.array([int(name) for name in statements] if whole else statements)
    said = found["said"].astype(np.int64) if whole and len(votes) else np.asarray(found["said"], dtype=about.dtype)
    return VoteTable.from_events(np.asarray(found["who"], dtype=object).astype(str), said, votes,
                                 all_statements=about.tolist())


def _others(names: set[str]) -> set[str]:
    return names - set(WHO) - set(ABOUT_PEOPLE)


def _statements(path: Path, columns: Sequence[str]) -> list[str]:
    """Columns named by a number; where there are none, all that do not describe people."""
    if any(REPEATED.fullmatch(name.strip()) for name in columns):
        raise TequioError("TQ-656", file=path.name)
    numbered = [name for name in columns if NUMBER.fullmatch(name.strip())]
    return numbered or [name for name in columns if name.strip().lower() not in ABOUT_PEOPLE]


def _check_people(path: Path, people: np.ndarray) -> None:
    missing = np.ma.getmaskarray(people)
    if missing.any():
        raise TequioError("TQ-603", file=path.name, row=int(missing.argmax()) + FIRST_ROW_OF_DATA,
                          column="participant")
    labels, counts = np.unique(np.asarray(people, dtype=object).astype(str), return_counts=True)
    if len(labels) < len(people):
        raise TequioError("TQ-654", file=path.name, column="participant", repeated=int((counts > 1).sum()))


def _votes(path: Path, given: np.ndarray, rows: np.ndarray, said: np.ndarray) -> np.ndarray:
    """The cells as −1, 0, 1."""
    found = np.array([_vote(cell) for cell in given], np.int8)
    wrong = found == NO_VOTE
    if wrong.any():
        at = int(wrong.argmax())
        raise TequioError("TQ-601", file=path.name, row=int(rows[at]) + FIRST_ROW_OF_DATA - 1, column=str(said[at]),
                          wrong=int(wrong.sum()))
    return found


def _vote(cell: object) -> int:
    try:
        number = float(str(cell))
    except ValueError:
        return NO_VOTE
    return int(number) if number in (-1, 0, 1) else NO_VOTE


def _all(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
