"""What a closed round says outside its team: counts coarse, shares as bands, words as `Words`. Pure.

Nothing here is exact, nothing is about one ballot, and no ranking names what is refused or was not reviewed: whatever
is made of it (a page, a report, a table) can say no more than this.
"""

from dataclasses import dataclass

from tequio.protection.disclosure import Coarse
from tequio.protection.release import Words


@dataclass(frozen=True)
class Shift:
    """How the answers to a statement moved between the two votes."""

    both: Coarse
    kept: Coarse
    moved: Coarse
    moves: tuple[tuple[str, str, Coarse], ...]


@dataclass(frozen=True)
class Said:
    """One statement. `groups` and `rooms` hold a band or None each, in the order of the round's groups and rooms.

    `at_least` is how many of a hundred of every group surely agree, rounded down to tens; None where nothing is sure.
    """

    number: int
    key: str
    text: Words | str
    standing: str
    review: str
    agree: Coarse
    disagree: Coarse
    passed: Coarse
    not_said: Coarse
    at_least: int | None
    groups: tuple[str | None, ...]
    rooms: tuple[str | None, ...]
    feeds: Words | str = ""
    reply: Words | str = ""
    instead: Words | str = ""
    shift: Shift | None = None
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class Room:
    title: Words | str
    way: str
    ballots: Coarse


@dataclass(frozen=True)
class Argued:
    """A reason that may be quoted, masked as two people let it pass."""

    statement: int
    side: str
    text: str
    group: str


@dataclass(frozen=True)
class Area:
    """Centre and the two half-axes of the area of an opinion group; None where the group is too small to be drawn."""

    centre: tuple[float, float]
    across: tuple[float, float]
    up: tuple[float, float]


@dataclass(frozen=True)
class Ranked:
    """Numbers of the statements that may be named, best first."""

    unites: tuple[int, ...] = ()
    unites_against: tuple[int, ...] = ()
    divides: tuple[int, ...] = ()
    bridges: tuple[int, ...] = ()
    slate: tuple[int, ...] = ()


@dataclass(frozen=True)
class Votes:
    """What one body of ballots shows: the rooms together, or those online."""

    ballots: Coarse
    statements: tuple[Said, ...]
    ranked: Ranked
    groups: int
    sizes: tuple[Coarse, ...]
    stability: str
    reason: str
    limits: str
    margin: int | None
    represented: Coarse | None
    areas: tuple[Area | None, ...] = ()


@dataclass(frozen=True)
class RoundContent:
    """A closed round, whole."""

    key: str
    title: Words | str
    process: str
    territory: str
    question: Words | str
    is_demo: bool
    second_vote: bool
    pools_online: bool
    rooms: tuple[Room, ...]
    votes: Votes
    online: Votes | None
    taking_part: tuple[tuple[str, Coarse], ...]
    absent: tuple[tuple[str, Words | str], ...]
    reasons: tuple[Argued, ...]
