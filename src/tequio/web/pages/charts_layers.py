"""Setting what feeds what in layers, pure: origins before goals, as far as loops allow.

After Sugiyama, Tagawa and Toda (1981): break loops at their least heard link, give each node the layer after all that
feed it, let a long line bend once in each layer it crosses, then order each layer by the mean place of its neighbours
so that fewer lines cross.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import networkx as nx

SWEEPS = 16


@dataclass(frozen=True)
class Edge:
    origin: str
    goal: str
    voices: int
    relation: str


@dataclass(frozen=True)
class Bend:
    """Where the line of `edge` crosses a layer between its ends."""

    edge: Edge
    layer: int


Stop = str | Bend


@dataclass(frozen=True)
class Layering:
    """Nodes and bends by layer, each layer in its order; and each edge as the places its line runs through."""

    columns: list[list[Stop]]
    routes: dict[Edge, list[Stop]]

    @property
    def order(self) -> list[str]:
        return [place for column in self.columns for place in column if isinstance(place, str)]


def layered(edges: Sequence[Edge]) -> Layering:
    """An edge whose goal lies in an earlier layer closes a loop; its line runs straight back."""
    layer_of = _layers(_without_loops(edges))
    routes = {edge: _route(edge, layer_of) for edge in edges}
    columns: list[list[Stop]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for node, layer in layer_of.items():
        columns[layer].append(node)
    for place in (place for route in routes.values() for place in route):
        if isinstance(place, Bend):
            columns[place.layer].append(place)
    return Layering(_ordered(columns, routes), routes)


def _without_loops(edges: Sequence[Edge]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(dict.fromkeys(node for edge in edges for node in (edge.origin, edge.goal)))
    for edge in sorted(edges, key=lambda edge: (-edge.voices, edge.origin, edge.goal)):
        if not nx.has_path(graph, edge.goal, edge.origin):
            graph.add_edge(edge.origin, edge.goal)
    return graph


def _layers(graph: nx.DiGraph) -> dict[str, int]:
    """The longest way to each node; what nothing feeds stands next to the first thing it feeds."""
    layer_of = {node: index for index, layer in enumerate(nx.topological_generations(graph)) for node in layer}
    for node in [node for node in graph if not graph.in_degree(node)]:
        layer_of[node] = min((layer_of[goal] for goal in graph.successors(node)), default=1) - 1
    return layer_of


def _route(edge: Edge, layer_of: dict[str, int]) -> list[Stop]:
    between = range(layer_of[edge.origin] + 1, layer_of[edge.goal])
    return [edge.origin, *(Bend(edge, layer) for layer in between), edge.goal]


def _ordered(columns: list[list[Stop]], routes: dict[Edge, list[Stop]]) -> list[list[Stop]]:
    near: dict[Stop, list[Stop]] = {place: [] for column in columns for place in column}
    for route in routes.values():
        for one, other in pairwise(route):
            near[one].append(other)
            near[other].append(one)
    for _ in range(SWEEPS):
        height = {place: (index + 0.5) / len(column) for column in columns for index, place in enumerate(column)}
        mean = {place: fmean(height[other] for other in others) for place, others in near.items()}
        columns = [sorted(column, key=mean.__getitem__) for column in columns]
    return columns
