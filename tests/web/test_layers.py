"""Layers of a map: origins before goals, as far as loops allow, and every line whole."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tequio.web.pages.charts_drawing import arcs, columns
from tequio.web.pages.charts_layers import Bend, Edge, layered

NAMES = st.sampled_from(["miedo", "silencio", "impunidad", "extorsión", "sin <empleo> & más"])
EDGES = st.lists(st.builds(Edge, NAMES, NAMES, st.integers(1, 9), st.sampled_from(["feeds", "interrupts"])).filter(
    lambda edge: edge.origin != edge.goal), max_size=12, unique=True)


def place_of(edges: list[Edge]) -> dict[object, int]:
    return {place: index for index, column in enumerate(layered(edges).columns) for place in column}


def test_a_chain_stands_in_its_order() -> None:
    at = place_of([Edge("b", "c", 1, "feeds"), Edge("a", "b", 1, "feeds")])
    assert (at["a"], at["b"], at["c"]) == (0, 1, 2)


def test_the_least_heard_link_of_a_loop_runs_back() -> None:
    at = place_of([Edge("a", "b", 5, "feeds"), Edge("b", "a", 1, "feeds")])
    assert at["a"] < at["b"]


@given(EDGES)
def test_every_line_passes_each_layer_between_its_ends(edges: list[Edge]) -> None:
    found = layered(edges)
    at = place_of(edges)
    for edge, route in found.routes.items():
        assert (route[0], route[-1]) == (edge.origin, edge.goal)
        assert all(isinstance(place, Bend) for place in route[1:-1])
        if at[edge.origin] < at[edge.goal]:
            assert [at[place] for place in route] == list(range(at[edge.origin], at[edge.goal] + 1))


@given(EDGES)
def test_every_drawing_is_whole_xml(edges: list[Edge]) -> None:
    for draw in (columns, arcs):
        root = etree.fromstring(draw(layered(edges), title="Mapa"))
        assert len(root.findall("{*}path")) == len(edges)
