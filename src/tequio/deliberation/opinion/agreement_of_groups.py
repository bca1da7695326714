"""How far two partitions of the same people agree."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def overlaps(reference: Labels, others: Labels, weights: Floats, k: int) -> Floats:
    """People in each pair of groups. reference (n,), others (R, n) below k, weights (n,) → (R, k of reference, k)."""
    resamples = len(others)
    cells = (np.arange(resamples)[:, None] * k + reference) * k + others
    people: Floats = np.broadcast_to(weights, others.shape).ravel()
    table = np.bincount(cells.ravel(), people, resamples * k * k).astype(np.float64)
    return table.reshape(resamples, k, k)


def adjusted_rand(tables: Floats) -> Floats:
    """Adjusted Rand index of each contingency table (Hubert & Arabie 1985, eq. 5); 1 for two trivial partitions."""
    both = _pairs(tables).sum(axis=(-2, -1))
    rows, columns = _pairs(tables.sum(axis=-1)).sum(axis=-1), _pairs(tables.sum(axis=-2)).sum(axis=-1)
    everything = np.maximum(_pairs(tables.sum(axis=(-2, -1))), 1.0)
    by_chance = rows * columns / everything
    room = (rows + columns) / 2.0 - by_chance
    flat = room <= 1e-9 * everything
    return np.where(flat, 1.0, (both - by_chance) / np.where(flat, 1.0, room))


def best_jaccard(tables: Floats) -> Floats:
    """For each reference group the Jaccard overlap with its best match, shape (R, k); Hennig 2007."""
    union = tables.sum(axis=-1)[..., None] + tables.sum(axis=-2)[..., None, :] - tables
    return (tables / np.maximum(union, 1.0)).max(axis=-1)


def matched(tables: Floats) -> Labels:
    """For each table the reference group that each other group stands for, largest overlaps first, shape (R, k)."""
    left = tables.copy()
    resamples, k, _ = left.shape
    names = np.zeros((resamples, k), np.int64)
    every = np.arange(resamples)
    for _ in range(k):
        best = left.reshape(resamples, -1).argmax(axis=1)
        group, other = best // k, best % k
        names[every, other] = group
        left[every, group, :] = -1.0
        left[every, :, other] = -1.0
    return names


def _pairs(counts: Floats) -> Floats:
    return counts * (counts - 1.0) / 2.0
