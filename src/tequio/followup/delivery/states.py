"""The states of a commitment and the steps between them, pure. Its first wording and date are never lost.

agreed → begun ⇄ stalled → delivered (as the office says) or dropped; both can be opened again, with a reason.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tequio.foundation.errors import TequioError

OPEN = frozenset({"agreed", "begun", "stalled"})
# Step: the states it can be taken from, and where it leads ("" where the status stays).
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "begin": (frozenset({"agreed", "stalled"}), "begun"),
    "change": (OPEN, ""),
    "stall": (frozenset({"agreed", "begun"}), "stalled"),
    "deliver": (OPEN, "delivered"),
    "reopen": (frozenset({"delivered", "dropped"}), "begun"),
    "drop": (OPEN, "dropped"),
}
WITH_REASON = frozenset({"change", "stall", "reopen", "drop"})


@dataclass(frozen=True)
class Moved:
    """One step as it was written down. A change carries a new wording, a new date, or both."""

    step: str
    day: datetime.date
    reason: str = ""
    text: str = ""
    due: datetime.date | None = None


@dataclass(frozen=True)
class Promise:
    """What is promised now, and by when; `delivered` is the day on which the office said it was done."""

    text: str
    due: datetime.date | None = None
    status: str = "agreed"
    changes: int = 0
    delivered: datetime.date | None = None
    last: datetime.date = datetime.date.min

    def overdue(self, today: datetime.date) -> bool:
        return self.status in OPEN and self.due is not None and self.due < today

    @property
    def was_late(self) -> bool:
        return self.delivered is not None and self.due is not None and self.delivered > self.due


def possible(promise: Promise) -> tuple[str, ...]:
    """The steps that can be taken next."""
    return tuple(step for step, (origins, _) in STEPS.items() if promise.status in origins)


def after(promise: Promise, moved: Moved, *, today: datetime.date) -> Promise:
    """Where a step leads.

    Raises TQ-583 when it cannot be taken from there, TQ-567 for a day before the step before it or after today, TQ-568
    where a reason is owed, TQ-584 for a change that changes nothing.
    """
    if moved.step not in possible(promise):
        raise TequioError("TQ-583", step=moved.step, state=promise.status)
    if moved.day < promise.last or moved.day > today:
        raise TequioError("TQ-567")
    if moved.step in WITH_REASON and not moved.reason.strip():
        raise TequioError("TQ-568")
    found = replace(promise, status=STEPS[moved.step][1] or promise.status, last=moved.day)
    if moved.step == "change":
        text, due = moved.text.strip() or promise.text, moved.due or promise.due
        if (text, due) == (promise.text, promise.due):
            raise TequioError("TQ-584")
        return replace(found, text=text, due=due, changes=promise.changes + 1)
    if moved.step == "deliver":
        return replace(found, delivered=moved.day)
    return replace(found, delivered=None) if moved.step == "reopen" else found


def fold(first: Promise, moves: Iterable[Moved], *, today: datetime.date) -> Promise:
    """Where all steps together lead from the first wording."""
    for moved in moves:
        first = after(first, moved, today=today)
    return first
