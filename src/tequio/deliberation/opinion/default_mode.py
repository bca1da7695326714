"""Opinion groups that are reported only if they hold: see docs/explanation/opinion-groups.md for the reasons."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.blocks import Blocks
from tequio.deliberation.opinion.factor_map import FactorMap, empty_map, fitted, spread_out
from tequio.deliberation.opinion.found import Found, groups_with_counts
from tequio.deliberation.opinion.grid import generator
from tequio.deliberation.opinion.kmeans import coarse, nearest
from tequio.deliberation.opinion.map_of_opinions import drawn_map, everybody_placed, turned
from tequio.deliberation.opinion.rank import Choice, chosen_rank, leading_directions
from tequio.deliberation.opinion.resampled import LEAST_STABILITY, Partition, chosen, drawn_again, partitions
from tequio.deliberation.opinion.results import (
    NOT_STABLE,
    TOO_ALIKE,
    TOO_FEW_PEOPLE,
    TOO_FEW_STATEMENTS,
    VOTES_NOT_BETTER_EXPLAINED,
)
from tequio.deliberation.opinion.sample import Sample, placed_people, sampled

LEAST_PEOPLE = 12
LEAST_STATEMENTS = 3
# Of fewer different ballots none can be kept aside to judge a map by.
LEAST_BALLOTS = 3
LEAST_GROUP = 5
LEAST_SHARE = 50
FOLDS, FOLDS_OF_FEW, FEW_VOTES = 2, 4, 60_000
ROUNDS = 30
SURELY = 1.5
RESAMPLED_AT_MOST = 2500

OnStep = Callable[[str], None]


def default_groups(
    votes: VoteTable,
    blocks: Blocks,
    used: NDArray[np.bool_],
    resamples: int,
    seed: int,
    least_group: int | None,
    on_step: OnStep,
) -> Found:
    """Fit, judge, resample, place. `used`: statements that inform the map."""
    placed = placed_people(votes)
    people = int(placed.sum())
    if people < LEAST_PEOPLE:
        return Found(reason=TOO_FEW_PEOPLE)
    on_step("map")
    sample = sampled(votes, placed).of_statements(used)
    voted_on = sample.voted_on()
    if int(voted_on.sum()) < LEAST_STATEMENTS:
        return Found(reason=TOO_FEW_STATEMENTS)
    if sample.ballots < LEAST_BALLOTS:
        return Found(reason=TOO_ALIKE)
    sample = sample.narrowed(voted_on)
    chance = generator(votes.content(), seed, 1)
    choice = chosen_rank(sample, chance, FOLDS if sample.seen.nnz > FEW_VOTES else FOLDS_OF_FEW)
    factors = turned(_fitted(sample, choice, chance))
    on_step("placing")
    everywhere = spread_out(factors, voted_on)
    places = everybody_placed(blocks, everywhere)
    partition, size = None, least_group if least_group is not None else max(LEAST_GROUP, people // LEAST_SHARE)
    if choice.held_out.gain > SURELY * choice.held_out.standard_error:
        on_step("resamples")
        partition = _partition(sample, factors, votes.content(), seed, resamples, size / people)
    return _found(blocks, choice, everywhere, places, placed, partition, size)


def _fitted(sample: Sample, choice: Choice, chance: np.random.Generator) -> FactorMap:
    directions = leading_directions(sample, choice.rank, chance)
    return fitted(sample, empty_map(sample, directions, choice.ridge), ROUNDS)


def _partition(
    sample: Sample, factors: FactorMap, content: int, seed: int, resamples: int, least_share: float
) -> Partition | None:
    some = sample.first(RESAMPLED_AT_MOST)
    least_size = max(1, int(np.ceil(least_share * some.weights.sum() - 1e-9)))
    drawn = drawn_again(some, factors, resamples, content, seed)
    return chosen(partitions(drawn, some, least_size, content, seed), factors.rank + 1)


def _found(
    blocks: Blocks,
    choice: Choice,
    factors: FactorMap,
    places: NDArray[np.float64],
    placed: NDArray[np.bool_],
    partition: Partition | None,
    least_size: int,
) -> Found:
    labels = np.full(len(placed), -1, np.int32)
    groups, reason = None, VOTES_NOT_BETTER_EXPLAINED if partition is None else NOT_STABLE
    stability = float("nan") if partition is None else partition.stability
    if partition is not None and partition.k > 1 and stability >= LEAST_STABILITY:
        points = coarse(places[placed, : factors.rank])
        order = _large_enough_largest_first(points, partition.centres, least_size)
        if len(order) > 1:
            labels[placed] = nearest(points, partition.centres[order])
            groups, reason = groups_with_counts(blocks, labels, stability, partition.stability_per_group[order]), ""
    return Found(groups, reason, choice.held_out, stability, drawn_map(factors, places, placed, labels), factors)


def _large_enough_largest_first(
    points: NDArray[np.float64], centres: NDArray[np.float64], least_size: int
) -> NDArray[np.int64]:
    """Numbers of the groups to keep: what is large enough among those resampled can be too small among everybody."""
    kept = np.arange(len(centres))
    while True:
        sizes = np.bincount(nearest(points, centres[kept]), minlength=len(kept))
        if sizes.min() >= least_size or len(kept) == 1:
            return kept[np.lexsort((*centres[kept].T, -sizes))]
        kept = np.delete(kept, sizes.argmin())
