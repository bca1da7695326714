"""How far the answer changes when other people of the same kind are asked: both modes on the same resamples.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.stability

Each resample draws as many people with replacement; the whole analysis runs anew; the figure is the mean adjusted Rand
index with the groups of everybody, over the people drawn. "No groups" counts as one group.
"""

import sys
from dataclasses import replace

import numpy as np
from benchmarks.opinion.real import NAMES, conversation

from tequio.deliberation.opinion import MODES, VoteTable, analyse
from tequio.deliberation.opinion.agreement_of_groups import adjusted_rand

RESAMPLES_INSIDE = 30


def drawn(table: VoteTable, seed: int) -> tuple[VoteTable, np.ndarray]:
    rows = np.sort(np.random.default_rng(seed).integers(0, table.people, table.people))
    return replace(table.rows(rows), participants=np.arange(table.people)), rows


def labels_of(table: VoteTable, mode: str) -> np.ndarray:
    groups = analyse(table, mode=mode, resamples=RESAMPLES_INSIDE).groups
    return groups.labels if groups else np.where(table.votes_cast() >= 7, 0, -1)


def agreement(everybody: np.ndarray, again: np.ndarray, rows: np.ndarray) -> float:
    people, firsts = np.unique(rows, return_index=True)
    one, other = everybody[people], again[firsts]
    both = (one >= 0) & (other >= 0)
    cells = np.zeros((1, one.max() + 1, other.max() + 1))
    np.add.at(cells, (0, one[both], other[both]), 1.0)
    return float(adjusted_rand(cells)[0])


def main(resamples: int) -> None:
    print(f"{'conversation':<30} " + " ".join(f"{mode:>16}" for mode in MODES))
    for name in NAMES:
        table = conversation(name)
        whole = {mode: labels_of(table, mode) for mode in MODES}
        if whole["default"].max() < 1:
            print(f"{name:<30}        no groups")
            continue
        scores: dict[str, list[float]] = {mode: [] for mode in MODES}
        for seed in range(resamples):
            again, rows = drawn(table, seed)
            for mode in MODES:
                scores[mode].append(agreement(whole[mode], labels_of(again, mode), rows))
        found = (f"{np.mean(scores[mode]):7.2f} (k = {whole[mode].max() + 1})" for mode in MODES)
        print(f"{name:<30} " + " ".join(found))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
