"""What is promised of every room: what cannot be known is said, equal ballots stay together, no group is too small."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deliberation.opinion.conversations import camps

from tequio.deliberation.opinion import MODES, analyse, limits

SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize(("people", "groups"), [(12, "no"), (20, "sometimes"), (30, "sometimes")])
def test_small_rooms_are_told_what_cannot_be_known(people: int, groups: str) -> None:
    said = analyse(camps(people, 20, 2, seed=3)[0], resamples=10).limits
    assert (said.people, said.groups) == (people, groups)
    assert said.margin > 0.1
    assert 0.85 < said.unanimous_at_least < 0.97


@given(st.integers(1, 3000))
def test_more_people_say_more_and_never_everything(people: int) -> None:
    fewer, more = limits(people), limits(people + 1)
    assert more.margin < fewer.margin
    assert fewer.unanimous_at_least < more.unanimous_at_least < 1.0
    assert ("no", "sometimes", "usually").index(fewer.groups) <= ("no", "sometimes", "usually").index(more.groups)


@given(SEEDS, st.sampled_from(MODES), st.integers(24, 60), st.integers(8, 20))
@settings(max_examples=15, deadline=None)
def test_identical_ballots_always_share_a_group(seed: int, mode: str, people: int, statements: int) -> None:
    table = camps(people, statements, 2, seed=seed)[0]
    again = np.random.default_rng(seed).integers(0, table.people, 2 * table.people)
    doubled = replace(table.rows(again), participants=np.arange(len(again)))
    groups = analyse(doubled, mode=mode, resamples=8).groups
    labels = groups.labels if groups else np.zeros(len(again), int)
    for ballot in np.unique(doubled.ballots):
        assert len(set(labels[doubled.ballots == ballot].tolist())) == 1


@given(SEEDS, st.integers(2, 4), st.integers(5, 40))
@settings(max_examples=15, deadline=None)
def test_no_group_is_smaller_than_the_least_size(seed: int, count: int, least: int) -> None:
    table = camps(90, 20, count, seed=seed)[0]
    groups = analyse(table, resamples=8, least_group=least).groups
    if groups is not None:
        assert groups.sizes.min() >= least
        assert groups.sizes.tolist() == np.bincount(groups.labels[groups.labels >= 0]).tolist()
        assert groups.sizes.sum() == (groups.labels >= 0).sum()
