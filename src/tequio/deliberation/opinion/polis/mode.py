"""Polis from votes to answer: map, base clusters, groups, and what is read off them."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Block, Blocks, joined
from tequio.deliberation.opinion.counts import StatementCounts, group_counts, statement_counts
from tequio.deliberation.opinion.covotes import Covotes
from tequio.deliberation.opinion.polis.answer import BaseClusters, PolisAnswer
from tequio.deliberation.opinion.polis.clusters import Smoother, base_clustering, best_k, group_clusterings
from tequio.deliberation.opinion.polis.repness import consensus_statements, representative_statements
from tequio.deliberation.opinion.principal import axes_of_pairs, leading_axes
from tequio.deliberation.opinion.rankings import group_aware_consensus
from tequio.deliberation.opinion.routing import polis_priorities

LEAST_VOTES = 7
LEAST_PEOPLE = 15

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def centre_of(counts: StatementCounts, used: Flags) -> Floats:
    """Mean vote of each statement, 0 where nobody voted or where the statement is not used."""
    return np.where(used, (counts.agree - counts.disagree) / np.maximum(counts.seen, 1), 0.0)


def people_on_map(blocks: Blocks, centre: Floats, components: Floats, used: Flags) -> Floats:
    """√(m / votes)·Σ over votes (x − c)·component, shape (n, 2). Unused statements count as voted on by everybody."""
    if not blocks.people:
        return np.zeros((0, 2))
    return joined(blocks.each(_projected, centre, components, None if used.all() else used))


def _projected(block: Block, centre: Floats, components: Floats, used: Flags | None) -> Floats:
    seen = block.seen()
    sums = block.given() @ components.T - seen @ (centre[:, None] * components.T)
    voted = np.diff(block.starts) if used is None else seen @ used.astype(np.float64) + (~used).sum()
    return np.sqrt(block.width / np.maximum(voted, 1))[:, None] * sums


def statements_on_map(centre: Floats, components: Floats) -> Floats:
    """Where somebody who agreed with that statement alone would stand, (m, 2)."""
    return np.sqrt(len(centre)) * ((1.0 - centre) * components).T


def in_conversation(votes: NDArray[np.int64], width: int, before: Flags | None = None) -> Flags:
    """At least min(7, m) votes; where fewer than fifteen people qualify, those with most votes up to fifteen.

    Once in, always in: the first fifteen people to vote were in while there were no others. Rows by first vote.
    """
    inside = votes >= min(LEAST_VOTES, width)
    inside[:LEAST_PEOPLE] = True
    if before is not None:
        inside[: len(before)] |= before
    missing = min(LEAST_PEOPLE, len(votes)) - int(inside.sum())
    if missing > 0:
        order = np.argsort(-votes, kind="stable")
        inside[order[~inside[order]][:missing]] = True
    return inside


@dataclass(frozen=True, eq=False)
class Warm:
    """What one update hands to the next: base centres, who is in the conversation, and the k shown."""

    centres: Floats | None = None
    inside: Flags | None = None
    smoother: Smoother = field(default_factory=Smoother)


@dataclass(frozen=True, eq=False)
class Grouping:
    """Base clusters, group of each person (−1 outside), k, the silhouettes that chose it, and the smoother after it."""

    base: BaseClusters
    labels: NDArray[np.int32]
    k: int
    silhouettes: dict[int, float]
    smoother: Smoother


def polis_groups(points: Floats, inside: Flags, warm: Warm | None = None) -> Grouping:
    warm = warm or Warm()
    found = base_clustering(points[inside], warm.centres)
    labels = np.full(len(points), -1, np.int32)
    labels[inside] = found.labels
    base = BaseClusters(labels, found.centres, found.sizes)
    if len(found.centres) < 2:
        alone = np.where(labels >= 0, 0, -1).astype(np.int32)
        return Grouping(base, alone, min(len(found.centres), 1), {}, warm.smoother)
    tried = group_clusterings(found.centres, found.sizes)
    winner, silhouettes = best_k(found.centres, tried)
    smoother = warm.smoother.after(winner)
    clustering = tried.get(smoother.shown, tried[winner])
    groups = np.concatenate((clustering.labels, [-1])).astype(np.int32)[labels]
    return Grouping(base, groups, len(clustering.centres), silhouettes, smoother)


def polis_answer(
    blocks: Blocks,
    votes_cast: NDArray[np.int64],
    *,
    order: NDArray[np.int64] | None = None,
    moderated_out: Flags | None = None,
    meta: Flags | None = None,
    given_labels: NDArray[np.int32] | None = None,
    pairs: Covotes | None = None,
    warm: Warm | None = None,
) -> tuple[PolisAnswer, Warm]:
    """Everything Polis computes, and what its next update would start from.

    order: in which statements are looked at for representativeness; given_labels: groups taken as given; pairs: co-vote
    counts that are already known; warm: from the update before, else a cold start.
    """
    width = blocks.width
    out = np.zeros(width, bool) if moderated_out is None else moderated_out
    used = ~out if meta is None else ~out & ~meta
    counts = statement_counts(blocks)
    centre = centre_of(counts, used)
    components = leading_axes(blocks, centre, used) if pairs is None else axes_of_pairs(pairs, centre, used)
    points = people_on_map(blocks, centre, components, used)
    inside = in_conversation(votes_cast, width, warm.inside if warm else None)
    grouping = polis_groups(points, inside, warm)
    if given_labels is not None:
        grouping = replace(grouping, labels=given_labels, k=int(given_labels.max(initial=-1)) + 1)
    looked_at = np.arange(width) if order is None else order
    answer = _answer(blocks, counts, centre, components, points, inside, grouping, looked_at[~out[looked_at]], meta)
    return answer, Warm(grouping.base.centres, inside, grouping.smoother)


def _answer(
    blocks: Blocks,
    counts: StatementCounts,
    centre: Floats,
    components: Floats,
    points: Floats,
    inside: Flags,
    grouping: Grouping,
    order: NDArray[np.int64],
    meta: Flags | None,
) -> PolisAnswer:
    per_group = group_counts(blocks, grouping.labels, grouping.k)
    statements = statements_on_map(centre, components)
    extremity = np.sqrt((statements**2).sum(axis=1))
    voiced = StatementCounts(per_group.agree.sum(axis=0), per_group.disagree.sum(axis=0), per_group.passed.sum(axis=0))
    agreed, disagreed = consensus_statements(counts, order)
    return PolisAnswer(
        centre, components, points, statements, extremity, inside, grouping.base, grouping.silhouettes,
        grouping.labels, grouping.k,
        representative_statements(per_group, order) if grouping.k > 1 else [], agreed, disagreed,
        group_aware_consensus(per_group), polis_priorities(voiced, extremity, meta))
