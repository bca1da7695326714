"""What the tables that may leave give away: attacks that are known by name, on invented people."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from tequio.protection.disclosure import coarse
from tequio.protection.disclosure.alike import fewest_alike
from tequio.protection.disclosure.attack import Earlier, attack
from tequio.protection.disclosure.catalogue import Catalogue, Dimension, Facts, cube, facts, told
from tequio.protection.disclosure.gate import coarser, judged, judged_facts
from tequio.protection.disclosure.linked import hidden

PLACE = Dimension("place", ("loma", "vega", "pozo"))
KIND = Dimension("kind", ("a", "b", "c"))
AGE = Dimension("age", ("young", "old"))
ALL = (PLACE, KIND, AGE)
LINKED = Catalogue((("place", "kind"), ("kind", "age"), ("place", "age")))


def people(seed, count, dimensions=ALL):
    chance = np.random.default_rng(seed)
    return np.stack([chance.integers(0, len(one.values), count) for one in dimensions], axis=1)


def exactly(matrix, truth, about=()):
    matrix, truth = csr_matrix(np.array(matrix, dtype=float)), np.array(truth, dtype=float)
    return Facts(matrix, truth, truth, tuple(about) or tuple(map(str, range(len(truth)))))


def test_what_is_told_of_a_count_is_what_the_rule_tells():
    for count in range(60):
        least, most = told(np.array([count]), threshold=10, rounding=5)
        assert (int(least[0]), int(most[0])) == coarse(count).interval


def test_a_margin_that_is_owed_exactly_gives_one_hidden_cell_away():
    """acro#198: the cell is hidden, and the total beside it was told."""
    atoms = np.array([40, 30, 3])
    said = exactly([[1, 0, 0], [0, 1, 0], [1, 1, 1]], [40, 30, 73])
    assert judged_facts(atoms, said, 10, ("x", "y", "z")).which == ("z",)


def test_tables_that_are_safe_alone_and_linked_are_not():
    """UserSupport#136: in each table two cells of a row are hidden; together they follow from each other."""
    atoms = np.array([20, 4, 30, 6])
    one = exactly([[1, 1, 0, 0], [0, 0, 1, 1]], [24, 36])
    other = exactly([[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 0, 0]], [50, 10, 20])
    names = ("a", "b", "c", "d")
    assert judged_facts(atoms, one, 10, names).passes
    found = judged_facts(atoms, one.beside(other), 10, names)
    assert found.reason == "given_away" and set(found.which) >= {"b", "d"}


