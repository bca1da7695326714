"""A running tick with 300 new votes, and slates of ten with their check.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.tick_and_slate
"""

import statistics
import time

import numpy as np
from benchmarks.opinion.made_votes import three_camps

from tequio.deliberation.opinion import VoteTable, approvals_of, representative_slate
from tequio.deliberation.opinion.incremental import RunningVotes, tick
from tequio.deliberation.opinion.selection import METHODS

TICKS = 11
NEW_VOTES = 300
SLATES = ((2_031, 607), (100_000, 300))


def ticks() -> list[float]:
    running = RunningVotes(VoteTable.from_events(*three_camps(10_000, 300)))
    last, chance, seconds = tick(running), np.random.default_rng(1), []
    for _ in range(TICKS):
        events = np.column_stack((chance.integers(0, 10_050, NEW_VOTES), chance.integers(0, 300, NEW_VOTES),
                                  chance.integers(-1, 2, NEW_VOTES))).tolist()
        start = time.perf_counter()
        for who, what, vote in events:
            running.cast(who, what, vote)
        last = tick(running, last)
        seconds.append(time.perf_counter() - start)
    return seconds


def slate(people: int, statements: int, method: str) -> float:
    table = VoteTable.from_events(*three_camps(people, statements))
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        representative_slate(approvals_of(table), 10, method)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    seconds = ticks()
    print(f"tick 10000x300, {NEW_VOTES} new votes: median {statistics.median(seconds) * 1000:.0f} ms, "
          f"worst {max(seconds) * 1000:.0f} ms")
    for people, statements in SLATES:
        for method in METHODS:
            print(f"slate {people}x{statements} {method}: {slate(people, statements, method) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
