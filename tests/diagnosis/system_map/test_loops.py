"""Loops: each found once, whole, best heard first, as far as the bound says; detours are no loops of their own."""

from itertools import combinations, permutations, product
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.diagnosis.system_map import (
    FEEDS,
    INTERRUPTS,
    Link,
    Loop,
    SystemMap,
    Told,
    graphml,
    loops,
    read_map,
)
from tequio.diagnosis.system_map.distinct import families, same_core

CODES = "ABCDEF"
# On a machine that does much else a single example may take long.
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINKS = st.builds(Link, st.sampled_from(CODES), st.sampled_from([FEEDS, FEEDS, INTERRUPTS]), st.sampled_from(CODES))
WEIGHTS = st.dictionaries(LINKS, st.integers(1, 4), max_size=16)
TOLD = st.lists(st.builds(Told, LINKS, st.integers(0, 9), st.integers(0, 3), st.sampled_from("xyz")), max_size=30)


def feeds(*codes: str) -> list[Link]:
    return [Link(origin, FEEDS, goal) for origin, goal in zip(codes, codes[1:] + codes[:1], strict=True)]


def told(links: list[Link], voice: int, encounter: int = 0, group: str = "x") -> list[Told]:
    return [Told(link, voice, encounter, group) for link in links]


def every_loop(weights: dict[Link, int], longest: int) -> set[tuple[Link, ...]]:
    """All of them, by trying every order of every few codes."""
    codes = sorted({code for link in weights for code in (link.origin, link.goal)})
    found = set()
    for size in range(2, longest + 1):
        for chosen in combinations(codes, size):
            for rest in permutations(chosen[1:]):
                walk = (chosen[0], *rest)
                choices = [[Link(origin, kind, goal) for kind in (FEEDS, INTERRUPTS)
                            if Link(origin, kind, goal) in weights]
                           for origin, goal in zip(walk, walk[1:] + walk[:1], strict=True)]
                found |= set(product(*choices))
    return found


@CALM
@given(WEIGHTS)
def test_every_loop_is_found_once(weights: dict[Link, int]) -> None:
    found = loops(weights)
    assert found.complete and len({loop.links for loop in found.loops}) == len(found.loops)
    assert {loop.links for loop in found.loops} == every_loop(weights, 5)
    for loop in found.loops:
        assert loop.weight == min(weights[link] for link in loop.links)
    assert [loop.weight for loop in found.loops] == sorted((loop.weight for loop in found.loops), reverse=True)


@CALM
@given(WEIGHTS, st.integers(0, 12))
def test_the_bound_says_exactly_what_was_found(weights: dict[Link, int], enough: int) -> None:
    found = loops(weights, enough=enough)
    least = {bound.length: bound.least for bound in found.bounds}
    known = {loop.links for loop in loops(weights).loops
             if least[len(loop.links)] and min(weights[link] for link in loop.links) >= least[len(loop.links)]}
    assert {loop.links for loop in found.loops} == known
    assert sum(len(loop.links) > 2 for loop in found.loops) <= enough


def test_a_loop_begins_at_its_first_code() -> None:
    links = feeds("B", "C", "A")
    (loop,) = loops(dict.fromkeys(links, 2) | {Link("C", FEEDS, "D"): 9}).loops
    assert loop.codes == ("A", "B", "C") and (loop.weight, loop.total) == (2, 6)


def test_what_never_returns_is_no_loop() -> None:
    assert not loops({Link("A", FEEDS, "B"): 3, Link("B", FEEDS, "C"): 3, Link("A", FEEDS, "C"): 3}).loops
    assert not loops({Link("A", FEEDS, "A"): 3}).loops and not loops({}).loops


@pytest.mark.parametrize(("kinds", "reinforcing"), [
    ([FEEDS, FEEDS, FEEDS], True), ([FEEDS, INTERRUPTS, FEEDS], False), ([INTERRUPTS, INTERRUPTS, FEEDS], True),
    ([INTERRUPTS, INTERRUPTS, INTERRUPTS], False)])
