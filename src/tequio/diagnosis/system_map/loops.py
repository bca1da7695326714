"""Loops over links, best heard first, with a bound that is stated exactly.

Links join the map from the best heard down. A loop is found when its last link joins, so each is found once. When more
loops come than anybody could read, the longest are given up from that weight down, and the bound says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

from tequio.diagnosis.system_map.heard import INTERRUPTS, Link

LONGEST = 5
ENOUGH = 6000
Pair = tuple[int, int]


@dataclass(frozen=True)
class Loop:
    """Links that each begin where the one before ends, the last leading back to the first code.

    It weighs what its least heard link weighs.
    """

    links: tuple[Link, ...]
    weight: int
    total: int

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(link.origin for link in self.links)

    @cached_property
    def places(self) -> dict[str, int]:
        """Each code by how many links lead to it from the first."""
        return {code: at for at, code in enumerate(self.codes)}

    @cached_property
    def reinforcing(self) -> bool:
        """What goes round comes back stronger; with an odd number of interruptions it holds itself back."""
        return sum(link.relation == INTERRUPTS for link in self.links) % 2 == 0


@dataclass(frozen=True)
class Bound:
    """All loops of `length` links were found whose every link weighs `least` or more; 0 where none was looked for."""

    length: int
    least: int


@dataclass(frozen=True)
class Found:
    """Loops, best heard first, and how far they were looked for: longer ones than the last bound were not."""

    loops: tuple[Loop, ...]
    bounds: tuple[Bound, ...]
    complete: bool


def loops(weights: Mapping[Link, int], *, longest: int = LONGEST, enough: int = ENOUGH) -> Found:
    """The loops of at most `longest` links, about `enough` of them at the most; those of two links in any case.

    Those whose least heard link weighs most come first, then those that weigh most in the mean, then the shorter.
    """
    links = {link: weight for link, weight in weights.items() if link.origin != link.goal}
    lowest = min(links.values(), default=0)
    least = dict.fromkeys(range(2, longest + 1), lowest)
    search = _Search(sorted({code for link in links for code in (link.origin, link.goal)}))
    kept: list[tuple[Link, ...]] = []
    cap, above = longest, 0
    for weight in sorted(set(links.values()), reverse=True):
        fresh: dict[int, list[tuple[Link, ...]]] = {length: [] for length in range(2, cap + 1)}
        count = len(kept)
        for link in sorted(link for link, mine in links.items() if mine == weight):
            for cycle in search.closed_by(link, cap):
                if len(cycle) > cap:
                    break
                fresh[len(cycle)].append(cycle)
                count += 1
                while cap > 2 and count > enough:
                    count -= len(fresh.pop(cap))
                    least[cap] = above
                    cap -= 1
            search.add(link)
        kept += [cycle for cycles in fresh.values() for cycle in cycles]
        above = weight
    found = sorted((_loop(cycle, links) for cycle in kept), key=_order)
    bounds = tuple(Bound(length, mine) for length, mine in least.items())
    return Found(tuple(found), bounds, all(bound.least == lowest for bound in bounds))


def _loop(cycle: tuple[Link, ...], weights: Mapping[Link, int]) -> Loop:
    """From its first code in the alphabet on, so that one loop is one value."""
    start = min(range(len(cycle)), key=lambda at: cycle[at].origin)
    turned = cycle[start:] + cycle[:start]
    each = [weights[link] for link in turned]
    return Loop(turned, min(each), sum(each))


def _order(loop: Loop) -> tuple[float, float, int, tuple[Link, ...]]:
    return -loop.weight, -loop.total / len(loop.links), len(loop.links), loop.links


@dataclass
class _Search:
    """The map so far: for each code, as the bits of one number, where its links lead and where they come from."""

    codes: list[str]
    onward: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    between: dict[Pair, list[Link]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.onward, self.back = [0] * len(self.codes), [0] * len(self.codes)
        self._place = {code: at for at, code in enumerate(self.codes)}

    def add(self, link: Link) -> None:
        origin, goal = self._place[link.origin], self._place[link.goal]
        self.onward[origin] |= 1 << goal
        self.back[goal] |= 1 << origin
        self.between.setdefault((origin, goal), []).append(link)

    def closed_by(self, link: Link, longest: int) -> Iterator[tuple[Link, ...]]:
        """The loops of at most `longest` links that a link would close, the shortest first."""
        origin, goal = self._place[link.origin], self._place[link.goal]
        # From which codes the origin is reached in so many links, counted from none.
        reaching = [1 << origin]
        for _ in range(2, longest + 1):
            reaching.append(_joined(self.back, reaching[-1]))
            for path in self._paths(goal, origin, reaching):
                for rest in product(*(self.between[pair] for pair in pairwise(path))):
                    yield (link, *rest)

    def _paths(self, start: int, end: int, reaching: list[int]) -> Iterator[list[int]]:
        """Paths of as many links as `reaching` counts, without repetition."""
        if not reaching[-1] >> start & 1:
            return
        stack = [([start], 1 << start | 1 << end)]
        while stack:
            path, seen = stack.pop()
            left = len(reaching) - 1 - len(path)
            if left == 0:
                yield [*path, end]
                continue
            for after in _bits(self.onward[path[-1]] & reaching[left] & ~seen):
                stack.append(([*path, after], seen | 1 << after))


def _joined(rows: list[int], places: int) -> int:
    found = 0
    for place in _bits(places):
        found |= rows[place]
    return found


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
