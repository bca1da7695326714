"""How one noun stands to the next where that is known: somebody spoke against it, or their group differs.

An edge says what gave rise to what. It does not say that whoever spoke wanted what came of it. Rooms that know how
somebody stands hand it in when they start; where nothing is known, nothing is claimed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Edge:
    source_kind: str
    source: UUID
    target_kind: str
    target: UUID


@dataclass(frozen=True)
class Stand:
    """What is said of one edge, in the reader's language. What only opposes a noun does not hold it up."""

    words: Any
    opposes: bool


Stands = dict[Edge, Stand]
# `find(process, edges, nodes)` gives what is known of these edges, and edges of its own that touch these nodes.
Find = Callable[[UUID, Collection[Edge], Collection[tuple[str, UUID]]], Stands]
_finders: list[Find] = []


def register_stands(find: Find) -> None:
    if find not in _finders:
        _finders.append(find)


def stands(process_id: UUID, edges: Collection[Edge], nodes: Collection[tuple[str, UUID]]) -> Stands:
    found: Stands = {}
    for find in _finders:
        found |= find(process_id, edges, nodes)
    return found
