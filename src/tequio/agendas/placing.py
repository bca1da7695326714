"""Where a finding stands in an agenda. Each stands once; the parts of the other groups that hold it refer to it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from tequio.agendas.content import Section
from tequio.diagnosis.models import FindingKind

ALREADY: Final = frozenset({FindingKind.CAPACITY})
# What holds a community together and what wears it down is not something that people already do for their security.
WEARING: Final = frozenset({FindingKind.RESILIENCE})
SEVERAL = 2


def section_of(kind: str, *, differs: bool, in_part: bool, holding: int) -> Section:
    """The section of a finding that `holding` groups hold; `in_part` says that it stands in the part of one of them.

    What one group holds, or nobody is known to, is shared by nobody, whatever it is about.
    """
    if not in_part and holding < SEVERAL:
        return "differences" if differs else "alone"
    if kind in ALREADY:
        return "already"
    if kind in WEARING:
        return "wearing"
    if in_part:
        return "context"
    return "differences" if differs else "shared"


def part_of(own: UUID | None, holding: Collection[UUID], parts: Collection[UUID]) -> UUID | None:
    """The group in whose part a finding stands: the one it is about, or the only one that holds it."""
    if own in parts:
        return own
    only = only_one(holding)
    return only if only in parts else None


def only_one(holding: Collection[UUID]) -> UUID | None:
    """The group that holds a finding by itself."""
    return next(iter(holding)) if len(holding) == 1 else None
