"""Links as they were told: who said them, and in which encounters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

FEEDS, INTERRUPTS = "feeds", "interrupts"


class Link(NamedTuple):
    """`origin` feeds or interrupts `goal`; both are keys of codes."""

    origin: str
    relation: str
    goal: str


@dataclass(frozen=True)
class Told:
    """One voice said one link. A workshop is one encounter, however many voices were written down there."""

    link: Link
    voice: Hashable
    encounter: Hashable
    group: Hashable | None = None


@dataclass(frozen=True)
class Heard:
    """Everybody who said a link. It weighs the encounters it was said in: ten voices of one room weigh as one."""

    voices: frozenset[Hashable]
    encounters: frozenset[Hashable]
    groups: frozenset[Hashable]

    @property
    def weight(self) -> int:
        return len(self.encounters)


def heard(told: Iterable[Told]) -> dict[Link, Heard]:
    """Every link that was told, in the order of its codes."""
    by_link: dict[Link, list[Told]] = {}
    for one in told:
        by_link.setdefault(one.link, []).append(one)
    return {link: Heard(frozenset(one.voice for one in mine), frozenset(one.encounter for one in mine),
                        frozenset(one.group for one in mine if one.group is not None))
            for link, mine in sorted(by_link.items())}
