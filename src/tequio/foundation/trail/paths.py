"""The way from one noun to what stands behind it, or to what came of it, as paths. Pure.

What opposes a noun is kept and is no support: backwards its path goes on, marked; forwards it ends there, for what came
of a finding did not come of whoever differs from it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tequio.foundation.trail.stands import Edge, Stand

Node = tuple[str, UUID]


@dataclass(frozen=True)
class Step:
    """One edge of the way: the node it leads to, and how one stands to the other where that is known."""

    node: Node
    stand: Stand | None = None


@dataclass
class Way:
    """All steps from one node in one direction. `held` are the nodes that carry it, `opposed` those that differ."""

    start: Node
    forward: bool
    steps: dict[Node, list[Step]] = field(default_factory=dict)
    held: set[Node] = field(default_factory=set)
    opposed: set[Node] = field(default_factory=set)

    def after(self, node: Node, stand: Stand | None) -> list[Step]:
        """What comes next on a path that reached `node` so."""
        return [] if self.forward and stand is not None and stand.opposes else self.steps.get(node, [])


def way(start: Node, edges: Collection[Edge], known: Mapping[Edge, Stand], *, forward: bool) -> Way:
    """Walk `edges` from `start`; `known` says how one stands to the other, and may add edges of its own."""
    found = Way(start, forward)
    for edge in dict.fromkeys([*edges, *known]):
        source, target = (edge.source_kind, edge.source), (edge.target_kind, edge.target)
        here, there = (source, target) if forward else (target, source)
        found.steps.setdefault(here, []).append(Step(there, known.get(edge)))
    found.held = _reached(found, [start], opposing=False) - {start}
    past = [step.node for node in {start, *found.held} for step in found.steps.get(node, [])
            if step.stand is not None and step.stand.opposes]
    found.opposed = (set(past) if forward else _reached(found, past, opposing=True)) - found.held - {start}
    return found


def within(found: Way, seen: Collection[Node]) -> Way:
    """The same way without what may not be looked at: paths lead past it to what lies beyond."""
    steps: dict[Node, list[Step]] = {}
    for node in {found.start, *found.steps} & {found.start, *seen}:
        steps[node] = list(dict.fromkeys(_past(found, node, set(seen), set())))
    return Way(found.start, found.forward, steps, found.held & set(seen), found.opposed & set(seen))


def _past(found: Way, node: Node, seen: set[Node], passed: set[Node]) -> list[Step]:
    steps: list[Step] = []
    for step in found.steps.get(node, []):
        if step.node in seen:
            steps.append(step)
        elif step.node not in passed:
            passed.add(step.node)
            beyond = found.after(step.node, step.stand)
            if beyond:
                steps += [Step(one.node, one.stand or step.stand) for one in _past(found, step.node, seen, passed)]
    return steps


def _reached(found: Way, begin: Collection[Node], *, opposing: bool) -> set[Node]:
    waiting, seen = list(begin), set(begin)
    while waiting:
        for step in found.steps.get(waiting.pop(), ()):
            if step.node not in seen and (opposing or step.stand is None or not step.stand.opposes):
                seen.add(step.node)
                waiting.append(step.node)
    return seen
