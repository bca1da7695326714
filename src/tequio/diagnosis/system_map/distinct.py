"""One loop with detours is one loop: loops that share their core are kept together under the best heard of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tequio.diagnosis.system_map.heard import Link
from tequio.diagnosis.system_map.loops import Loop


@dataclass
class Family:
    """The best heard loop, and the others that go the same way round with something left out or put in between."""

    head: Loop
    detours: list[Loop] = field(default_factory=list)

    def left_without(self, link: Link) -> int:
        """What still goes round when that link is interrupted: the best heard of those that do without it."""
        return max((loop.weight for loop in (self.head, *self.detours) if link not in loop.links), default=0)


def families(loops: Sequence[Loop]) -> list[Family]:
    """Each loop joins the first before it with which it shares its core; `loops` are ordered, best heard first."""
    found: list[Family] = []
    with_link: dict[Link, list[int]] = {}
    for loop in loops:
        near = sorted({at for link in loop.links for at in with_link.get(link, ())})
        mine = next((at for at in near if same_core(found[at].head, loop)), None)
        if mine is not None:
            found[mine].detours.append(loop)
            continue
        for link in loop.links:
            with_link.setdefault(link, []).append(len(found))
        found.append(Family(loop))
    return found


def same_core(one: Loop, other: Loop) -> bool:
    """Whether the longer passes all codes of the shorter in the same order, over one of its links at least.

    Two codes have no order to share: around them a detour is one more code, and no longer way. A loop that reinforces
    itself and one that holds itself back have no common core.
    """
    core, long = (one, other) if len(one.links) <= len(other.links) else (other, one)
    along = [long.places.get(code, -1) for code in core.codes]
    if -1 in along or core.reinforcing != long.reinforcing:
        return False
    if not any(link in long.links for link in core.links) or (len(along) == 2 and len(long.links) > 3):
        return False
    return sum(here > there for here, there in zip(along, along[1:] + along[:1], strict=True)) == 1
