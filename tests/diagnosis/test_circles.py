"""Loops in what feeds what: each is whole, heard link by link, and found wherever it begins."""

from hypothesis import given
from hypothesis import strategies as st

from tequio.diagnosis.circles import Arrow, Circle, circles

CODES = st.sampled_from("ABCDEF")
SAID = st.dictionaries(st.tuples(CODES, CODES).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 5), max_size=14)


def test_a_loop_is_found_once_from_its_first_code_on() -> None:
    found = circles({("B", "C"): 2, ("C", "A"): 4, ("A", "B"): 3, ("C", "D"): 9})
    assert found == [Circle((Arrow("A", "B", 3), Arrow("B", "C", 2), Arrow("C", "A", 4)))]
    assert found[0].weakest == 2


def test_what_never_returns_is_no_loop() -> None:
    assert circles({("A", "B"): 3, ("B", "C"): 3, ("A", "C"): 3}) == []


def test_nothing_said_is_no_loop() -> None:
    assert circles({}) == []


def test_a_loop_is_as_well_heard_as_its_least_heard_link() -> None:
    said = {("A", "B"): 9, ("B", "A"): 1, ("C", "D"): 2, ("D", "C"): 2}
    assert [circle.codes for circle in circles(said)] == [("C", "D"), ("A", "B")]


@given(SAID)
def test_every_loop_closes_over_links_that_were_said(said: dict[tuple[str, str], int]) -> None:
    for circle in circles(said):
        assert circle.arrows[-1].goal == circle.arrows[0].origin
        assert all(said[arrow.origin, arrow.goal] == arrow.voices for arrow in circle.arrows)
        assert len(set(circle.codes)) == len(circle.arrows) <= 5


@given(SAID, st.integers(1, 5))
def test_fewer_are_the_first_of_more(said: dict[tuple[str, str], int], most: int) -> None:
    every = circles(said, most=1000)
    assert [one.weakest for one in circles(said, most=most)] == [one.weakest for one in every[:most]]
