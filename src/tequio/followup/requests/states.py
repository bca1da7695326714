"""The states of a request and the steps between them, pure. Nothing is taken away: a state is what its steps make it.

draft → open → answered; open ⇄ asked (the office asks what is meant) and open ⇄ stopped (its term stands still);
open or answered → review → reviewed; any that is sent and not ended → withdrawn.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tequio.foundation.errors import TequioError

# Step: the states it can be taken from, and where it leads ("" where the status stays).
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset({"draft"}), "open"),
    "acknowledge": (frozenset({"open"}), ""),
    "question": (frozenset({"open"}), "asked"),
    "clarify": (frozenset({"asked"}), "open"),
    "extend": (frozenset({"open"}), ""),
    "stop": (frozenset({"open"}), "stopped"),
    "resume": (frozenset({"stopped"}), "open"),
    "answer": (frozenset({"open", "asked", "stopped"}), "answered"),
    "review": (frozenset({"open", "answered"}), "review"),
    "answer_review": (frozenset({"review"}), "reviewed"),
    "withdraw": (frozenset({"draft", "open", "asked", "stopped", "answered", "review"}), "withdrawn"),
}
STATUSES = frozenset({"draft", "open", "asked", "stopped", "answered", "review", "reviewed", "withdrawn"})
WITH_REASON = frozenset({"question", "extend", "stop", "review", "withdraw"})
ENDED = frozenset({"reviewed", "withdrawn"})


@dataclass(frozen=True)
class Taken:
    """One step as it was written down. `length` and `unit` belong to an extension."""

    step: str
    day: datetime.date
    reason: str = ""
    length: int = 0
    unit: str = ""
    after_hours: bool = False


@dataclass(frozen=True)
class State:
    """Where a request stands, and the day of its last step."""

    status: str = "draft"
    acknowledged: bool = False
    extended: bool = False
    last: datetime.date = datetime.date.min


def possible(state: State) -> tuple[str, ...]:
    """The steps that can be taken next."""
    once = {"acknowledge"} if state.acknowledged else set()
    once |= {"extend"} if state.extended else set()
    return tuple(step for step, (origins, _) in STEPS.items() if state.status in origins and step not in once)


def after(state: State, taken: Taken, *, today: datetime.date) -> State:
    """Where a step leads.

    Raises TQ-566 when it cannot be taken from there, TQ-567 for a day before the step before it or after today, TQ-568
    where a reason is owed, TQ-565 for an extension that is none.
    """
    if taken.step not in possible(state):
        raise TequioError("TQ-566", step=taken.step, state=state.status)
    if taken.day < state.last or taken.day > today:
        raise TequioError("TQ-567")
    if taken.step in WITH_REASON and not taken.reason.strip():
        raise TequioError("TQ-568")
    if taken.step == "extend" and not 0 < taken.length <= 1000:
        raise TequioError("TQ-565", most=1000)
    return replace(state, status=STEPS[taken.step][1] or state.status, last=taken.day,
                   acknowledged=state.acknowledged or taken.step == "acknowledge",
                   extended=state.extended or taken.step == "extend")


def fold(steps: Iterable[Taken], *, today: datetime.date) -> State:
    """Where all steps together lead: the present is nothing but its history."""
    state = State()
    for taken in steps:
        state = after(state, taken, today=today)
    return state
