"""Nearest of up to a hundred centres for very many points of the plane, found cell by cell.

The plane is cut into cells once. For each cell only centres that could be nearest to some point in it are looked at:
those no farther from the cell than the farthest corner is from the best centre. The answer is that of looking at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CELLS_PER_SIDE = (16, 160)
POINTS_PER_CELL = 6

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Centres that may be nearest in each cell: `centres[first[cell] : first[cell] + count[cell]]`, in rising order."""

    centres: Labels
    first: Labels
    count: Labels


class Plane:
    """Points (n, 2) sorted into cells."""

    def __init__(self, points: Floats) -> None:
        self.x, self.y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
        side = int(np.clip(np.sqrt(len(points) / POINTS_PER_CELL), *CELLS_PER_SIDE))
        low, high = points.min(axis=0), points.max(axis=0)
        size = np.maximum((high - low) / side, 1e-12)
        places = np.minimum(((points - low) / size).astype(np.int32), side - 1)
        used, self.cell = np.unique(places[:, 0] * side + places[:, 1], return_inverse=True)
        corner = low + np.column_stack((used // side, used % side)) * size
        self.middle = corner + size / 2.0
        self.half = size / 2.0 + 1e-9 * np.maximum(high - low, 1e-300)

    def nearest(self, centres: Floats) -> Labels:
        """Index of the nearest centre of each point, the last among equals."""
        candidates = self._candidates(centres)
        labels = candidates.centres[candidates.first[self.cell]]
        left = np.flatnonzero((candidates.count > 1)[self.cell])
        best = self._away(left, labels[left], centres)
        for turn in range(1, int(candidates.count.max())):
            more = candidates.count[self.cell[left]] > turn
            left, best = left[more], best[more]
            rival = candidates.centres[candidates.first[self.cell[left]] + turn]
            away = self._away(left, rival, centres)
            closer = away <= best
            labels[left[closer]] = rival[closer]
            best = np.minimum(best, away)
        return labels

    def _away(self, rows: Labels, others: Labels, centres: Floats) -> Floats:
        across, up = self.x[rows] - centres[others, 0], self.y[rows] - centres[others, 1]
        return across * across + up * up

    def _candidates(self, centres: Floats) -> _Candidates:
        across = np.abs(self.middle[:, :1] - centres[:, 0])
        up = np.abs(self.middle[:, 1:] - centres[:, 1])
        reach = ((across + self.half[0]) ** 2 + (up + self.half[1]) ** 2).min(axis=1)
        closest = np.maximum(across - self.half[0], 0.0) ** 2 + np.maximum(up - self.half[1], 0.0) ** 2
        possible = closest <= reach[:, None] * (1.0 + 1e-12)
        count = np.count_nonzero(possible, axis=1)
        return _Candidates(np.nonzero(possible)[1], np.cumsum(count) - count, count)


def squared_distance(points: Floats, others: Floats) -> Floats:
    """Along the last axis of length two, always added in the same order."""
    across, up = points[..., 0] - others[..., 0], points[..., 1] - others[..., 1]
    return across * across + up * up
