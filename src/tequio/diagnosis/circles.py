"""Loops in what people said feeds what, pure: A feeds B, B feeds C, C feeds A.

A loop is as well heard as its least heard link. It says what people see following what, and proves no cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import networkx as nx

LONGEST = 5
MOST = 12
# A dense map has more loops than anybody can read or wait for.
ENOUGH = 5000


@dataclass(frozen=True)
class Arrow:
    """`voices` people said that `origin` feeds `goal`."""

    origin: str
    goal: str
    voices: int


@dataclass(frozen=True)
class Circle:
    """Arrows that each begin where the one before ends, the last leading back to the first."""

    arrows: tuple[Arrow, ...]

    @property
    def weakest(self) -> int:
        return min(arrow.voices for arrow in self.arrows)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(arrow.origin for arrow in self.arrows)


def circles(said: Mapping[tuple[str, str], int], *, longest: int = LONGEST, most: int = MOST) -> list[Circle]:
    """The best heard loops of at most `longest` links in `said`, a count of voices by (origin, goal).

    Those whose least heard link was said by most come first, then those said most in the mean, then the shorter.
    """
    found: set[Circle] = set()
    for least in sorted(set(said.values()), reverse=True):
        graph = nx.DiGraph([pair for pair, voices in said.items() if voices >= least])
        found.update(_circle(cycle, said) for cycle in
                     islice(nx.simple_cycles(graph, length_bound=longest), ENOUGH) if len(cycle) > 1)
        if len(found) >= most:
            break
    return sorted(found, key=_heard)[:most]


def _circle(cycle: list[str], said: Mapping[tuple[str, str], int]) -> Circle:
    """The loop from its first code in the alphabet on, so that one loop is one value."""
    start = cycle.index(min(cycle))
    turned = cycle[start:] + cycle[:start]
    pairs = zip(turned, turned[1:] + turned[:1], strict=True)
    return Circle(tuple(Arrow(origin, goal, said[origin, goal]) for origin, goal in pairs))


def _heard(circle: Circle) -> tuple[float, float, int, tuple[str, ...]]:
    total = sum(arrow.voices for arrow in circle.arrows)
    return -circle.weakest, -total / len(circle.arrows), len(circle.arrows), circle.codes
