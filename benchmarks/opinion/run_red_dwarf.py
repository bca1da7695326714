"""Run by compare.py with the peer's own Python: `run_red_dwarf.py VOTES.csv`. Reading is not counted."""

import csv
import sys
import time
from pathlib import Path

from benchmarks.opinion.measured import report
from reddwarf.implementations.polis import run_pipeline


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8") as file:
        votes = [{"participant_id": int(row["participant"]), "statement_id": int(row["statement"]),
                  "vote": int(row["vote"]), "modified": number} for number, row in enumerate(csv.DictReader(file))]
    start = time.perf_counter()
    found = run_pipeline(votes=votes)
    report("red-dwarf 0.4.0", time.perf_counter() - start, 0.0, len(set(found.clusterer.labels_)))


main(*sys.argv[1:])
