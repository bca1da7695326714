"""The cast: real conversations where they are at hand, and made-up rooms."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tequio.deliberation.opinion import VoteTable

POLIS = Path(__file__).parents[3].parent / "shared" / "data" / "polis"
FIXTURES = ("150ptpt-3gp-no-strict-no-meta", "25ptpt-3gp-no-strict-with-meta", "50ptpt-3gp-strict-no-meta",
            "above-100-ptpts", "below-100-ptpts")
BLOBS = ("vw", "scoop-hivemind.biodiversity", *FIXTURES)
OPEN = ("brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx", "bg2050-volunteers",
        "london.youth.policing")

Events = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@dataclass(frozen=True)
class Recorded:
    """The events of a conversation (participant, statement, vote with +1 agree, time) and Polis' own answer."""

    events: Events
    blob: dict[str, Any]


def conversation(name: str, *, moderated: bool = False) -> Events:
    folder = POLIS / name
    if not folder.is_dir():
        pytest.skip("the shared Polis conversations are not here")
    votes = next(path for path in folder.glob("*votes.csv") if "participants" not in path.name)
    with votes.open(encoding="utf-8") as file:
        rows = [[int(row[key]) for key in ("voter-id", "comment-id", "vote", "timestamp")]
                for row in csv.DictReader(file)]
    table = np.array(rows)
    if not moderated:
        table = table[~np.isin(table[:, 1], list(moderated_out(folder)))]
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def moderated_out(folder: Path) -> set[int]:
    with next(folder.glob("*comments.csv")).open(encoding="utf-8") as file:
        return {int(row["comment-id"]) for row in csv.DictReader(file) if row["moderated"] == "-1"}


def recorded(name: str) -> Recorded:
    if name in FIXTURES:
        return _fixture(name)
    events = conversation(name, moderated=True)
    return Recorded(events, json.loads((POLIS / name / "clojure_math_blob.json").read_text(encoding="utf-8")))


def _fixture(name: str) -> Recorded:
    folder = POLIS / "reddwarf-fixtures" / name
    if not folder.is_dir():
        pytest.skip("the shared Polis fixtures are not here")
    votes = json.loads((folder / "votes.json").read_text(encoding="utf-8"))
    short = "pid" in votes[0]
    keys = ("pid", "tid", "vote", "modified") if short else ("participant_id", "statement_id", "vote", "modified")
    columns = [np.array([int(vote[key]) for vote in votes]) for key in keys]
    blob = json.loads((folder / "math-pca2.json").read_text(encoding="utf-8"))
    return Recorded((columns[0], columns[1], columns[2], columns[3]), blob)


def camps(
    people: int, statements: int, count: int, *, seed: int, rank: int | None = None, each: int | None = None,
    noise: float = 0.5,
) -> tuple[VoteTable, NDArray[np.int64]]:
    """A made-up room of `count` camps as far apart as `rank` axes allow, and the camp of each person in the table."""
    chance = np.random.default_rng(seed)
    corners = chance.normal(size=(count, rank or max(1, count - 1)))
    corners -= corners.mean(axis=0)
    left, _, _ = np.linalg.svd(corners, full_matrices=False)
    camp = chance.integers(0, count, people)
    pull = (left * np.sqrt(count))[camp] @ chance.normal(size=(left.shape[1], statements)) * 0.6
    pull += chance.normal(0.0, 0.4, statements) + noise * chance.logistic(size=pull.shape)
    seen = chance.random(pull.shape) < (each or statements) / statements
    seen[:, 0] = True
    votes = np.where(np.abs(pull) < 0.15, 0, np.sign(pull)).astype(int)
    who, what = np.nonzero(seen)
    table = VoteTable.from_events(who, what, votes[who, what])
    return table, camp[table.participants.astype(int)]


def leaning_only(people: int, statements: int, *, seed: int, spread: float = 0.8, seen: float = 0.4) -> VoteTable:
    """Votes without camps: a trait of agreeing, a mean per statement, passes, some people much busier than others."""
    chance = np.random.default_rng(seed)
    ease = chance.beta(2.0, 2.0, statements)
    busy = np.clip(chance.gamma(1.2, 1 / 1.2, people) * seen, 0.05, 1.0)
    pull = np.log(ease / (1 - ease)) + chance.normal(0.0, spread, people)[:, None]
    pull += chance.logistic(size=(people, statements))
    votes = np.where(chance.random(pull.shape) < 0.15, 0, np.where(pull > 0, 1, -1))
    who, what = np.nonzero(chance.random(pull.shape) < busy[:, None])
    return VoteTable.from_events(who, what, votes[who, what])
