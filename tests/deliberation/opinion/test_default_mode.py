"""Groups are reported where they hold, and 'no groups' where they do not."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from tests.deliberation.opinion.conversations import camps, conversation, leaning_only

from tequio.deliberation.opinion import Opinions, VoteTable, analyse
from tequio.deliberation.opinion.results import NOT_STABLE, TOO_FEW_PEOPLE, VOTES_NOT_BETTER_EXPLAINED

FEW = 25


def opinions(table: VoteTable, **settings: object) -> Opinions:
    return analyse(table, resamples=FEW, **settings)  # type: ignore[arg-type]


def test_two_camps_of_a_room_are_found() -> None:
    table, camp = camps(90, 25, 2, seed=1)
    found = opinions(table)
    assert found.groups is not None
    assert found.groups.k == 2
    assert adjusted_rand_score(camp, found.groups.labels) > 0.8
    assert found.groups.stability >= 0.6
    assert len(found.groups.stability_per_group) == 2


def test_sizes_and_counts_of_groups_add_up() -> None:
    table, _ = camps(120, 30, 3, seed=2, each=20)
    groups = opinions(table).groups
    assert groups is not None
    assert groups.sizes.tolist() == sorted(groups.sizes.tolist(), reverse=True)
    assert groups.sizes.sum() == (groups.labels >= 0).sum()
    counted = sum(int(table.votes_cast()[row]) for row in np.flatnonzero(groups.labels >= 0))
    assert int(groups.counts.seen.sum()) == counted


def test_identical_ballots_share_a_group() -> None:
    table, _ = camps(80, 12, 2, seed=3)
    rows = np.concatenate((np.arange(80), np.arange(40)))
    doubled = VoteTable(np.arange(120), table.statements, *_repeated(table, rows))
    groups = opinions(doubled).groups
    assert groups is not None
    for ballot in np.unique(doubled.ballots):
        assert len(set(groups.labels[doubled.ballots == ballot].tolist())) == 1


def _repeated(table: VoteTable, rows: np.ndarray) -> tuple[np.ndarray, ...]:
    again = table.rows(rows)
    return again.starts, again.columns, again.votes, again.ballots


@pytest.mark.parametrize("seed", range(4))
def test_leaning_alone_makes_no_groups(seed: int) -> None:
    found = opinions(leaning_only(150, 40, seed=seed))
    assert found.groups is None
    assert found.reason in (VOTES_NOT_BETTER_EXPLAINED, NOT_STABLE)


def test_strong_leaning_of_many_makes_no_groups() -> None:
    assert opinions(leaning_only(2000, 40, seed=0, seen=0.6)).groups is None


def test_shuffled_votes_make_no_groups() -> None:
    who, what, votes, _ = conversation("brexit-consensus")
    chance = np.random.default_rng(0)
    for statement in np.unique(what):
        here = np.flatnonzero(what == statement)
        votes[here] = chance.permutation(votes[here])
    assert opinions(VoteTable.from_events(who, what, votes)).groups is None


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_divided_conversations_have_groups(name: str) -> None:
    found = opinions(VoteTable.from_events(*conversation(name)))
    assert found.groups is not None
    assert found.groups.stability >= 0.6


def test_six_camps_are_six() -> None:
    table, camp = camps(600, 60, 6, seed=5, rank=5, each=40)
    groups = opinions(table).groups
    assert groups is not None
    assert groups.k == 6
    assert adjusted_rand_score(camp, groups.labels) > 0.8


def test_groups_below_the_least_size_join_others() -> None:
    table, _ = camps(90, 25, 2, seed=1)
    groups = opinions(table, least_group=30).groups
    assert groups is not None
    assert groups.sizes.min() >= 30
    assert opinions(table, least_group=80).groups is None


def test_who_voted_little_is_not_placed() -> None:
    table, _ = camps(90, 25, 2, seed=1)
    who = np.concatenate((np.repeat(table.participants, table.votes_cast()), [900, 901]))
    what = np.concatenate((table.statements[table.columns], [3, 4]))
    found = opinions(VoteTable.from_events(who, what, np.concatenate((table.votes, [1, -1]))))
    assert found.groups is not None
    assert found.groups.labels[np.isin(found.participants, [900, 901])].tolist() == [-1, -1]


def test_eleven_people_are_too_few() -> None:
    table, _ = camps(11, 20, 2, seed=1)
    assert opinions(table).reason == TOO_FEW_PEOPLE


def test_moderated_statements_do_not_draw_the_map() -> None:
    table, _ = camps(90, 25, 2, seed=1)
    assert opinions(table, moderated_out=range(25)).groups is None


def test_another_seed_finds_the_same_camps() -> None:
    table, _ = camps(90, 25, 2, seed=1)
    first, second = opinions(table, seed=0).groups, opinions(table, seed=7).groups
    assert first is not None
    assert second is not None
    assert adjusted_rand_score(first.labels, second.labels) > 0.9


def test_steps_are_announced() -> None:
    steps: list[str] = []
    analyse(camps(60, 20, 2, seed=1)[0], resamples=5, on_step=steps.append)
    assert steps == ["counts", "map", "placing", "resamples", "slate", "rankings"]


@pytest.mark.parametrize("block", [
    pytest.param(0, marks=pytest.mark.slow), *(pytest.param(block, marks=pytest.mark.soak) for block in range(1, 5))])
def test_false_alarms_are_rare(block: int) -> None:
    """Votes without structure, 50 sets each time: at most one with groups."""
    sizes = [(30, 20), (60, 40), (120, 80), (200, 40), (400, 20)]
    sets = [leaning_only(*sizes[number % 5], seed=1000 * block + number, spread=0.8 * (number % 3))
            for number in range(50)]
    assert sum(analyse(table, resamples=50).groups is not None for table in sets) <= 1


@pytest.mark.parametrize("rooms", [
    pytest.param(2, marks=pytest.mark.slow), pytest.param(10, marks=pytest.mark.soak)])
def test_six_camps_of_two_thousand_people_are_six_nearly_always(rooms: int) -> None:
    found = [opinions(camps(2000, 100, 6, seed=seed, rank=5, each=45)[0]).groups for seed in range(rooms)]
    assert sum(groups is not None and groups.k == 6 for groups in found) >= 0.9 * rooms
