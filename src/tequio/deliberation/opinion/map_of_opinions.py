"""The drawn map: the two axes that carry most, and the area of each group on it. Nobody is drawn as a point."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Block, Blocks, joined
from tequio.deliberation.opinion.factor_map import FactorMap, posterior
from tequio.deliberation.opinion.grid import on_grid
from tequio.deliberation.opinion.results import OpinionMap

DRAWN = 2
HOLDS_HALF = 1.1774100225154747

Floats = NDArray[np.float64]


def turned(found: FactorMap) -> FactorMap:
    """The same map with its axes in order of what they explain and with settled signs."""
    left, sizes, _ = np.linalg.svd(found.loadings, full_matrices=False)
    axes = left * sizes
    largest = np.abs(axes).argmax(axis=0)
    signs = np.sign(axes[largest, np.arange(axes.shape[1])])
    return replace(found, loadings=axes * np.where(signs == 0, 1.0, signs))


def everybody_placed(blocks: Blocks, found: FactorMap) -> Floats:
    """Places on all axes and, last, the radius of uncertainty on the drawn ones: (n, rank + 1)."""
    return joined(blocks.each(_placed, found)) if blocks.people else np.zeros((0, found.rank + 1))


def _placed(block: Block, found: FactorMap) -> Floats:
    people = posterior(block.given(), block.seen(), found)
    drawn = min(DRAWN, found.rank)
    spread = np.trace(people.spread[:, 1 : 1 + drawn, 1 : 1 + drawn], axis1=1, axis2=2) / drawn
    return np.column_stack((people.means[:, 1:], np.sqrt(spread)))


def drawn_map(found: FactorMap, places: Floats, placed: NDArray[np.bool_], labels: NDArray[np.int32]) -> OpinionMap:
    points = two_axes(places[:, : found.rank])
    uncertainty = places[:, found.rank].copy()
    points[~placed], uncertainty[~placed] = np.nan, np.nan
    statements = two_axes(found.loadings)
    return OpinionMap(found.rank, points, uncertainty, statements, np.sqrt((found.loadings**2).sum(axis=1)),
                      areas(points, labels))


def two_axes(places: Floats) -> Floats:
    drawn = places[:, :DRAWN]
    return np.column_stack((drawn, np.zeros((len(drawn), DRAWN - drawn.shape[1]))))


def areas(points: Floats, labels: NDArray[np.int32]) -> Floats:
    """Centre and half-axes of the ellipse that holds about half of each group, (k, 3, 2)."""
    groups = int(labels.max(initial=-1)) + 1
    found = np.zeros((groups, 3, 2))
    for group in range(groups):
        members = points[labels == group]
        centre = on_grid(members).sum(axis=0) / len(members)
        across, up = (members - centre).T
        squares = np.column_stack((across * across, across * up, up * up))
        spread = on_grid(squares).sum(axis=0) / len(members)
        sizes, axes = np.linalg.eigh(spread[[0, 1, 1, 2]].reshape(2, 2))
        found[group, 0] = centre
        found[group, 1:] = (axes * np.sqrt(np.maximum(sizes, 0.0)) * HOLDS_HALF).T
    return found
