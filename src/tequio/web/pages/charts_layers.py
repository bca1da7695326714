"""Setting what feeds what in layers, pure: origins before goals, as far as loops allow.

After Sugiyama, Tagawa and Toda (1981): break loops at their least heard link, give each node the layer after all that
feed it, then order each layer by the mean place of its neighbours so that fewer lines cross.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import networkx as nx

SWEEPS = 12


@dataclass(frozen=True)
class Edge:
    origin: str
    goal: str
    voices: int
    relation: str


def layers(edges: Sequence[Edge]) -> list[list[str]]:
    """The nodes of `edges` in layers, each layer in its order. A loop's least heard link points backwards."""
    graph = _without_loops(edges)
    found = [sorted(layer) for layer in nx.topological_generations(graph)]
    found = _close_to_goals(found, graph)
    neighbours = {node: [*graph.predecessors(node), *graph.successors(node)] for node in graph}
    for _ in range(SWEEPS):
        place = {node: (index + 0.5) / len(layer) for layer in found for index, node in enumerate(layer)}
        found = [sorted(layer, key=lambda node: _mean(neighbours[node], place, place[node])) for layer in found]
    return found


def _without_loops(edges: Sequence[Edge]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(dict.fromkeys(node for edge in edges for node in (edge.origin, edge.goal)))
    for edge in sorted(edges, key=lambda edge: (-edge.voices, edge.origin, edge.goal)):
        if not nx.has_path(graph, edge.goal, edge.origin):
            graph.add_edge(edge.origin, edge.goal)
    return graph


def _close_to_goals(found: list[list[str]], graph: nx.DiGraph) -> list[list[str]]:
    """Move what nothing feeds next to the first thing it feeds, so that its line stays short."""
    layer_of = {node: index for index, layer in enumerate(found) for node in layer}
    for node in found[0] if found else []:
        layer_of[node] = min((layer_of[goal] for goal in graph.successors(node)), default=1) - 1
    return [[node for node in layer_of if layer_of[node] == index] for index in range(len(found))]


def _mean(neighbours: Sequence[str], place: dict[str, float], otherwise: float) -> float:
    return fmean(place[node] for node in neighbours) if neighbours else otherwise
