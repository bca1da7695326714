"""Root mean square error on a tenth of the votes kept aside, ten times: statement mean, Polis' map, this map.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.held_out

Polis' map: missing votes set to the statement's mean, two principal axes, votes read off the reconstruction. People
with fewer than seven votes are left out. The dense matrix here is the peer's, not the engine's.
"""

import numpy as np
from benchmarks.opinion.real import NAMES, conversation
from numpy.typing import NDArray

from tequio.deliberation.opinion import VoteTable
from tequio.deliberation.opinion.factor_map import empty_map, fitted
from tequio.deliberation.opinion.rank import chosen_rank, leading_directions, predicted
from tequio.deliberation.opinion.sample import Sample

HOLD_OUTS = 10
ASIDE = 0.1
ROUNDS = 30


def errors(table: VoteTable, seed: int) -> tuple[float, float, float]:
    who = np.repeat(np.arange(table.people), table.votes_cast())
    aside = np.random.default_rng(seed).random(len(who)) < ASIDE
    starts = np.concatenate(([0], np.cumsum(np.bincount(who[~aside], minlength=table.people)))).astype(np.int32)
    training = Sample.of(table.votes[~aside].astype(float), table.columns[~aside], starts, table.width,
                         np.ones(table.people))
    rows, columns, truth = who[aside], table.columns[aside], table.votes[aside]
    mean = np.asarray(training.given.sum(axis=0)) / np.maximum(np.asarray(training.seen.sum(axis=0)), 1)
    guesses = (mean[columns], polis(training, mean)[rows, columns], ours(training, rows, columns, seed))
    first, second, third = (float(np.sqrt(np.mean((truth - np.clip(guess, -1, 1)) ** 2))) for guess in guesses)
    return first, second, third


def polis(training: Sample, mean: NDArray[np.float64]) -> NDArray[np.float64]:
    left, sizes, right = np.linalg.svd(training.given.toarray() - training.seen.toarray() * mean, full_matrices=False)
    answer: NDArray[np.float64] = (left[:, :2] * sizes[:2]) @ right[:2] + mean
    return answer


def ours(training: Sample, rows: NDArray[np.int64], columns: NDArray[np.int32], seed: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(100 + seed)
    choice = chosen_rank(training, chance, 2 if training.seen.nnz > 60_000 else 4)
    start = empty_map(training, leading_directions(training, choice.rank, chance), choice.ridge)
    return predicted(training, fitted(training, start, ROUNDS), rows, columns)


def main() -> None:
    print(f"{'conversation':<30} {'density':>7} {'mean':>7} {'Polis':>7} {'ours':>7} {'ratio':>7}")
    for name in NAMES:
        table = conversation(name)
        table = table.rows(np.flatnonzero(table.votes_cast() >= 7))
        density = len(table.votes) / table.people / len(np.unique(table.columns))
        mean, peer, own = np.mean([errors(table, seed) for seed in range(HOLD_OUTS)], axis=0)
        print(f"{name:<30} {density:7.2f} {mean:7.4f} {peer:7.4f} {own:7.4f} {own / peer:7.4f}")


if __name__ == "__main__":
    main()