def test_two_cells_whose_sum_is_at_its_end_are_given_away():
    """UserSupport#135: nine and nine, each «fewer than 10», and a total that is at least 18."""
    counts = np.array([9, 9])
    said = Facts(csr_matrix([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([0.0, 0, 18]), np.array([9.0, 9, 22]),
                 ("one", "other", "both"))
    found = attack(counts, said, csr_matrix(np.eye(2)))
    assert found.given_away == (0, 1) and found.least == 1


def test_a_zero_tells_no_more_than_any_small_count():
    """UserSupport#194: whoever is missing from a table is not known to be missing."""
    nobody, few = np.array([0, 50]), np.array([9, 50])
    rule = {"threshold": 10, "rounding": 5}
    assert [one.tolist() for one in told(nobody, **rule)] == [one.tolist() for one in told(few, **rule)]
    dimensions = (Dimension("place", ("loma", "vega")),)
    said = facts(dimensions, nobody, Catalogue((("place",),)))
    assert "loma" in said.about and judged(dimensions, nobody, Catalogue((("place",),))).passes


def test_rounded_totals_and_hidden_cells_leave_every_small_count_open():
    """Cells, margins and total of 600 people under the rule, attacked together."""
    found = judged(ALL, cube(ALL, people(1, 600)), LINKED)
    assert found.attacked >= 0 and found.passes


def test_hiding_alone_is_undone():
    """UserSupport#307: cells under five are hidden, all others and the margins told as they are."""
    atoms = cube(ALL, people(4, 60))
    found = judged(ALL, atoms, Catalogue(LINKED.tables, threshold=5, rounding=1))
    assert not found.passes and found.reason == "given_away" and found.number > 0 and found.which


def test_more_than_a_thousand_small_cells_and_none_is_known():
    wide = (Dimension("place", tuple(f"p{at}" for at in range(30))), Dimension("kind", tuple("abcdefghij")),
            Dimension("age", tuple("mnop")))
    chance = np.random.default_rng(3)
    rows = np.stack([chance.integers(0, len(one.values), 2000) for one in wide], axis=1)
    catalogue = Catalogue((("place", "kind"), ("kind", "age"), ("place", "age")))
    found = judged(wide, cube(wide, rows), catalogue)
    assert found.attacked >= 1000 and (found.passes or found.number < 3)
    if not found.passes:
        better = coarser(wide, cube(wide, rows), catalogue)
        assert better and judged(wide, cube(wide, rows), better.catalogue).passes


def before(rows, catalogue=LINKED):
    atoms = cube(ALL, rows)
    return Earlier(atoms, facts(ALL, atoms, catalogue))


def test_fewer_than_25_new_voices_are_no_new_release():
    rows = people(5, 400)
    found = judged(ALL, cube(ALL, np.concatenate([rows, people(6, 24)])), LINKED, [before(rows)])
    assert (found.passes, found.reason, found.number) == (False, "few_new", 24)
    assert judged(ALL, cube(ALL, np.concatenate([rows, people(6, 25)])), LINKED, [before(rows)]).reason != "few_new"


def test_the_same_tables_again_tell_nothing_new():
    rows = people(5, 400)
    assert judged(ALL, cube(ALL, rows), LINKED, [before(rows)]).passes


def test_other_tables_of_the_same_people_are_attacked_together_with_the_first():
    """ACRO#117: each release is safe by itself, and the difference of the two is one person."""
    atoms = np.array([30, 31])
    first = exactly([[1, 1], [1, 0]], [61, 30])
    later = np.array([56, 32])
    second = exactly([[1, 1], [1, 0]], [88, 56])
    found = judged_facts(later, second, 10, ("a", "b"), [Earlier(atoms, first)])
    assert found.passes is False and found.reason == "by_difference" and found.which == ("b",)


def test_a_count_that_went_down_waits():
    rows = people(5, 400)
    found = judged(ALL, cube(ALL, rows[:-1]), LINKED, [before(rows)])
    assert (found.passes, found.reason, found.number) == (False, "went_down", 1)


def test_what_was_told_otherwise_than_it_is_stops_the_release():
    atoms = np.array([5, 20])
    assert judged_facts(atoms, exactly([[1, 1]], [26]), 10, ("a", "b")).reason == "not_told"


def test_a_release_that_fails_says_which_coarser_one_passes():
    atoms = cube(ALL, people(4, 60))
    rule = Catalogue((*LINKED.tables, ("place", "kind", "age")), threshold=5, rounding=1)
    better = coarser(ALL, atoms, rule)
    assert better is None or judged(ALL, atoms, better.catalogue).passes
    two = (PLACE, Dimension("kind", ("a", "b")))
    nines = np.array([9, 9, 30, 40, 22, 17])
    table = Catalogue((("place", "kind"),))
    assert judged(two, nines, table).reason == "given_away"
    passing = coarser(two, nines, table)
    assert passing is not None and passing.without == ("place × kind",)
    assert judged(two, nines, passing.catalogue).passes


def test_tables_with_too_many_combinations_are_not_released():
    wide = tuple(Dimension(str(at), tuple(map(str, range(40)))) for at in range(4))
    with pytest.raises(ValueError, match="combinations"):
        cube(wide, [])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.lists(st.lists(st.integers(0, 1), min_size=4,
                                                                               max_size=4), min_size=1, max_size=4))
def test_a_count_is_given_away_exactly_where_all_ways_agree(atoms, sums):
    """Against every whole-numbered way there is: what the attack leaves open is open, what it gives away is given."""
    counts, matrix = np.array(atoms) % 4, np.array(sums)
    least, most = told(matrix @ counts, threshold=2, rounding=1)
    found = attack(counts, Facts(csr_matrix(matrix.astype(float)), least, most, ()), csr_matrix(np.eye(4)))
    ways = np.stack(np.meshgrid(*[np.arange(8)] * 4, indexing="ij"), axis=-1).reshape(-1, 4)
    fitting = ways[((ways @ matrix.T >= least) & (ways @ matrix.T <= most)).all(axis=1)]
    open_to = [len(set(fitting[:, at])) for at in range(4)]
    for at in found.given_away:
        assert open_to[at] == 1


def test_linked_tables_with_exact_totals_hide_enough():
    """Totals of places and kinds are owed exactly; every small cell keeps other numbers open."""
    atoms = np.array([[20, 3, 40], [15, 22, 31], [12, 18, 2]]).ravel()
    cells = np.eye(9)
    totals = np.array([[1, 1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 1, 1],
                       [1, 0, 0, 1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1, 0, 0, 1]])
    counting = csr_matrix(np.concatenate([cells, totals]).astype(float))
    away = hidden(atoms, counting, range(9, 15), threshold=10)
    assert {1, 8} < away and not away & set(range(9, 15))
    left = [row for row in range(15) if row not in away]
    said = exactly(counting[left].toarray(), counting[left] @ atoms)
    assert attack(atoms, said, csr_matrix(cells[[1, 8]])).least >= 2
    with pytest.raises(ValueError, match="owed"):
        hidden(atoms, counting, [1], threshold=10)


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2), st.integers(5, 6)), min_size=1, max_size=60))
def test_the_fewest_that_are_alike(rows):
    from collections import Counter
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert fewest_alike(columns) == min(Counter(rows).values())
    spread = [column * 10_000_000_000 for column in columns] * 4
    assert fewest_alike(spread) == min(Counter(rows).values())


def test_columns_of_other_rows_are_refused():
    with pytest.raises(ValueError):
        fewest_alike([np.zeros(2, dtype=int), np.zeros(3, dtype=int)])
    with pytest.raises(ValueError):
        fewest_alike([])
    assert fewest_alike([np.zeros(0, dtype=int)]) == 0
