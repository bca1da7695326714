"""Statements that represent a group, and those on which everybody agrees, by Polis' tests of proportions."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.polis.answer import Representative

Z_90 = 1.2816
SHOWN = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Side:
    """Agreement (or disagreement) of one group against the rest: (m,) each."""

    successes: NDArray[np.int64]
    p: Floats
    p_test: Floats
    repness: Floats
    repness_test: Floats


def proportion_test(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> Floats:
    """2√(n+1)·((s+1)/(n+1) − ½)."""
    return 2.0 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)


def two_proportions_test(
    successes: NDArray[np.int64], others: NDArray[np.int64], trials: NDArray[np.int64], other_trials: NDArray[np.int64]
) -> Floats:
    """z of the difference of two proportions, one success and one trial added to each; 0 where pooled share is 1."""
    first, second = (successes + 1) / (trials + 1), (others + 1) / (other_trials + 1)
    pooled = (successes + others + 2) / (trials + other_trials + 2)
    spread = pooled * (1.0 - pooled) * (1.0 / (trials + 1) + 1.0 / (other_trials + 1))
    certain = pooled == 1.0
    return np.where(certain, 0.0, (first - second) / np.sqrt(np.where(certain, 1.0, np.maximum(spread, 1e-300))))


def representative_statements(counts: StatementCounts, order: NDArray[np.int64]) -> list[list[Representative]]:
    """Up to five statements per group, looked at in `order`; counts of shape (groups, m)."""
    seen = counts.seen
    rest = seen.sum(axis=0) - seen
    sides = [(_side(counts.agree, seen, rest, group), _side(counts.disagree, seen, rest, group))
             for group in range(len(seen))]
    return [_of_group(agree, disagree, seen[group], order) for group, (agree, disagree) in enumerate(sides)]


def _side(voted: NDArray[np.int64], seen: NDArray[np.int64], rest: NDArray[np.int64], group: int) -> _Side:
    mine, others = voted[group], voted.sum(axis=0) - voted[group]
    p = (mine + 1) / (seen[group] + 2)
    return _Side(mine, p, proportion_test(mine, seen[group]), p / ((others + 1) / (rest[group] + 2)),
                 two_proportions_test(mine, others, seen[group], rest[group]))


def _of_group(agree: _Side, disagree: _Side, seen: NDArray[np.int64], order: NDArray[np.int64]) -> list[Representative]:
    for_agree = agree.repness_test > disagree.repness_test
    passes = ((agree.repness_test > Z_90) & (agree.p_test > Z_90)) | (
        (disagree.repness_test > Z_90) & (disagree.p_test > Z_90))
    first = _best_agree(agree, disagree, order)
    sufficient = [_finished(int(j), agree if for_agree[j] else disagree, bool(for_agree[j]), seen)
                  for j in order if passes[j] and j != first]
    sufficient.sort(key=lambda each: -each.repness * each.repness_test * each.p_success * each.p_test)
    if first is not None:
        head = [_finished(first, agree if for_agree[first] else disagree, bool(for_agree[first]), seen, best=True)]
    elif not sufficient and len(order):
        best = int(order[np.maximum(agree.repness_test, disagree.repness_test)[order].argmax()])
        head = [_finished(best, agree if for_agree[best] else disagree, bool(for_agree[best]), seen)]
    else:
        head = []
    return sorted((head + sufficient)[:SHOWN], key=lambda each: each.repful_for != "agree")


def _best_agree(agree: _Side, disagree: _Side, order: NDArray[np.int64]) -> int | None:
    best: int | None = None
    by_chance = agree.p * agree.p_test
    by_contrast = agree.repness * agree.repness_test * by_chance
    for candidate in map(int, order):
        if agree.successes[candidate] == 0 and disagree.successes[candidate] == 0:
            continue
        if best is None:
            better = agree.p_test[candidate] > Z_90 or (agree.repness[candidate] > 1 and agree.p[candidate] > 0.5)
        elif agree.repness[best] > 1:
            better = by_contrast[candidate] > by_contrast[best]
        else:
            better = by_chance[candidate] > by_chance[best]
        best = candidate if better else best
    return best


def _finished(j: int, side: _Side, agree: bool, seen: NDArray[np.int64], best: bool = False) -> Representative:
    return Representative(j, "agree" if agree else "disagree", int(side.successes[j]), int(seen[j]), float(side.p[j]),
                          float(side.p_test[j]), float(side.repness[j]), float(side.repness_test[j]), best)


def consensus_statements(
    counts: StatementCounts, order: NDArray[np.int64]
) -> tuple[list[Representative], list[Representative]]:
    """Up to five statements that everybody agrees on, and up to five that everybody disagrees on; counts (m,)."""
    return _agreed(counts.agree, counts.seen, order, "agree"), _agreed(counts.disagree, counts.seen, order, "disagree")


def _agreed(
    voted: NDArray[np.int64], seen: NDArray[np.int64], order: Iterable[int], side: str
) -> list[Representative]:
    p, test = (voted + 1) / (seen + 2), proportion_test(voted, seen)
    found = [Representative(int(j), side, int(voted[j]), int(seen[j]), float(p[j]), float(test[j]))
             for j in order if p[j] > 0.5 and test[j] > Z_90]
    return sorted(found, key=lambda each: -each.p_success * each.p_test)[:SHOWN]
