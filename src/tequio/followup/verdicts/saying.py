"""What groups say together, and how a small group is protected. Pure. There is no score, and nothing is averaged."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.foundation.errors import TequioError

UNKNOWN, SPLIT = "unknown", "split"


@dataclass(frozen=True)
class Heard:
    """What one group said: the last of what it said in a wave counts, the others stay to be read."""

    group: str
    number: int
    community: str
    people: int
    reason: str = ""


def latest(rows: Iterable[Heard]) -> list[Heard]:
    """The last word of each group, in the order in which groups first spoke."""
    found: dict[str, Heard] = {}
    for row in sorted(rows, key=lambda one: one.number):
        found[row.group] = row
    return list(found.values())


def together(rows: Iterable[Heard]) -> str:
    """What all groups say where they say the same; otherwise that they do not."""
    said = {row.community for row in latest(rows)}
    return said.pop() if len(said) == 1 else SPLIT if said else UNKNOWN


def outside(rows: Sequence[Heard], threshold: int) -> list[Heard]:
    """What may be read outside the team: groups of fewer people than the threshold lend neither name nor reason.

    One small group beside others could be told by what is missing: it stands without its name, and so do all small ones
    together.
    """
    last = latest(rows)
    large = [row for row in last if row.people >= threshold]
    return large if len(large) == len(last) else [*large, Heard("", 0, UNKNOWN, 0)]


def check_wave(wave: int, known: Iterable[int]) -> None:
    """A wave is the last one or the next. Raises TQ-585 for a wave that is over or would leave one out."""
    last = max(known, default=0)
    if wave not in {last, last + 1} or wave < 1:
        raise TequioError("TQ-585", last=last)


def check_said(community: str, people: int, day: datetime.date, today: datetime.date, choices: Iterable[str]) -> None:
    """Raises TQ-586 for a verdict that no group can give, TQ-567 for a day to come."""
    if community not in choices or community == SPLIT or people < 1:
        raise TequioError("TQ-586")
    if day > today:
        raise TequioError("TQ-567")
