"""Who has seen a draft and who is still owed it, pure. Groups are compared as sets, never counted."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

DRAFT, RETURNED, VALIDATED = "draft", "returned", "validated"
NO_CONDITIONS = "no_conditions"


@dataclass(frozen=True)
class Answer:
    """What one group answered to the draft, in a week or in one that nobody noted."""

    group: UUID
    outcome: str
    week: datetime.date | None = None


@dataclass(frozen=True)
class Standing:
    """The groups that are owed the draft, those that have seen it, and those that still wait for it."""

    due: frozenset[UUID]
    seen: frozenset[UUID]
    waiting: frozenset[UUID]

    @property
    def status(self) -> str:
        """Validated once every group that is due has seen it. Where nobody is known to be due, nobody validated it."""
        if not self.seen:
            return DRAFT
        return VALIDATED if self.due and not self.waiting else RETURNED


def standing(due: Iterable[UUID], answers: Iterable[Answer]) -> Standing:
    """How far the return has come. Of several answers of a group the latest counts.

    Dissent does not block: it stays printed. A group without the conditions to meet has not seen it.
    """
    owed, last = frozenset(due), latest(answers)
    kept_away = {group for group, answer in last.items() if answer.outcome == NO_CONDITIONS}
    seen = frozenset(last.keys() - kept_away)
    return Standing(owed, seen, (owed | kept_away) - seen)


def latest(answers: Iterable[Answer]) -> dict[UUID, Answer]:
    """The latest answer of each group; one without a week is taken for the earliest.

    Of one week, in which a group may have met in two places, that some could not meet counts.
    """
    ordered = sorted(answers, key=lambda one: (one.week or datetime.date.min, one.outcome == NO_CONDITIONS))
    return {answer.group: answer for answer in ordered}
