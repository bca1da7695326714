"""Groups beside those that Polis published, with all statements and without those its moderators took out.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.moderated

Polis mode, cold, on the same votes; the figure is the adjusted Rand index over the people whom both place. The
published groups are those of `participants-votes.csv`, or of what its mathematics answered where that is recorded.
"""

import csv
import json
from pathlib import Path

import numpy as np
from benchmarks.opinion.real import POLIS

from tequio.deliberation.moderated import gone_from, read_comments
from tequio.deliberation.opinion import VoteTable, analyse
from tequio.deliberation.opinion.agreement_of_groups import adjusted_rand
from tequio.deliberation.votes_file import read_votes

FIXTURES = POLIS / "reddwarf-fixtures"


def exported(folder: Path) -> tuple[VoteTable, frozenset[str], dict[str, int]]:
    """The votes of an export, what was taken out, and the group of each participant."""
    votes = next(path for path in sorted(folder.glob("*votes.csv")) if "participants" not in path.name)
    out = read_comments(next(folder.glob("*comments.csv"))).out
    wide = folder / "participants-votes.csv"
    if not wide.is_file():
        return read_votes(votes), out, _of_blob(json.loads((folder / "clojure_math_blob.json").read_text("utf-8")))
    with wide.open(encoding="utf-8") as file:
        groups = {row["participant"]: int(row["group-id"]) for row in csv.DictReader(file) if row["group-id"]}
    return read_votes(votes), out, groups


def recorded(folder: Path) -> tuple[VoteTable, frozenset[str], dict[str, int]]:
    votes = json.loads((folder / "votes.json").read_text("utf-8"))
    keys = ("pid", "tid") if "pid" in votes[0] else ("participant_id", "statement_id")
    columns = [[int(vote[key]) for vote in votes] for key in (*keys, "vote", "modified")]
    comments = json.loads((folder / "comments.json").read_text("utf-8"))
    out = frozenset(str(row.get("statement_id", row.get("tid"))) for row in comments
                    if int(row.get("moderated", row.get("mod", 0))) == -1)
    blob = json.loads((folder / "math-pca2.json").read_text("utf-8"))
    return VoteTable.from_events(*columns), out, _of_blob(blob)


def _of_blob(blob: dict) -> dict[str, int]:  # type: ignore[type-arg]
    members = dict(zip(blob["base-clusters"]["id"], blob["base-clusters"]["members"], strict=True))
    return {str(person): group["id"] for group in blob["group-clusters"] for base in group["members"]
            for person in members[base]}


def agreement(table: VoteTable, published: dict[str, int], out: frozenset[str]) -> tuple[int, float]:
    """How many groups there are, and how far they are those that were published."""
    groups = analyse(table, mode="polis", moderated_out=gone_from(table, out)).groups
    if groups is None:
        return 0, 0.0
    pairs = [(published[str(person)], int(label))
             for person, label in zip(table.participants.tolist(), groups.labels, strict=True)
             if label >= 0 and str(person) in published]
    cells = np.zeros((1, max(one for one, _ in pairs) + 1, groups.k))
    for pair in pairs:
        cells[0][pair] += 1
    return groups.k, float(adjusted_rand(cells)[0])


def main() -> None:
    cases = [(path.name, exported(path)) for path in sorted(POLIS.iterdir()) if any(path.glob("*comments.csv"))]
    cases += [(path.name, recorded(path)) for path in sorted(FIXTURES.iterdir())]
    print(f"{'conversation':<34}{'people':>7}{'statements':>11}{'taken out':>10}{'published':>10}"
          f"{'all':>12}{'without':>12}")
    for name, (table, out, published) in cases:
        whole, kept = agreement(table, published, frozenset()), agreement(table, published, out)
        print(f"{name:<34}{table.people:>7}{table.width:>11}{len(gone_from(table, out)):>10}"
              f"{len(set(published.values())):>10}"
              f"{whole[1]:>8.2f} ({whole[0]}){kept[1]:>8.2f} ({kept[0]})", flush=True)


if __name__ == "__main__":
    main()
