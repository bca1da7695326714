"""The trail as paths: who differs is kept and is no support, and nobody became what they spoke against."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.trail.paths import Node, Way, way, within
from tequio.foundation.trail.stands import Edge, Stand

AGAINST = Stand("difiere", opposes=True)
FOR = Stand("a favor", opposes=False)


def node(number: int) -> Node:
    return "a", uuid.UUID(int=1000 + number)


def edge(source: int, target: int) -> Edge:
    return Edge(*node(source), *node(target))


def numbers(places: set[Node]) -> set[int]:
    return {pk.int - 1000 for _kind, pk in places}


def test_forwards_a_path_ends_at_what_it_opposes() -> None:
    """1 → 2 → 3, and 2 is against 3: neither 3 nor what came of it is an outcome of 1."""
    edges = [edge(1, 2), edge(2, 3), edge(3, 4)]
    found = way(node(1), edges, {edge(2, 3): AGAINST}, forward=True)
    assert (numbers(found.held), numbers(found.opposed)) == ({2}, {3})
    assert [step.node for step in found.after(node(2), None)] == [node(3)]
    assert found.after(node(3), AGAINST) == []


def test_forwards_another_path_may_still_lead_there() -> None:
    edges = [edge(1, 2), edge(2, 3), edge(1, 3), edge(3, 4)]
    found = way(node(1), edges, {edge(2, 3): AGAINST}, forward=True)
    assert (numbers(found.held), numbers(found.opposed)) == ({2, 3, 4}, set())


def test_backwards_who_differs_is_kept_with_where_it_was_said() -> None:
    edges = [edge(1, 2), edge(2, 3), edge(5, 3)]
    found = way(node(3), edges, {edge(2, 3): AGAINST}, forward=False)
    assert (numbers(found.held), numbers(found.opposed)) == ({5}, {1, 2})


def test_what_is_known_beside_the_edges_is_drawn_as_well() -> None:
    found = way(node(1), [edge(1, 2)], {edge(1, 9): AGAINST, edge(1, 8): FOR}, forward=True)
    assert (numbers(found.held), numbers(found.opposed)) == ({2, 8}, {9})


def test_paths_lead_past_what_may_not_be_looked_at() -> None:
    found = within(way(node(4), [edge(1, 2), edge(2, 3), edge(3, 4)], {edge(2, 3): AGAINST}, forward=False),
                   {node(1), node(2)})
    assert [(step.node, step.stand) for step in found.steps[node(4)]] == [(node(2), AGAINST)]
    assert (numbers(found.held), numbers(found.opposed)) == (set(), {1, 2})


EDGES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=20)


def plainly(pairs: set[tuple[int, int]], start: int, *, forward: bool, through: set[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for source, target in pairs & through:
            begin, end = (source, target) if forward else (target, source)
            if begin == here and end not in found:
                found.add(end)
                waiting.append(end)
    return found - {start}


@given(EDGES, st.data(), st.booleans())
def test_carried_and_opposed_are_told_apart_whatever_the_shape(
        pairs: set[tuple[int, int]], data: st.DataObject, forward: bool) -> None:
    against = data.draw(st.sets(st.sampled_from(sorted(pairs)))) if pairs else set()
    found: Way = way(node(0), [edge(*pair) for pair in sorted(pairs)], {edge(*pair): AGAINST for pair in against},
                     forward=forward)
    held = plainly(pairs, 0, forward=forward, through=pairs - against)
    assert numbers(found.held) == held
    assert not found.held & found.opposed and node(0) not in found.opposed
    everything = plainly(pairs, 0, forward=forward, through=pairs)
    assert numbers(found.opposed) <= everything - held
    if not forward:
        assert numbers(found.opposed) == everything - held
    if not against:
        assert found.opposed == set()
