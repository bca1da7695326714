"""Weighted k-means on many resamples at once, on coordinates of a 2⁻¹¹ grid so that distances are exact."""

import numpy as np
from numpy.typing import NDArray

STEPS = 2.0**11
LLOYD_ROUNDS = 25

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def coarse(points: Floats) -> Floats:
    """Nearest multiples of 2⁻¹¹: products of two are exact in float64, in any order of addition."""
    return np.rint(points * STEPS) / STEPS


def nearest(points: Floats, centres: Floats) -> Labels:
    """Index of the nearest centre, the first among equals. points (..., n, d), centres (..., k, d) → (..., n)."""
    return np.argmin(_relative_distances(points, centres), axis=-1)


def _relative_distances(points: Floats, centres: Floats) -> Floats:
    """Squared distances less |point|², which is the same for every centre."""
    lengths = np.sum(centres * centres, axis=-1)[..., None, :]
    return lengths - 2.0 * (points @ np.swapaxes(centres, -1, -2))


def clustered(points: Floats, weights: Floats, k: int, starts: int, chance: np.random.Generator) -> Floats:
    """Best of `starts` runs per resample.

    points: (R, n, d) on the coarse grid; weights: (R, n), multiples of 2⁻¹¹, zero for those not drawn.
    Returns centres (R, k, d). Start: k-means++ (Arthur & Vassilvitskii 2007).
    """
    best: Floats | None = None
    loss_of_best = np.full(len(points), np.inf)
    for _ in range(starts):
        centres = _lloyd(points, weights, _spread_start(points, weights, k, chance))
        loss = _loss(points, weights, centres)
        best = centres if best is None else np.where((loss < loss_of_best)[:, None, None], centres, best)
        loss_of_best = np.minimum(loss, loss_of_best)
    assert best is not None
    return best


def _spread_start(points: Floats, weights: Floats, k: int, chance: np.random.Generator) -> Floats:
    resamples, _, axes = points.shape
    centres = np.zeros((resamples, k, axes))
    far = np.ones(points.shape[:2])
    for number in range(k):
        luck = chance.random(size=(resamples,))
        chosen = _drawn(weights * far, luck)
        centres[:, number] = np.take_along_axis(points, chosen[:, None, None], axis=1)[:, 0]
        away = np.sum((points - centres[:, number, None]) ** 2, axis=-1)
        far = away if number == 0 else np.minimum(far, away)
    return centres


def _drawn(mass: Floats, luck: Floats) -> Labels:
    ladder = np.cumsum(mass, axis=1)
    above = ladder <= (luck * ladder[:, -1])[:, None]
    return np.minimum(above.sum(axis=1), mass.shape[1] - 1)


def _lloyd(points: Floats, weights: Floats, centres: Floats) -> Floats:
    """Until nothing moves; resamples that have settled are left alone."""
    centres = centres.copy()
    moving = np.arange(len(points))
    before = np.full(points.shape[:2], -1)
    for _ in range(LLOYD_ROUNDS):
        labels = nearest(points[moving], centres[moving])
        changed = (labels != before[moving]).any(axis=1)
        moving, labels = moving[changed], labels[changed]
        if not len(moving):
            break
        before[moving] = labels
        centres[moving] = centres_of(points[moving], weights[moving], labels, centres[moving])
    return centres


def centres_of(points: Floats, weights: Floats, labels: Labels, before: Floats) -> Floats:
    """Weighted means per cluster, rounded to the coarse grid; an empty cluster stays where it was."""
    resamples, k, axes = before.shape
    cells = (labels + np.arange(resamples)[:, None] * k).ravel()
    mass = np.bincount(cells, weights.ravel(), resamples * k).reshape(resamples, k)
    totals = np.stack([np.bincount(cells, (weights * points[..., axis]).ravel(), resamples * k).reshape(resamples, k)
                       for axis in range(axes)], axis=-1)
    return np.where(mass[..., None] > 0, coarse(totals / np.maximum(mass, 1e-300)[..., None]), before)


def _loss(points: Floats, weights: Floats, centres: Floats) -> Floats:
    gaps = _relative_distances(points, centres).min(axis=-1) + np.sum(points * points, axis=-1)
    return np.sum(weights * gaps, axis=-1)