def test_polarity(kinds: list[str], reinforcing: bool) -> None:
    links = [Link(*one) for one in zip("ABC", kinds, "BCA", strict=True)]
    (loop,) = loops(dict.fromkeys(links, 1)).loops
    assert loop.reinforcing == reinforcing


def test_one_loop_with_detours_is_one_loop() -> None:
    links = [*feeds("A", "B", "C"), Link("A", FEEDS, "X"), Link("X", FEEDS, "B"), Link("C", FEEDS, "Y"),
             Link("Y", FEEDS, "A")]
    found = read_map([one for link in links for one in told([link], 1)])
    assert (found.found, found.distinct, found.loops[0].detours) == (4, 1, 3)
    assert found.loops[0].loop.codes == ("A", "B", "C")


def test_the_other_way_round_is_another_loop() -> None:
    found = read_map(told(feeds("A", "B", "C", "D") + feeds("A", "D", "C", "B"), 1))
    whole = {loop.loop.codes for loop in found.loops}
    assert {("A", "B", "C", "D"), ("A", "D", "C", "B")} <= whole


def test_two_that_feed_each_other_with_one_detour_are_one_loop() -> None:
    mutual, detour = feeds("A", "B"), [Link("A", FEEDS, "X"), Link("X", FEEDS, "B")]
    assert read_map(told(mutual + detour, 1)).distinct == 1
    far = [Link("A", FEEDS, "X"), Link("X", FEEDS, "Y"), Link("Y", FEEDS, "B")]
    assert read_map(told(mutual + far, 1)).distinct == 2


def test_a_loop_that_holds_itself_back_is_no_detour_of_one_that_grows() -> None:
    grows, holds = feeds("A", "B", "C"), [Link("B", INTERRUPTS, "X"), Link("X", FEEDS, "C")]
    assert read_map(told(grows + holds, 1)).distinct == 2


@CALM
@given(WEIGHTS)
def test_families_hold_every_loop_once_under_the_best_heard(weights: dict[Link, int]) -> None:
    found = loops(weights).loops
    grouped = families(found)
    assert sorted(loop.links for family in grouped for loop in (family.head, *family.detours)) == sorted(
        loop.links for loop in found)
    for family in grouped:
        assert all(family.head.weight >= loop.weight and same_core(family.head, loop) for loop in family.detours)
    for one, other in combinations([family.head for family in grouped], 2):
        assert not same_core(one, other)


def test_ten_voices_of_one_workshop_weigh_as_one_encounter() -> None:
    one_room = [one for voice in range(10) for one in told(feeds("A", "B"), voice, encounter=1)]
    two_rooms = [one for voice in (20, 21) for one in told(feeds("C", "D"), voice, encounter=voice)]
    found = read_map(one_room + two_rooms)
    assert [(loop.loop.codes, loop.loop.weight) for loop in found.loops] == [(("C", "D"), 2), (("A", "B"), 1)]


def test_a_loop_that_nobody_told_says_so() -> None:
    links = feeds("A", "B", "C")
    stitched = read_map([one for voice, link in enumerate(links) for one in told([link], voice, voice)]).loops[0]
    assert (stitched.whole_voices, stitched.whole_encounters, stitched.most_by_one) == (0, 0, 1)
    assert (stitched.stitched, stitched.loose_joints) == (2, 3)
    together = read_map([one for voice, link in enumerate(links) for one in told([link], voice)]).loops[0]
    assert (together.whole_voices, together.whole_encounters) == (0, 1)  # said whole in one room, by three people
    whole = read_map(told(links, 7) + told(links[:1], 8)).loops[0]
    assert (whole.whole_voices, whole.stitched, whole.loose_joints) == (1, 0, 0)


