"""Who has seen an agenda as it stands and who is still owed it, pure. Groups are compared as sets, never counted.

draft → returned → validated → final; whoever saw an earlier wording makes it corrected until they saw this one.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

DRAFT, RETURNED, CORRECTED, VALIDATED = "draft", "returned", "corrected", "validated"
NO_CONDITIONS = "no_conditions"


@dataclass(frozen=True)
class Answer:
    """What one group answered to one revision, in a week or in one that nobody noted."""

    group: UUID
    outcome: str
    week: datetime.date | None = None
    revision: int = 1


@dataclass(frozen=True)
class Standing:
    """The groups that are owed the agenda, those that have seen it as it stands, and those that still wait for it.

    Of those that wait, `again` saw an earlier wording. `excused` could not be reached, for a reason that is printed.
    `wishes` counts what groups wanted otherwise and nobody has answered.
    """

    due: frozenset[UUID]
    seen: frozenset[UUID]
    waiting: frozenset[UUID]
    again: frozenset[UUID] = frozenset()
    excused: frozenset[UUID] = frozenset()
    wishes: int = 0

    @property
    def status(self) -> str:
        """Validated once every group that is due has seen it. Where nobody is known to be due, nobody validated it."""
        if self.again:
            return CORRECTED
        if not self.seen:
            return DRAFT
        return VALIDATED if self.due & self.seen and not self.waiting and not self.wishes else RETURNED


def standing(due: Iterable[UUID], answers: Iterable[Answer], *, revision: int = 1,
             unreached: Iterable[UUID] = (), wishes: int = 0) -> Standing:
    """How far the return of a revision has come. Of several answers of a group the latest counts.

    Dissent does not block: it stays printed. A group without the conditions to meet has not seen it, until somebody
    declares why it could not be reached; once it answered, it was reached.
    """
    owed, last = frozenset(due), latest(answers)
    kept_away = {group for group, answer in last.items() if answer.outcome == NO_CONDITIONS}
    answered = last.keys() - kept_away
    seen = frozenset(group for group in answered if last[group].revision >= revision)
    excused = frozenset(unreached) - seen
    again = frozenset(answered - seen) - excused
    return Standing(owed, seen, (owed | kept_away | again) - seen - excused, again, excused, wishes)


def latest(answers: Iterable[Answer]) -> dict[UUID, Answer]:
    """The latest answer of each group; one without a week is taken for the earliest.

    Of one revision the later week counts; of one week, in which a group may have met in two places, that some could
    not meet.
    """
    ordered = sorted(answers, key=lambda one: (
        one.revision, one.week or datetime.date.min, one.outcome == NO_CONDITIONS))
    return {answer.group: answer for answer in ordered}
