"""Base clusters, groups of base clusters, and how many groups: as Polis forms them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.polis.plane import Plane, squared_distance

BASE_CLUSTERS = 100
BASE_ROUNDS = 100
GROUP_ROUNDS = 20
STILL = 0.01
GROUPS_AT_MOST = 5
PATIENCE = 4

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Clustering:
    """labels (n,); centres (k, 2); sizes (k,) in points."""

    labels: Labels
    centres: Floats
    sizes: Labels


def base_clustering(points: Floats, start: Floats | None = None) -> Clustering:
    """k-means with up to 100 clusters, from the first distinct points or from given centres."""
    if not len(points):
        return Clustering(np.zeros(0, np.int64), np.zeros((0, 2)), np.zeros(0, np.int64))
    plane = Plane(points)
    centres = first_distinct(points, BASE_CLUSTERS) if start is None else start
    return _lloyd(points, np.ones(len(points)), centres, BASE_ROUNDS, plane.nearest)


def group_clusterings(base: Floats, sizes: Labels) -> dict[int, Clustering]:
    """k-means of base centres for every k that Polis tries, weighted by people."""
    most = min(GROUPS_AT_MOST, 2 + len(base) // 12)
    weights = sizes.astype(np.float64)

    def nearest(centres: Floats) -> Labels:
        away = squared_distance(base[:, None, :], centres[None, :, :])
        return len(centres) - 1 - away[:, ::-1].argmin(axis=1)

    return {k: _lloyd(base, weights, first_distinct(base, k), GROUP_ROUNDS, nearest) for k in range(2, most + 1)}


def best_k(base: Floats, tried: dict[int, Clustering]) -> tuple[int, dict[int, float]]:
    """The k of the highest mean silhouette of base centres, and the silhouettes."""
    away = np.sqrt(squared_distance(base[:, None, :], base[None, :, :]))
    scores = {k: silhouette(away, clustering.labels) for k, clustering in tried.items()}
    return max(scores, key=lambda k: (scores[k], k)), scores


def silhouette(away: Floats, labels: Labels) -> float:
    """Mean of (b − a)/max(a, b); zero for a cluster of one (Rousseeuw 1987). away: distances (B, B)."""
    present, labels = np.unique(labels, return_inverse=True)
    counts = np.bincount(labels)
    if len(present) < 2:
        return 0.0
    totals = np.stack([away[:, labels == group].sum(axis=1) for group in range(len(present))], axis=1)
    rows = np.arange(len(labels))
    within = totals[rows, labels] / np.maximum(counts[labels] - 1, 1)
    others = totals / counts
    others[rows, labels] = np.inf
    outside = others.min(axis=1)
    larger = np.maximum(within, outside)
    score = np.where((counts[labels] > 1) & (larger > 0), (outside - within) / np.where(larger > 0, larger, 1.0), 0.0)
    return float(score.mean())


@dataclass(frozen=True)
class Smoother:
    """Keeps the reported k until another has won four updates in a row."""

    shown: int = 0
    winner: int = 0
    wins: int = 0

    def after(self, winner: int) -> "Smoother":
        wins = self.wins + 1 if winner == self.winner else 1
        change = self.shown == 0 or wins >= PATIENCE
        return Smoother(winner if change else self.shown, winner, wins)


def first_distinct(points: Floats, count: int) -> Floats:
    """The first `count` different points in their order."""
    some = points[: 20 * count]
    firsts = np.sort(np.unique(some, axis=0, return_index=True)[1])
    if len(firsts) < count and len(some) < len(points):
        firsts = np.sort(np.unique(points, axis=0, return_index=True)[1])
    return points[firsts[:count]]


def _lloyd(
    points: Floats, weights: Floats, centres: Floats, rounds: int, nearest: Callable[[Floats], Labels]
) -> Clustering:
    for _ in range(rounds + 1):
        found = _step(points, weights, nearest(centres), len(centres))
        still = _close(found.centres, centres)
        centres = found.centres
        if still:
            break
    return found


def _step(points: Floats, weights: Floats, labels: Labels, k: int) -> Clustering:
    """Weighted means; clusters without points are dropped."""
    sizes = np.bincount(labels, minlength=k)
    mass = np.bincount(labels, weights, k)
    kept = np.flatnonzero(sizes)
    sums = np.column_stack([np.bincount(labels, weights * points[:, axis], k) for axis in range(2)])
    places = np.cumsum(sizes > 0) - 1
    return Clustering(places[labels], sums[kept] / mass[kept, None], sizes[kept])


def _close(some: Floats, others: Floats) -> bool:
    """Sorted centres moved little; where a cluster was dropped Polis compares as many as there are left."""
    left = min(len(some), len(others))
    first, second = some[np.lexsort(some.T[::-1])][:left], others[np.lexsort(others.T[::-1])][:left]
    return bool((squared_distance(first, second) < STILL**2).all())