def test_two_of_three_links_by_one_voice() -> None:
    links = feeds("A", "B", "C")
    loop = read_map(told(links[:2], 1) + told(links[2:], 2)).loops[0]
    assert (loop.most_by_one, loop.stitched, loop.loose_joints) == (2, 1, 2)


def test_who_interrupts_and_who_is_absent() -> None:
    links = feeds("A", "B")
    against = [Told(Link("P", INTERRUPTS, "B"), 5, 5, "y")]
    loop = read_map(told(links, 1, group="x") + against, ("x", "y", "z")).loops[0]
    assert [(link.origin, sorted(one.groups)) for link, one in loop.interrupted_by] == [("P", ["y"])]
    assert loop.absent == ("y", "z")  # to say what interrupts it is not to have told it


def test_a_link_with_a_way_round_takes_less_with_it() -> None:
    links = feeds("A", "B", "C")
    strong = [one for voice in range(3) for one in told(links, voice, voice)]
    weak = told([Link("A", FEEDS, "X"), Link("X", FEEDS, "B")], 9, 9)
    found = read_map(strong + weak)
    lost = {(one.link.origin, one.link.goal): (one.loops, one.lost) for one in found.links}
    assert lost["A", "B"] == (1, 2)  # the detour still carries one encounter
    assert lost["B", "C"] == lost["C", "A"] == (1, 3) and lost["A", "X"] == (0, 0)
    assert {round(found.lost_share(one), 2) for one in found.links} == {0.67, 1.0, 0.0}


@CALM
@given(TOLD)
def test_the_map_adds_up(rows: list[Told]) -> None:
    found = read_map(rows, "xyz")
    assert all(0 <= one.lost <= found.weight and one.heard.weight <= len(one.heard.voices) * 4 for one in found.links)
    for loop in found.loops:
        size = len(loop.loop.links)
        assert 1 <= loop.most_by_one <= size and 0 <= loop.loose_joints <= size
        assert (loop.stitched == 0) == (loop.whole_voices > 0)
        assert not loop.whole_voices or not loop.loose_joints
        assert set(loop.absent) <= set("xyz")


@CALM
@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(rows: list[Told], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert read_map(rows, "xyz") == read_map(mixed, "xyz")


def test_what_a_loop_joins_is_named() -> None:
    kinds = {"FA1": "exclusion", "VL1": "violence", "FA5": "crime"}
    loop = read_map(told(feeds("FA1", "VL1", "FA5", "IN9"), 1), kinds=kinds).loops[0]
    assert loop.kinds == {"exclusion", "violence", "crime"}


def read_back(found: SystemMap, labels: dict[str, str]) -> ElementTree.Element:
    return ElementTree.fromstring(graphml(found, labels).encode())


def test_graphml_can_be_read_again() -> None:
    import networkx as nx
    found = read_map(told(feeds("A", "B"), 1) + told([Link("P", INTERRUPTS, "B")], 2, 3))
    graph = nx.parse_graphml(graphml(found, {"A": "Extorsión & «piso»", "B": "a\x00<b>"}))
    assert graph.nodes["A"]["label"] == "Extorsión & «piso»" and graph.nodes["B"]["label"] == "a<b>"
    assert graph.edges["P", "B"]["relation"] == INTERRUPTS
    assert graph.edges["A", "B"] | {"id": ""} == {"relation": FEEDS, "encounters": 1, "voices": 1, "loops": 1,
                                                  "lost": 1.0, "id": ""}


def test_a_dense_map_is_read_within_a_bound_that_is_stated() -> None:
    links = {Link(f"C{at}", FEEDS, f"C{to}"): 1 + (at * to) % 5 for at in range(40) for to in range(40) if at != to}
    found = loops(links, enough=500)
    assert not found.complete and any(isinstance(loop, Loop) for loop in found.loops)
    assert sum(len(loop.links) > 2 for loop in found.loops) <= 500
    assert [bound.length for bound in found.bounds] == [2, 3, 4, 5]
