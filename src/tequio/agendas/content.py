"""What an agenda says, as frozen dataclasses whose words of people are `Words`: pure, ready for the release gate.

For each group: context → what people already do → what holds and wears it down → proposals. Then what several groups
share, in sections of its own, the differences, the gaps and the trail. A finding stands in one place only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from uuid import UUID

from tequio.protection.disclosure import Coarse
from tequio.protection.release import Words

Section = Literal["context", "already", "wearing", "shared", "differences", "alone"]
# The sections after the parts of the groups, in the order in which they are printed.
TOGETHER: Final[tuple[Section, ...]] = ("already", "wearing", "shared", "differences", "alone")


@dataclass(frozen=True)
class Body:
    """Who owes something for a proposal: a sphere, its office where it was named, and the task."""

    sphere: str
    office: str
    task: Words | str
    public: bool


@dataclass(frozen=True)
class Line:
    """One item of an agenda with what stands behind it."""

    number: int
    key: str
    title: Words | str
    text: Words | str
    section: Words | str
    priority: str
    bodies: tuple[Body, ...]
    rows: tuple[Words | str, ...]
    findings: Coarse
    voices: Coarse
    place: str = ""
    particular: Words | str = ""
    shared_by: tuple[str, ...] = ()
    safeguard: Words | str = ""
    id: UUID | None = None
    # What the item leans on: «que los pongan» says little without it.
    problem: Words | str = ""
    # No voice behind it allowed the dialogue: it stays inside, and goes to no office.
    stays: bool = False
    # The number of the first item that says the very same, and what tells this one from others: see `apart`.
    same: int = 0
    telling: tuple[str, ...] = ()
    # It rests on one voice.
    alone: bool = False
    # In the National Agenda, where people could not be asked about it.
    could_not_speak: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A finding, the groups that converge on it and those that differ, with how."""

    kind: str
    text: Words | str
    converge: tuple[str, ...]
    differ: tuple[tuple[str, Words | str], ...]
    voices: Coarse
    id: UUID | None = None
    # No voice behind it allowed the dialogue: the team keeps it, and it goes to no office.
    stays: bool = False
    # The only group that holds it, where there is one.
    group: str = ""
    # It rests on one voice.
    alone: bool = False


@dataclass(frozen=True)
class Returned:
    """What a group answered to the draft, one of the times it saw it."""

    outcome: str
    note: Words | str


@dataclass(frozen=True)
class Part:
    """The part of one population group."""

    group: str
    wanted: Words | str
    context: tuple[Claim, ...]
    already: tuple[Claim, ...]
    wearing: tuple[Claim, ...]
    lines: tuple[Line, ...]
    returns: tuple[Returned, ...] = ()
    # Sections in which findings stand that this group holds together with others: names of fields of `AgendaContent`.
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A silence or a gap: what kind, where, and what is known of why."""

    kind: str
    group: str
    text: Words | str


@dataclass(frozen=True)
class Refused:
    """A proposal that is not adopted because it would reproduce violence, with the reason and the answer."""

    text: Words | str
    reason: Words | str
    answer: Words | str
    id: UUID | None = None
    # No voice behind it allowed the dialogue.
    stays: bool = False


@dataclass(frozen=True)
class CodeCount:
    """How many voices a code was suggested or accepted for."""

    family: str
    label: str
    accepted: Coarse
    suggested: Coarse


@dataclass(frozen=True)
class Kept:
    """How much of what a place puts first an order follows, in a hundred pairs, and how much one by majority would."""

    place: str
    here: int
    by_most: int


@dataclass(frozen=True)
class Dropped:
    """A point that a majority would not have put among the first: its place then, and who asks for it."""

    number: int
    by_most: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class Ordered:
    """How the points of the National Agenda were ordered; see `ordering.shown` for its words."""

    places: tuple[str, ...]
    interrupted: tuple[str, ...]
    gap: float
    first: int
    kept: tuple[Kept, ...]
    dropped: tuple[Dropped, ...]
    # Points that stand at another place than the wishes would give them today: number, and that place.
    moved: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class AgendaContent:
    """A local agenda, or the national one, whole."""

    title: Words | str
    territory: str
    process: str
    status: str
    status_key: str
    is_demo: bool
    national: bool
    # The groups that have not seen the draft yet.
    waiting: tuple[str, ...]
    context: Words | str
    parts: tuple[Part, ...]
    shared: tuple[Claim, ...]
    differences: tuple[Claim, ...]
    already: tuple[Claim, ...]
    wearing: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    refused: tuple[Refused, ...]
    problems: tuple[CodeCount, ...]
    without_body: tuple[int, ...]
    without_proposal: tuple[tuple[Words | str, Words | str], ...]
    places: tuple[tuple[str, str, int], ...]
    encounters_held: Coarse
    encounters_not_held: Coarse
    voices: Coarse
    source_files: tuple[Words | str, ...]
    # Findings that one group holds, or of which no group is known, and that stand in nobody's part.
    alone: tuple[Claim, ...] = ()
    # Numbers of items that probably ask the same in other words, for people to decide.
    twins: tuple[tuple[int, int], ...] = ()
    # Numbers of the items that rest only on voices that did not allow the dialogue.
    stays: tuple[int, ...] = ()
    # In the National Agenda.
    order: Ordered | None = None


def for_offices(content: AgendaContent) -> AgendaContent:
    """The agenda as it leaves: of an item that rests only on voices without dialogue its number is left.

    A finding that rests only on such voices was allowed for the diagnosis, and stays with those who made it.
    """
    parts = tuple(replace(
        part, lines=tuple(line for line in part.lines if not line.stays), context=_leaving(part.context),
        already=_leaving(part.already), wearing=_leaving(part.wearing)) for part in content.parts)
    return replace(
        in_every_section(content, _leaving), parts=parts,
        refused=tuple(row for row in content.refused if not row.stays),
        without_body=tuple(number for number in content.without_body if number not in content.stays))


def in_every_section(content: AgendaContent,
                     change: Callable[[tuple[Claim, ...]], tuple[Claim, ...]]) -> AgendaContent:
    """`change` made to the findings of each section after the parts."""
    changed: dict[str, Any] = {section: change(getattr(content, section)) for section in TOGETHER}
    return replace(content, **changed)


def _leaving(rows: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(row for row in rows if not row.stays)
