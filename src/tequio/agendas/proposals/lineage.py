"""Earlier and later versions of a proposal, from what follows from what: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Lineage:
    """UUIDs of the earlier versions, oldest first, and of the later ones, next first.

    `beside` are those joined with this one into a later version; `parted` those that left the same earlier version.
    """

    earlier: tuple[UUID, ...]
    later: tuple[UUID, ...]
    beside: tuple[UUID, ...]
    parted: tuple[UUID, ...]


def lineage(key: UUID, edges: Sequence[tuple[UUID, UUID]]) -> Lineage:
    """`edges` lead from an earlier version to a later one, and may hold those of other proposals too."""
    after: dict[UUID, list[UUID]] = {}
    before: dict[UUID, list[UUID]] = {}
    for source, target in edges:
        after.setdefault(source, []).append(target)
        before.setdefault(target, []).append(source)
    earlier, later = _walk(key, before), _walk(key, after)
    known = {key, *earlier, *later}
    beside = [one for made in after.get(key, ()) for one in before.get(made, ())]
    parted = [one for made in before.get(key, ()) for one in after.get(made, ())]
    return Lineage(tuple(reversed(earlier)), tuple(later), _others(beside, known), _others(parted, known))


def _walk(key: UUID, towards: Mapping[UUID, Sequence[UUID]]) -> list[UUID]:
    """Nearest first; a cycle ends where it would close."""
    found: list[UUID] = []
    waiting = [key]
    for at in waiting:
        for other in towards.get(at, ()):
            if other != key and other not in found:
                found.append(other)
                waiting.append(other)
    return found


def _others(keys: Sequence[UUID], known: set[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(key for key in keys if key not in known))
