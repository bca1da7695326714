"""The gap of an intervention: what it says of itself beside what was found, by element, place and observer. Pure.

Observers who saw different things stay apart: nothing is averaged, and the latest word of each stands.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Seen:
    """What one kind of observer found of one element (or says it does to one group) in one place."""

    about: str
    place: str
    observer: str
    found: str
    day: datetime.date


@dataclass(frozen=True)
class Gap:
    """One element in one place: what each observer found last, and whether they found the same."""

    about: str
    place: str
    found: Mapping[str, str]

    @property
    def differs(self) -> bool:
        return len(set(self.found.values())) > 1


def profile(rows: Iterable[Seen]) -> list[Gap]:
    """By place and element, in the order in which they were first seen."""
    last: dict[tuple[str, str], dict[str, Seen]] = {}
    for row in rows:
        held = last.setdefault((row.place, row.about), {})
        if row.observer not in held or held[row.observer].day <= row.day:
            held[row.observer] = row
    return [Gap(about, place, {observer: row.found for observer, row in held.items()})
            for (place, about), held in last.items()]


def counted(gaps: Sequence[Gap]) -> Counter[str]:
    """How often each finding was made, every observer counted."""
    return Counter(found for gap in gaps for found in gap.found.values())


def agreement(gaps: Sequence[Gap]) -> tuple[int, int]:
    """Of all pairs of observers who looked at the same, how many found the same: (the same, all)."""
    pairs = [pair for gap in gaps for pair in combinations(gap.found.values(), 2)]
    return sum(one == other for one, other in pairs), len(pairs)
