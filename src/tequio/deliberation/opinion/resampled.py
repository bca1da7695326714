"""Groups that hold when other people of the same kind are asked: k-means on resamples, joined by aligned votes.

Each resample draws people with replacement, refits the map and clusters anew from several starts; everybody is then
placed. Every resample casts one vote per ballot for a group; the most voted is kept. Stability is the mean adjusted
Rand index between the kept groups and those of the resamples (Hennig 2007 for the figure per group).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.agreement_of_groups import adjusted_rand, best_jaccard, matched, overlaps
from tequio.deliberation.opinion.factor_map import FactorMap, fitted, positions_in
from tequio.deliberation.opinion.grid import generator
from tequio.deliberation.opinion.kmeans import centres_of, clustered, coarse, nearest
from tequio.deliberation.opinion.sample import Sample

LEAST_STABILITY = 0.6
NEARLY_BEST = 0.03
REFITS = 3
STARTS = 3
STARTS_OF_ALL = 10
TOGETHER = 20
PATIENCE = 3

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Chance = Callable[[int], np.random.Generator]


@dataclass(frozen=True, eq=False)
class Resamples:
    """points: (R, s, rank) places of all ballots on each resample's map; weights: (R, s), how often each was drawn."""

    points: Floats
    weights: Floats
    all_points: Floats
    all_weights: Floats


@dataclass(frozen=True, eq=False)
class Partition:
    """labels: (s,) per ballot; centres: (k, rank) on the map of everybody; stability: overall and per group."""

    k: int
    labels: Labels
    centres: Floats
    stability: float
    stability_per_group: Floats


def drawn_again(sample: Sample, found: FactorMap, count: int, content: int, seed: int) -> Resamples:
    """`count` resamples of people with the map refitted on each."""
    chance = generator(content, seed, 11)
    share = sample.weights / sample.weights.sum()
    people = int(sample.weights.sum())
    draws = chance.multinomial(people, share, size=count).astype(np.float64)
    points, weights = [], []
    for draw in draws:
        place, reliable = _placed(sample, fitted(sample.reweighted(draw), found, REFITS))
        points.append(place)
        weights.append(coarse(draw * reliable))
    place, reliable = _placed(sample, found)
    return Resamples(np.stack(points), np.stack(weights), place, coarse(sample.weights * reliable))


def _placed(sample: Sample, found: FactorMap) -> tuple[Floats, Floats]:
    """Places on the coarse grid, and how much is known of each: 1 less the mean posterior variance."""
    people = positions_in(sample, found)
    known = 1.0 - np.trace(people.spread[:, 1:, 1:], axis1=1, axis2=2) / max(found.rank, 1)
    return coarse(people.means[:, 1:]), np.clip(known, 0.05, 1.0)


def partitions(drawn: Resamples, sample: Sample, least_size: int, content: int, seed: int) -> Iterator[Partition]:
    """Partitions for k = 2, 3, … in turn, as many as there is room for."""
    k = 2
    while k * least_size <= sample.weights.sum() and k < sample.ballots:
        yield _partition(drawn, sample, k, least_size, _chance_of(k, content, seed))
        k += 1


def _chance_of(k: int, content: int, seed: int) -> Chance:
    return lambda purpose: generator(content, seed, 1000 * k + purpose)


def chosen(candidates: Iterator[Partition], most_axes: int) -> Partition | None:
    """The largest k that is stable enough and nearly as stable as the best; None where nothing was tried."""
    tried: list[Partition] = []
    for candidate in candidates:
        tried.append(candidate)
        floor = _floor(tried)
        behind = len(tried) - 1 - max((i for i, each in enumerate(tried) if each.stability >= floor), default=-1)
        if len(tried) > most_axes and behind >= PATIENCE:
            break
    if not tried:
        return None
    good = [each for each in tried if each.stability >= _floor(tried)]
    return good[-1] if good else max(tried, key=lambda each: each.stability)


def _floor(tried: list[Partition]) -> float:
    return max(LEAST_STABILITY, max(each.stability for each in tried) - NEARLY_BEST)


def _partition(drawn: Resamples, sample: Sample, k: int, least_size: int, chance: Chance) -> Partition:
    others = np.concatenate([
        _labels(drawn.points[begin : begin + TOGETHER], drawn.weights[begin : begin + TOGETHER], k, chance(begin))
        for begin in range(0, len(drawn.points), TOGETHER)])
    centres = clustered(drawn.all_points[None], drawn.all_weights[None], k, STARTS_OF_ALL, chance(-1))
    labels = nearest(drawn.all_points[None], centres)[0]
    for _ in range(2):
        labels = _voted(labels, others, sample.weights, k)
    labels, centres = _merged(labels, drawn, sample.weights, k, least_size)
    tables = overlaps(labels, others, sample.weights, k)
    kept = len(centres)
    return Partition(kept, labels, centres, float(adjusted_rand(tables).mean()) if kept > 1 else 0.0,
                     best_jaccard(tables).mean(axis=0)[:kept])


def _labels(points: Floats, weights: Floats, k: int, chance: np.random.Generator) -> Labels:
    return nearest(points, clustered(points, weights, k, STARTS, chance))


def _voted(labels: Labels, others: Labels, weights: Floats, k: int) -> Labels:
    names = matched(overlaps(labels, others, weights, k))
    aligned = np.take_along_axis(names, others, axis=1)
    ballots = len(labels)
    votes = np.bincount((aligned + np.arange(ballots) * k).ravel(), minlength=ballots * k).reshape(ballots, k)
    return votes.argmax(axis=1)


def _merged(labels: Labels, drawn: Resamples, weights: Floats, k: int, least_size: int) -> tuple[Labels, Floats]:
    """Groups below the least size join the nearest; centres are of everybody's places."""
    points = drawn.all_points
    while True:
        used, labels = np.unique(labels, return_inverse=True)
        blank = np.zeros((1, len(used), points.shape[1]))
        centres = centres_of(points[None], drawn.all_weights[None], labels[None], blank)[0]
        sizes = np.bincount(labels, weights)
        if len(used) == 1 or sizes.min() >= least_size:
            return labels, centres
        smallest = int(sizes.argmin())
        rest = np.delete(np.arange(len(used)), smallest)
        labels = labels.copy()
        labels[labels == smallest] = rest[nearest(points[labels == smallest], centres[rest])]
