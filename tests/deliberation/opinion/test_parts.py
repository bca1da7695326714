"""The parts against plain or well-known ways of computing the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_samples
from tests.deliberation.opinion.conversations import camps

from tequio.deliberation.opinion import StatementCounts, VoteTable
from tequio.deliberation.opinion.agreement_of_groups import adjusted_rand, best_jaccard, matched, overlaps
from tequio.deliberation.opinion.blocks import LocalBlocks
from tequio.deliberation.opinion.covotes import covotes
from tequio.deliberation.opinion.factor_map import inverted
from tequio.deliberation.opinion.grid import mixed, numbered, on_grid
from tequio.deliberation.opinion.kmeans import clustered, coarse, nearest
from tequio.deliberation.opinion.polis.clusters import Smoother, first_distinct, silhouette
from tequio.deliberation.opinion.polis.mode import centre_of, in_conversation, people_on_map, statements_on_map
from tequio.deliberation.opinion.polis.plane import Plane, squared_distance
from tequio.deliberation.opinion.polis.repness import proportion_test, two_proportions_test
from tequio.deliberation.opinion.principal import _lanczos, axes_of_pairs

LABELS = st.lists(st.integers(0, 3), min_size=4, max_size=30)


def dense(table: VoteTable) -> np.ndarray:
    """Votes with nan where there is none."""
    found = np.full((table.people, table.width), np.nan)
    found[np.repeat(np.arange(table.people), table.votes_cast()), table.columns] = table.votes
    return found


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_plane_finds_what_looking_at_every_centre_finds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(int(chance.integers(1, 2000)), 2)).round(int(chance.integers(0, 3)))
    centres = first_distinct(points, 40)
    plane = Plane(points)
    for step in range(6):
        away = squared_distance(points[:, None], centres[None])
        assert (plane.nearest(centres) == len(centres) - 1 - away[:, ::-1].argmin(axis=1)).all()
        centres = centres + chance.normal(size=centres.shape) * 0.3 / (1 + step) ** 2


def test_covotes_are_the_products_of_the_dense_table() -> None:
    table, _ = camps(90, 30, 3, seed=1, each=12)
    given_votes, seen = np.nan_to_num(dense(table)), ~np.isnan(dense(table))
    found = covotes(LocalBlocks(table, rows=17))
    assert (found.products == given_votes.T @ given_votes).all()
    assert (found.mixed == given_votes.T @ seen).all()
    assert (found.together == seen.T.astype(int) @ seen).all()


def test_axes_are_those_of_the_votes_with_missing_ones_set_to_the_mean() -> None:
    table, _ = camps(200, 40, 3, seed=1, each=12)
    votes = dense(table)
    filled = np.where(np.isnan(votes), np.nanmean(votes, axis=0), votes)
    right = np.linalg.svd(filled - filled.mean(axis=0))[2][:2]
    every = np.ones(table.width, bool)
    blocks = LocalBlocks(table)
    for axes in (axes_of_pairs(covotes(blocks), np.nanmean(votes, axis=0), every),
                 _lanczos(blocks, np.nanmean(votes, axis=0), every)):
        assert np.abs((axes * right).sum(axis=1)) == pytest.approx([1.0, 1.0], abs=1e-9)


def test_many_statements_leave_no_trace_of_blocks_and_threads() -> None:
    table, _ = camps(400, 700, 3, seed=1, each=30)
    centre = np.nan_to_num(np.nanmean(np.where(np.isnan(dense(table)), 0.0, dense(table)), axis=0))
    every = np.ones(table.width, bool)
    found = [_lanczos(LocalBlocks(table, rows=rows, threads=threads), centre, every).tobytes()
             for rows, threads in ((400, 1), (33, 1), (150, 4))]
    assert len(set(found)) == 1


def test_projection_of_a_full_ballot_is_that_of_the_centred_votes() -> None:
    table, _ = camps(50, 10, 2, seed=1)
    votes = dense(table)
    blocks, every = LocalBlocks(table), np.ones(10, bool)
    axes = axes_of_pairs(covotes(blocks), votes.mean(axis=0), every)
    expected = (votes - votes.mean(axis=0)) @ axes.T
    assert people_on_map(blocks, votes.mean(axis=0), axes, every) == pytest.approx(expected)


def test_a_statement_stands_where_its_only_supporter_would() -> None:
    centre, axes = np.array([0.5, -0.2]), np.array([[0.6, 0.8], [0.8, -0.6]])
    assert statements_on_map(centre, axes)[1] == pytest.approx(np.sqrt(2) * 1.2 * axes[:, 1])


def test_unused_statements_have_no_centre() -> None:
    counts = StatementCounts(np.array([3, 3]), np.array([1, 0]), np.array([0, 0]))
    assert centre_of(counts, np.array([True, False])).tolist() == [0.5, 0.0]


def test_at_least_fifteen_are_in_the_conversation() -> None:
    assert in_conversation(np.array([9] * 20 + [3] * 20), 50).sum() == 20
    assert in_conversation(np.array([9] * 4 + [3] * 5 + [1] * 20), 50).sum() == 15
    assert in_conversation(np.array([2, 1]), 50).sum() == 2
    assert in_conversation(np.array([2, 1]), 2).tolist() == [True, True]


def test_silhouette_is_the_usual_one() -> None:
    chance = np.random.default_rng(1)
    points, labels = chance.normal(size=(60, 2)), chance.integers(0, 4, 60)
    labels[0] = 9
    away = np.sqrt(squared_distance(points[:, None], points[None]))
    assert silhouette(away, labels) == pytest.approx(silhouette_samples(points, labels).mean())


def test_k_changes_when_another_has_won_four_times() -> None:
    smoother, shown = Smoother(), []
    for winner in (2, 3, 3, 2, 3, 3, 3, 3, 2):
        smoother = smoother.after(winner)
        shown.append(smoother.shown)
    assert shown == [2, 2, 2, 2, 2, 2, 2, 3, 3]


def test_tests_of_proportions() -> None:
    one = np.array([9])
    assert proportion_test(one, np.array([9])) == pytest.approx([np.sqrt(10)])
    assert two_proportions_test(one, one, np.array([9]), np.array([9])).tolist() == [0.0]
    assert two_proportions_test(np.array([4]), np.array([1]), np.array([9]), np.array([9])) == pytest.approx(
        [0.3 / np.sqrt(0.35 * 0.65 * 0.2)])


@given(LABELS, LABELS)
@settings(max_examples=60, deadline=None)
def test_adjusted_rand_is_the_usual_one(first: list[int], second: list[int]) -> None:
    size = min(len(first), len(second))
    one, other = np.array(first[:size]), np.array(second[:size])
    table = overlaps(one, other[None], np.ones(size), 4)
    expected = adjusted_rand_score(one, other)
    assert adjusted_rand(table)[0] == pytest.approx(expected)


def test_matching_names_groups_by_their_largest_overlap() -> None:
    reference = np.array([0, 0, 0, 1, 1, 2])
    others = np.array([[2, 2, 2, 0, 0, 1], [0, 0, 0, 1, 1, 2]])
    tables = overlaps(reference, others, np.ones(6), 3)
    assert matched(tables).tolist() == [[1, 2, 0], [0, 1, 2]]
    assert (best_jaccard(tables) == 1.0).all()


def test_k_means_finds_clear_clusters_in_every_resample() -> None:
    chance = np.random.default_rng(0)
    points = coarse(np.repeat([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]], 30, axis=0) + chance.normal(0, 0.3, (90, 2)))
    weights = chance.integers(0, 3, (5, 90)).astype(float)
    stacked = np.stack([points] * 5)
    labels = nearest(stacked, clustered(stacked, weights, 3, 3, chance))
    for found in labels:
        assert adjusted_rand_score(np.repeat([0, 1, 2], 30), found) == 1.0


def test_small_matrices_are_inverted_together() -> None:
    chance = np.random.default_rng(0)
    roots = chance.normal(size=(20, 5, 8))
    systems = roots @ np.swapaxes(roots, 1, 2) + np.eye(5)
    found = np.moveaxis(inverted(np.moveaxis(systems, 0, 2)), 2, 0)
    assert found == pytest.approx(np.linalg.inv(systems))


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=200), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_sums_on_the_grid_have_no_order(values: list[float], luck: object) -> None:
    gridded = on_grid(np.array(values)).tolist()
    total = sum(gridded)
    luck.shuffle(gridded)  # type: ignore[attr-defined]
    assert sum(gridded) == total


def test_words_are_scrambled_one_to_one() -> None:
    assert len(np.unique(mixed(np.arange(100_000, dtype=np.uint64)))) == 100_000
    assert numbered(3, purpose=1).tolist() != numbered(3, purpose=2).tolist()
