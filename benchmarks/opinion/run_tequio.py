"""Run by compare.py: `run_tequio.py VOTES.csv MODE THREADS`."""

import sys
import time
from pathlib import Path

from benchmarks.opinion.measured import report

from tequio.deliberation.opinion import analyse
from tequio.deliberation.votes_file import read_votes


def main(path: str, mode: str, threads: str) -> None:
    start = time.perf_counter()
    votes = read_votes(Path(path), threads=int(threads))
    read = time.perf_counter()
    found = analyse(votes, mode=mode, threads=int(threads))
    report(f"tequio {mode}", time.perf_counter() - start, read - start, found.groups.k if found.groups else 0)


main(*sys.argv[1:])
