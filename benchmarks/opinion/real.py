"""Real conversations beside the checkout, without what their moderators took out."""

import csv
from pathlib import Path

import numpy as np

from tequio.deliberation.opinion import VoteTable

POLIS = Path(__file__).parents[3] / "shared" / "data" / "polis"
NAMES = ("brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx", "bg2050-volunteers",
         "london.youth.policing", "vw")


def conversation(name: str) -> VoteTable:
    folder = POLIS / name
    with next(folder.glob("*comments.csv")).open(encoding="utf-8") as file:
        out = {int(row["comment-id"]) for row in csv.DictReader(file) if row["moderated"] == "-1"}
    votes = next(path for path in folder.glob("*votes.csv") if "participants" not in path.name)
    with votes.open(encoding="utf-8") as file:
        rows = [[int(row[key]) for key in ("voter-id", "comment-id", "vote", "timestamp")]
                for row in csv.DictReader(file)]
    table = np.array([row for row in rows if row[1] not in out])
    return VoteTable.from_events(*table.T)
