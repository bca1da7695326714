"""What unites, what divides and what bridges: statements with a score, best first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from tequio.deliberation.opinion.counts import StatementCounts

SURENESS = 0.9
MAJORITY = 0.5

Floats = NDArray[np.float64]
Order = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ranking:
    """order: positions of the statements that may be named, best first; score: (m,)."""

    order: Order
    score: Floats


@dataclass(frozen=True, eq=False)
class Consensus:
    """group_aware: Polis' product over groups of (agree+1)/(seen+2), shape (m,);
    lower_bound: what the least agreeing group's agreement exceeds with 90 % probability, shape (m,);
    order: by lower_bound; united: those of `order` that a majority of every group supports at that bound.
    The `against` fields say the same of disagreement."""

    group_aware: Floats
    lower_bound: Floats
    order: Order
    united: Order
    lower_bound_against: Floats
    order_against: Order
    united_against: Order


def group_aware_consensus(counts: StatementCounts) -> Floats:
    """Π over groups of (agree+1)/(seen+2); counts of shape (groups, m)."""
    return np.prod((counts.agree + 1) / (counts.seen + 2), axis=0)


def lower_bounds(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> Floats:
    """Lower end of the one-sided 90 % posterior of a share under Jeffreys' prior Beta(½, ½)."""
    bound: Floats = betaincinv(successes + 0.5, trials - successes + 0.5, 1.0 - SURENESS)
    return np.where(trials > 0, bound, 0.0)


def best_first(score: Floats, eligible: NDArray[np.bool_]) -> Order:
    order = np.argsort(-score, kind="stable")
    return order[eligible[order]]


def consensus(counts: StatementCounts, eligible: NDArray[np.bool_]) -> Consensus:
    """Counts per group, (groups, m); with one row, of everybody."""
    named = eligible & (counts.seen.sum(axis=0) > 0)
    least = lower_bounds(counts.agree, counts.seen).min(axis=0)
    against = lower_bounds(counts.disagree, counts.seen).min(axis=0)
    order, order_against = best_first(least, named), best_first(against, named)
    return Consensus(group_aware_consensus(counts), least, order, order[least[order] > MAJORITY],
                     against, order_against, order_against[against[order_against] > MAJORITY])


def divisive(counts: StatementCounts, eligible: NDArray[np.bool_]) -> Ranking:
    """With groups: by how far apart two groups surely are, lower bound of the most less upper bound of the least
    agreeing. With one row: by how large both sides surely are."""
    if len(counts.agree) == 1:
        score = np.minimum(lower_bounds(counts.agree, counts.seen), lower_bounds(counts.disagree, counts.seen))[0]
    else:
        low = lower_bounds(counts.agree, counts.seen)
        high = 1.0 - lower_bounds(counts.seen - counts.agree, counts.seen)
        score = low.max(axis=0) - high.min(axis=0)
    seen = (counts.seen > 0).all(axis=0)
    return Ranking(best_first(score, eligible & seen & (score > 0)), score)
