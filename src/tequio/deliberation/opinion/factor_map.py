"""A map of opinions that does not mistake silence for the middle: y_ij = c_j + b_i + w_i·x_j + noise.

c_j: how a statement is received by everybody; b_i: how much a person tends to agree at all; w_i: where the person
stands on `rank` axes; x_j: how the statement divides along them. Fitted by expectation maximisation over the votes that
were cast (Tipping & Bishop 1999, eq. 12.17 onwards, with missing entries; Raiko, Ilin & Karhunen 2007): unseen
statements say nothing, and a person with few votes is uncertain, not moderate. Priors: w_i ~ N(0, I), b_i ~ N(0, τ²),
a ridge on x_j.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tequio.deliberation.opinion.sample import Sample

RIDGE_OF_INTERCEPT = 0.5
LEAST_NOISE = 0.02
LEAST_LEANING = 0.01

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FactorMap:
    """intercept: (m,); loadings: (m, rank); noise: variance of one vote; leaning: variance of b; ridge: on loadings;
    give: (m,), how far a statement yields to leaning, one unless a statement's mean leaves little room."""

    intercept: Floats
    loadings: Floats
    give: Floats
    noise: float
    leaning: float
    ridge: float
    middle: float

    @property
    def rank(self) -> int:
        return self.loadings.shape[1]


@dataclass(frozen=True, eq=False)
class Positions:
    """means: (n, 1 + rank), leaning first; spread: posterior covariances (n, 1 + rank, 1 + rank)."""

    means: Floats
    spread: Floats


def empty_map(sample: Sample, loadings: Floats, ridge: float) -> FactorMap:
    """Shrunken column means and given loadings: where fitting starts."""
    agreeing, seen = sample.given_back @ sample.weights, sample.seen_back @ sample.weights
    middle = float(agreeing.sum()) / max(float(seen.sum()), 1.0)
    intercept = (agreeing + RIDGE_OF_INTERCEPT * middle) / (seen + RIDGE_OF_INTERCEPT)
    return FactorMap(intercept, loadings, np.ones(len(intercept)), 0.5, 0.1, ridge, middle)


def yielding(start: FactorMap) -> FactorMap:
    """Leaning that saturates: nearly everybody agrees on some statements whatever their leaning, as in a logistic model
    of one trait, where the slope at mean c is in proportion to 1 − c²."""
    room = 1.0 - np.clip(start.intercept, -0.95, 0.95) ** 2
    return replace(start, give=room / float(np.sqrt(np.mean(room**2))))


def spread_out(found: FactorMap, kept: NDArray[np.bool_]) -> FactorMap:
    """The map with the statements that were not `kept`: they are nowhere, and votes on them move nobody."""
    intercept, loadings, give = np.full(len(kept), found.middle), np.zeros((len(kept), found.rank)), np.zeros(len(kept))
    intercept[kept], loadings[kept], give[kept] = found.intercept, found.loadings, found.give
    return replace(found, intercept=intercept, loadings=loadings, give=give)


def fitted(sample: Sample, start: FactorMap, rounds: int) -> FactorMap:
    found = start
    for _ in range(rounds):
        found = _statements_given_people(sample, found, positions_in(sample, found))
    return found


def positions_in(sample: Sample, found: FactorMap) -> Positions:
    return posterior(sample.given, sample.seen, found)


def posterior(given: sparse.csr_array, seen: sparse.csr_array, found: FactorMap) -> Positions:
    """Where each person stands given the statements; a row depends on that person's votes alone."""
    axes = np.column_stack((found.give, found.loadings))
    size = axes.shape[1]
    first, second = _upper_half(size)
    sums = seen @ np.column_stack((axes[:, first] * axes[:, second], found.intercept[:, None] * axes))
    pull = (given @ axes - sums[:, len(first) :]) / found.noise
    precision = np.empty((size, size, len(sums)))
    precision[first, second] = precision[second, first] = sums[:, : len(first)].T / found.noise
    precision[0, 0] += 1.0 / found.leaning
    precision[np.arange(1, size), np.arange(1, size)] += 1.0
    spread = inverted(precision)
    means = sum((spread[:, axis] * pull[:, axis] for axis in range(size)), np.zeros((size, len(sums))))
    return Positions(means.T, np.moveaxis(spread, 2, 0))


@cache
def _upper_half(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of a symmetric matrix that say all of it."""
    return np.triu_indices(size)


def inverted(systems: Floats) -> Floats:
    """Inverses of positive definite matrices (p, p, n), all n at once by Gauss and Jordan's elimination.

    Row operations on long vectors: many times faster than one small factorisation after another.
    """
    found = systems.copy()
    for pivot in range(len(found)):
        scale = 1.0 / found[pivot, pivot]
        found[pivot, pivot] = 1.0
        found[pivot] *= scale
        for row in range(len(found)):
            if row != pivot:
                factor = found[row, pivot].copy()
                found[row, pivot] = 0.0
                found[row] -= factor * found[pivot]
    return found


def _statements_given_people(sample: Sample, found: FactorMap, people: Positions) -> FactorMap:
    """Ridge regression of each statement's votes on the people's positions, their uncertainty included."""
    leaning, spread = people.means[:, 0], people.spread
    design = people.means.copy()
    design[:, 0] = 1.0
    size = design.shape[1]
    first, second = _upper_half(size)
    moments = design[:, first] * design[:, second]
    inner = (first > 0) & (second > 0)
    moments[:, inner] += spread[:, first[inner], second[inner]]
    with_leaning = leaning[:, None] * design
    with_leaning[:, 1:] += spread[:, 0, 1:]
    leaning_squared = leaning**2 + spread[:, 0, 0]
    weights = sample.weights[:, None]
    sums = sample.seen_back @ (weights * np.column_stack((moments, with_leaning, leaning_squared)))
    votes = sample.given_back @ (weights * np.column_stack((design, leaning)))
    give = found.give
    pairs, pull = sums[:, : len(first)], votes[:, :size] - give[:, None] * sums[:, len(first) : -1]
    system = np.empty((len(pairs), size, size))
    system[:, first, second] = system[:, second, first] = pairs
    found = _solved(system, pull, found)
    noise = _noise(sample, system, pull, give**2 * sums[:, -1] - 2 * give * votes[:, -1], found)
    spread_of_leaning = float(sample.weights @ leaning_squared) / float(sample.weights.sum())
    return replace(found, noise=max(noise, LEAST_NOISE), leaning=max(spread_of_leaning, LEAST_LEANING))


def _solved(system: Floats, pull: Floats, found: FactorMap) -> FactorMap:
    size = system.shape[1]
    ridge = np.concatenate(([RIDGE_OF_INTERCEPT], np.full(size - 1, found.ridge)))
    held = system.copy()
    held[:, np.arange(size), np.arange(size)] += ridge
    towards = pull.copy()
    towards[:, 0] += RIDGE_OF_INTERCEPT * found.middle
    solution: Floats = np.linalg.solve(held, towards[..., None])[..., 0].astype(np.float64)
    return replace(found, intercept=solution[:, 0], loadings=solution[:, 1:])


def _noise(sample: Sample, system: Floats, pull: Floats, leaning_part: Floats, found: FactorMap) -> float:
    solution = np.column_stack((found.intercept, found.loadings))
    squares = float(sample.spoken @ sample.weights)
    explained = np.einsum("mi,mij,mj->", solution, system, solution) - 2.0 * np.sum(solution * pull)
    total = squares + float(leaning_part.sum()) + float(explained)
    return total / max(float(sample.cast @ sample.weights), 1.0)
