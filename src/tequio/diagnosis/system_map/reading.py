"""The whole map read: for each loop who told it and who is absent, for each link what breaks with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tequio.diagnosis.system_map.distinct import Family, families
from tequio.diagnosis.system_map.heard import INTERRUPTS, Heard, Link, Told, heard
from tequio.diagnosis.system_map.loops import ENOUGH, LONGEST, Bound, Loop, loops

MOST = 100


@dataclass(frozen=True)
class LoopInMap:
    """One distinct loop.

    `whole_voices` told every link of it; `most_by_one` is how many links the voice told who told most, so that the
    others are stitched on from different people. `loose_joints` counts the codes at which nobody told both links that
    meet there. `whole_encounters` are those in which all of it was said, by whomever. `absent` are groups that told no
    link of it.
    """

    loop: Loop
    # Who said each of its links, in their order.
    heard: tuple[Heard, ...]
    detours: int
    whole_voices: int
    whole_encounters: int
    most_by_one: int
    loose_joints: int
    interrupted_by: tuple[tuple[Link, Heard], ...]
    absent: tuple[Hashable, ...]
    kinds: frozenset[str]

    @property
    def stitched(self) -> int:
        """Links that the voice who told most of it did not tell."""
        return len(self.loop.links) - self.most_by_one


@dataclass(frozen=True)
class LinkInMap:
    """One link: in how many distinct loops it stands, and how much weight of loops goes when it is interrupted.

    Where a loop has a detour around the link, only what the detour carries less is lost.
    """

    link: Link
    heard: Heard
    loops: int
    lost: int


@dataclass(frozen=True)
class SystemMap:
    """`loops` are the best heard of `distinct`; `found` counts them with their detours, `weight` is that of all."""

    loops: tuple[LoopInMap, ...]
    links: tuple[LinkInMap, ...]
    weight: int
    found: int
    distinct: int
    bounds: tuple[Bound, ...]
    complete: bool

    def lost_share(self, link: LinkInMap) -> float:
        return link.lost / self.weight if self.weight else 0.0


def read_map(told: Iterable[Told], groups: Collection[Hashable] = (), *, kinds: Mapping[str, str] | None = None,
             longest: int = LONGEST, enough: int = ENOUGH, most: int = MOST) -> SystemMap:
    """Everything the map says, loops and links each best heard first.

    `groups` are all that were listened to, so that those absent from a loop can be named; `kinds` says of codes what
    they stand for («violence», «exclusion», «crime»). Who told a loop is looked up for the best heard `most`.
    """
    said = heard(told)
    found = loops({link: one.weight for link, one in said.items()}, longest=longest, enough=enough)
    distinct = families(found.loops)
    stands: Counter[Link] = Counter()
    lost: Counter[Link] = Counter()
    for family in distinct:
        for link in family.head.links:
            stands[link] += 1
            lost[link] += family.head.weight - family.left_without(link)
    links = [LinkInMap(link, one, stands[link], lost[link]) for link, one in said.items()]
    links.sort(key=lambda one: (-one.heard.weight, -len(one.heard.voices), one.link))
    against: dict[str, list[Link]] = {}
    for link in said:
        if link.relation == INTERRUPTS:
            against.setdefault(link.goal, []).append(link)
    read = tuple(_read(family, said, against, groups, kinds or {}) for family in distinct[:most])
    return SystemMap(read, tuple(links), sum(family.head.weight for family in distinct), len(found.loops),
                     len(distinct), found.bounds, found.complete)


def _read(family: Family, said: Mapping[Link, Heard], against: Mapping[str, list[Link]],
          groups: Collection[Hashable], kinds: Mapping[str, str]) -> LoopInMap:
    loop = family.head
    each = [said[link] for link in loop.links]
    voices = Counter(voice for one in each for voice in one.voices)
    joints = [*pairwise(each), (each[-1], each[0])]
    present = {group for one in each for group in one.groups}
    interrupting = [link for code in loop.codes for link in against.get(code, ()) if link not in loop.links]
    return LoopInMap(
        loop, tuple(each), len(family.detours), sum(count == len(each) for count in voices.values()),
        len(frozenset.intersection(*(one.encounters for one in each))), max(voices.values(), default=0),
        sum(one.voices.isdisjoint(other.voices) for one, other in joints),
        tuple((link, said[link]) for link in interrupting), tuple(group for group in groups if group not in present),
        frozenset(kinds[code] for code in loop.codes if code in kinds))
