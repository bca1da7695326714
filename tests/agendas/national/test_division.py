"""Dividing by places and themes, and local items that ask the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.agendas.national.classes import Wording, row_of, together
from tequio.agendas.national.twoway import divided, divided_both_ways


def test_published_examples_of_two_way_division():
    """Three parties and three regions with 20 seats, at the half; two parties and three districts with 15, down."""
    wishes = [[123, 45, 815], [912, 714, 414], [312, 255, 215]]
    assert divided([983, 2040, 782], 20) == [5, 11, 4]
    assert divided([1347, 1014, 1444], 20) == [7, 5, 8]
    assert divided_both_ways(wishes, [5, 11, 4], [7, 5, 8]).tolist() == [[1, 0, 4], [4, 4, 3], [2, 1, 1]]
    assert divided([800, 700], 15, "down") == [8, 7]
    assert divided_both_ways([[770, 130], [20, 380], [10, 190]], [7, 5, 3], [8, 7], "down").tolist() == [
        [7, 0], [1, 4], [0, 3]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(1, 50), min_size=3, max_size=3), min_size=1, max_size=6), st.integers(0, 30))
def test_both_totals_are_kept(wishes, points):
    rows = divided([sum(row) for row in wishes], points)
    columns = divided([sum(row[at] for row in wishes) for at in range(3)], points)
    given_to = divided_both_ways(wishes, rows, columns)
    assert given_to.sum(axis=1).tolist() == rows and given_to.sum(axis=0).tolist() == columns


def test_totals_that_cannot_both_be_kept_are_refused():
    with pytest.raises(ValueError, match="both"):
        divided_both_ways([[1, 0], [0, 1]], [2, 0], [0, 2])
    with pytest.raises(ValueError, match="same points"):
        divided_both_ways([[1, 1]], [2], [1, 2])
    with pytest.raises(ValueError, match="both"):
        divided_both_ways([[0.0]], [1], [1])
    assert divided_both_ways([[0.0]], [0], [0]).tolist() == [[0]]


WORDINGS = [Wording(at, place, f"texto {at}") for at, place in enumerate("aabbccd")]
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10)


@settings(max_examples=80, deadline=None)
@given(PAIRS, st.sets(st.integers(0, 6)), st.randoms(use_true_random=False))
def test_each_item_keeps_its_wording_in_one_class(pairs, vetoed, chance):
    found = together(WORDINGS, pairs, vetoed)
    assert sorted(row.item for one in found for row in one.wordings) == list(range(7))
    assert all(row in WORDINGS for one in found for row in one.wordings)
    for one in found:
        assert len(one.wordings) == 1 or not {row.item for row in one.wordings} & vetoed
    turned = [pair[::-1] for pair in pairs]
    chance.shuffle(turned)
    assert together(WORDINGS, turned, vetoed) == found


def test_a_veto_takes_one_item_out_and_leaves_the_rest():
    found = together(WORDINGS, [(0, 2), (2, 4), (4, 6), (0, 4)], vetoed={2})
    assert [[row.item for row in one.wordings] for one in found] == [[0, 4, 6], [1], [2], [3], [5]]
    assert found[0].places == ("a", "c", "d")


def test_a_pair_of_an_item_that_is_not_there_is_refused():
    with pytest.raises(ValueError):
        together(WORDINGS, [(0, 99)])


def test_where_a_national_point_comes_from_in_one_line():
    assert row_of(4, {"Nogalera": [16], "Limonar": [30, 21]}) == "4 ← Limonar 21, Limonar 30, Nogalera 16"
