"""Nearest of up to a hundred centres for very many points of the plane, found cell by cell.

The plane is cut into cells once. For each cell only centres that could be nearest to some point in it are looked at:
those no farther from the cell than the farthest corner is from the best centre. From one round of k-means to the next
a point is looked at again only if the centres moved more than its margin (Hamerly 2010). The answer is that of looking
at every centre for every point.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CELLS_PER_SIDE = (16, 160)
POINTS_PER_CELL = 12
ROUNDING = 1e-9

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Centres that may be nearest in each of some cells: `centres[first[i] : first[i] + count[i]]`, in rising order;
    all others are farther from every point of the cell than `reach` (a squared distance)."""

    centres: Labels
    first: Labels
    count: Labels
    reach: Floats


class Plane:
    """Points (n, 2) sorted into cells, with what is known of them since the last centres."""

    def __init__(self, points: Floats) -> None:
        self.x, self.y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
        side = int(np.clip(np.sqrt(len(points) / POINTS_PER_CELL), *CELLS_PER_SIDE))
        low, high = points.min(axis=0), points.max(axis=0)
        size = np.maximum((high - low) / side, 1e-12)
        places = np.minimum(((points - low) / size).astype(np.int32), side - 1)
        numbers = places[:, 0] * side + places[:, 1]
        used = np.flatnonzero(np.bincount(numbers, minlength=side * side))
        place = np.zeros(side * side, np.int32)
        place[used] = np.arange(len(used))
        self.cell = place[numbers]
        corner = low + np.column_stack((used // side, used % side)) * size
        self.middle = corner + size / 2.0
        self.half = size / 2.0 + ROUNDING * np.maximum(high - low, 1e-300)
        self.labels = np.zeros(len(points), np.int64)
        self.margin = np.full(len(points), -1.0)
        self.before = np.zeros((0, 2))

    def nearest(self, centres: Floats) -> Labels:
        """Index of the nearest centre of each point, the last among equals."""
        if centres.shape != self.before.shape:
            self.margin[:] = -1.0
        else:
            moved = np.sqrt(squared_distance(centres, self.before))
            self.margin -= moved[self.labels] + moved.max() + ROUNDING
        self.before = centres
        again = np.flatnonzero(self.margin <= 0.0)
        if len(again):
            self.labels[again], self.margin[again] = self._looked_at(again, centres)
        return self.labels.copy()

    def _looked_at(self, rows: Labels, centres: Floats) -> tuple[Labels, Floats]:
        """Nearest centre of some points, and by how much any other is farther at least."""
        cell = self.cell[rows]
        wanted = np.zeros(len(self.middle), bool)
        wanted[cell] = True
        cells = np.flatnonzero(wanted)
        place = (np.cumsum(wanted) - 1)[cell]
        found = self._candidates(cells, centres)
        x, y, first, count = self.x[rows], self.y[rows], found.first[place], found.count[place]
        labels = found.centres[first]
        best = _away(x, y, centres[labels])
        second = found.reach[place]
        left = np.arange(len(rows))
        for turn in range(1, int(found.count.max())):
            left = left[count[left] > turn]
            rival = found.centres[first[left] + turn]
            away, held = _away(x[left], y[left], centres[rival]), best[left]
            second[left] = np.minimum(second[left], np.maximum(away, held))
            labels[left] = np.where(away <= held, rival, labels[left])
            best[left] = np.minimum(away, held)
        return labels, np.sqrt(second) - np.sqrt(best)

    def _candidates(self, cells: Labels, centres: Floats) -> _Candidates:
        across = np.abs(self.middle[cells, :1] - centres[:, 0])
        up = np.abs(self.middle[cells, 1:] - centres[:, 1])
        reach = ((across + self.half[0]) ** 2 + (up + self.half[1]) ** 2).min(axis=1)
        closest = np.maximum(across - self.half[0], 0.0) ** 2 + np.maximum(up - self.half[1], 0.0) ** 2
        possible = closest <= reach[:, None] * (1.0 + 1e-12)
        count = np.count_nonzero(possible, axis=1)
        return _Candidates(np.nonzero(possible)[1], np.cumsum(count) - count, count, reach)


def _away(x: Floats, y: Floats, centres: Floats) -> Floats:
    across, up = x - centres[:, 0], y - centres[:, 1]
    return across * across + up * up


def squared_distance(points: Floats, others: Floats) -> Floats:
    """Along the last axis of length two, always added in the same order."""
    across, up = points[..., 0] - others[..., 0], points[..., 1] - others[..., 1]
    return across * across + up * up
