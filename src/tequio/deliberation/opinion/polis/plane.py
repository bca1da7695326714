"""Nearest of up to a hundred centres for very many points of the plane, found cell by cell.

The plane is cut into cells once. For each cell only centres that could be nearest to some point in it are looked at:
those no farther from the cell than the farthest corner is from the best centre. The answer is that of looking at all.
"""

import numpy as np
from numpy.typing import NDArray

CELLS_PER_SIDE = (16, 192)
POINTS_PER_CELL = 24

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


class Plane:
    """Points (n, 2) sorted into cells."""

    def __init__(self, points: Floats) -> None:
        self.points = points
        side = int(np.clip(np.sqrt(len(points) / POINTS_PER_CELL), *CELLS_PER_SIDE))
        low, high = points.min(axis=0), points.max(axis=0)
        size = np.maximum((high - low) / side, 1e-12)
        places = np.minimum(((points - low) / size).astype(np.int32), side - 1)
        used, self.cell = np.unique(places[:, 0] * side + places[:, 1], return_inverse=True)
        corner = low + np.column_stack((used // side, used % side)) * size
        slack = 1e-9 * np.maximum(np.abs(high - low), 1e-300)
        self.middles, self.half = corner + size / 2.0, size / 2.0 + slack

    def nearest(self, centres: Floats) -> Labels:
        """Index of the nearest centre of each point, the last among equals."""
        table, counts = self._candidates(centres)
        labels = table[self.cell, 0].astype(np.int64)
        undecided = np.flatnonzero(counts[self.cell] > 1)
        if len(undecided):
            labels[undecided] = self._decided(undecided, table, counts, centres)
        return labels

    def _candidates(self, centres: Floats) -> tuple[NDArray[np.int32], Labels]:
        """Per cell the centres that may be nearest, in rising order, and how many."""
        gaps = np.abs(self.middles[:, None, :] - centres[None, :, :])
        closest = np.maximum(gaps - self.half, 0.0)
        farthest = gaps + self.half
        reach = (farthest**2).sum(axis=2).min(axis=1)
        possible = (closest**2).sum(axis=2) <= reach[:, None] * (1.0 + 1e-12)
        counts = possible.sum(axis=1)
        return np.argsort(~possible, axis=1, kind="stable")[:, : counts.max()].astype(np.int32), counts

    def _decided(self, rows: Labels, table: NDArray[np.int32], counts: Labels, centres: Floats) -> Labels:
        best = np.full(len(rows), np.inf)
        labels = np.zeros(len(rows), np.int64)
        cells = self.cell[rows]
        left = np.arange(len(rows))
        for turn in range(table.shape[1]):
            left = left[counts[cells[left]] > turn]
            candidate = table[cells[left], turn]
            away = squared_distance(self.points[rows[left]], centres[candidate])
            closer = away <= best[left]
            best[left[closer]], labels[left[closer]] = away[closer], candidate[closer]
        return labels


def squared_distance(points: Floats, others: Floats) -> Floats:
    """Along the last axis of length two, always added in the same order."""
    across, up = points[..., 0] - others[..., 0], points[..., 1] - others[..., 1]
    return across * across + up * up
