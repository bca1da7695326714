"""How many axes the votes support, and how firmly to hold them: decided by votes that were kept aside."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.factor_map import FactorMap, empty_map, fitted, positions_in, yielding
from tequio.deliberation.opinion.sample import Sample

RANK_AT_MOST = 6
RIDGES = (32.0, 128.0, 8.0, 2.0)
KEPT_ASIDE = 0.1
ROUNDS = 12
PATIENCE = 2
TURNS = 2

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Squared errors on votes kept aside: with axes, and with statement mean plus personal leaning alone.

    gain: mean reduction of the squared error per vote; its standard error counts people, not votes.
    """

    error: float
    error_without_axes: float
    gain: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class Choice:
    rank: int
    ridge: float
    held_out: HeldOut


@dataclass(frozen=True, eq=False)
class _Fold:
    training: Sample
    people: NDArray[np.int64]
    statements: NDArray[np.int32]
    votes: Floats
    directions: Floats


def leading_directions(sample: Sample, axes: int, chance: np.random.Generator, rounds: int = 6) -> Floats:
    """Loadings (m, axes) to start from: leading directions of the votes less their statement means."""
    base = empty_map(sample, np.zeros((sample.width, 0)), RIDGES[0])
    scale = np.sqrt(sample.weights)[:, None]
    found = chance.standard_normal((sample.width, axes))
    for _ in range(rounds):
        found = np.linalg.qr(found)[0]
        rows = scale**2 * (sample.given @ found - sample.seen @ (base.intercept[:, None] * found))
        found = sample.given_back @ rows - base.intercept[:, None] * (sample.seen_back @ rows)
    found, sizes, _ = np.linalg.svd(found, full_matrices=False)
    shares = sizes / max(float(sample.weights @ sample.cast), 1.0) * np.sqrt(sample.width)
    return found * np.sqrt(np.maximum(shares, 1e-6)) * np.sqrt(sample.width) * 0.5


def chosen_rank(sample: Sample, chance: np.random.Generator, folds: int) -> Choice:
    """Rank 1–6 and ridge with the least error on votes kept aside; the gain is measured on other votes kept aside."""
    most = max(1, min(RANK_AT_MOST, sample.width - 1, sample.ballots - 1))
    choosing = [_fold(sample, most, chance) for _ in range(folds)]
    measuring = [_fold(sample, most, chance) for _ in range(folds)]
    rank, ridge = _least_rank_and_ridge(choosing, most)
    return Choice(rank, ridge, _held_out(measuring, rank, ridge))


def _least_rank_and_ridge(folds: list[_Fold], most: int) -> tuple[int, float]:
    """In turn, twice: how many axes pay depends on how firmly they are held."""
    ridge, error_of = RIDGES[0], cache(lambda rank, ridge: _error(folds, rank, ridge))
    for _ in range(TURNS):
        rank, held = _least_rank(error_of, most, ridge), ridge
        ridge = min(RIDGES, key=lambda each: error_of(rank, each))
        if ridge == held:
            break
    return rank, ridge


def _least_rank(error_of: Callable[[int, float], float], most: int, ridge: float) -> int:
    best, best_error = 1, np.inf
    for rank in range(1, most + 1):
        error = error_of(rank, ridge)
        if error < best_error:
            best, best_error = rank, error
        elif rank - best >= PATIENCE:
            break
    return best


def _fold(sample: Sample, axes: int, chance: np.random.Generator) -> _Fold:
    aside = chance.random(sample.given.nnz) < KEPT_ASIDE
    people = np.repeat(np.arange(sample.ballots), np.diff(sample.given.indptr))
    training = sample.only(~aside)
    directions = leading_directions(training, axes, chance)
    return _Fold(training, people[aside], sample.given.indices[aside], sample.given.data[aside], directions)


def _errors(fold: _Fold, rank: int, ridge: float, *, saturating: bool = False) -> Floats:
    """Squared error of each vote kept aside."""
    start = empty_map(fold.training, fold.directions[:, :rank], ridge)
    found = fitted(fold.training, yielding(start) if saturating else start, ROUNDS)
    return (fold.votes - predicted(fold.training, found, fold.people, fold.statements)) ** 2


def predicted(sample: Sample, found: FactorMap, people: NDArray[np.int64], statements: NDArray[np.int32]) -> Floats:
    means = positions_in(sample, found).means
    axes = np.column_stack((found.give, found.loadings))
    expected = found.intercept[statements] + np.sum(means[people] * axes[statements], axis=1)
    return np.clip(expected, -1.0, 1.0)


def _error(folds: list[_Fold], rank: int, ridge: float) -> float:
    sums = [(fold.training.weights[fold.people] @ _errors(fold, rank, ridge),
             fold.training.weights[fold.people].sum()) for fold in folds]
    return sum(total for total, _ in sums) / max(sum(count for _, count in sums), 1.0)


def _held_out(folds: list[_Fold], rank: int, ridge: float) -> HeldOut:
    """Against leaning alone, plain or saturating, whichever foretells better."""
    weights = folds[0].training.weights
    votes = _per_ballot(folds, lambda fold: np.ones(len(fold.people)))
    with_axes = _per_ballot(folds, lambda fold: _errors(fold, rank, ridge))
    plain = _per_ballot(folds, lambda fold: _errors(fold, 0, ridge))
    saturating = _per_ballot(folds, lambda fold: _errors(fold, 0, ridge, saturating=True))
    without = plain if weights @ plain <= weights @ saturating else saturating
    count = max(float(weights @ votes), 1.0)
    gain = float(weights @ (without - with_axes)) / count
    scatter = weights * (without - with_axes - gain * votes) ** 2
    return HeldOut(float(weights @ with_axes) / count, float(weights @ without) / count, gain,
                   float(np.sqrt(scatter.sum())) / count)


def _per_ballot(folds: list[_Fold], of_votes: Callable[[_Fold], Floats]) -> Floats:
    ballots = folds[0].training.ballots
    totals: Floats = np.zeros(ballots)
    for fold in folds:
        totals += np.bincount(fold.people, of_votes(fold), ballots)
    return totals
