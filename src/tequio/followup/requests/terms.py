"""From the steps of a request to its clocks: one for the answer, one for the review. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.followup.requests.clock import (
    DayOff,
    More,
    Received,
    Standing,
    Stop,
    Sum,
    Term,
    Told,
    Unit,
    reckon,
    standing,
)
from tequio.followup.requests.law import days_off, rules
from tequio.followup.requests.states import Taken

ONE = datetime.timedelta(days=1)
YEARS = 6


@dataclass(frozen=True)
class Clock:
    """One term with its sum, the day it was answered, and how that stands."""

    sum: Sum
    answered: datetime.date | None
    standing: Standing
    review: bool = False


@dataclass(frozen=True)
class Closed:
    """Days on which offices of a level do not work, beyond those of the law."""

    first: datetime.date
    last: datetime.date
    declared: datetime.date | None = None
    name: str = ""


def clocks(steps: Sequence[Taken], term: Term, off: Sequence[DayOff], *, today: datetime.date) -> list[Clock]:
    """The clock of the answer and, where a review was asked, that of the review. Silence on it counts as well."""
    found = []
    received = _received(steps)
    if received is not None:
        told: list[Told] = [*off, *_stops(steps), *_extensions(steps)]
        answered = _day(steps, "answer")
        reckoned = reckon(received, term, told)
        # Whoever asks for a review or withdraws no longer waits for the answer.
        until = answered or _day(steps, "review") or _day(steps, "withdraw")
        found.append(Clock(reckoned, answered, standing(reckoned.due, until, today)))
    asked = _day(steps, "review")
    if asked is not None:
        reckoned = reckon(Received(asked), rules()["revision"].term(), off)
        answered = _day(steps, "answer_review")
        found.append(Clock(reckoned, answered, standing(reckoned.due, answered or _day(steps, "withdraw"), today),
                           review=True))
    return found


def off_for(sphere: str, since: datetime.date, closed: Iterable[Closed], language: str = "es") -> list[DayOff]:
    """Every day off of a level in the years after `since`: those of the law, and those that were declared."""
    found = {one.day: one for year in range(since.year, since.year + YEARS)
             for one in days_off(sphere, year, language)}
    for run in closed:
        day = run.first
        while day <= run.last:
            found.setdefault(day, DayOff(day, run.name, run.declared))
            day += ONE
    return list(found.values())


def _received(steps: Sequence[Taken]) -> Received | None:
    """The day the office acknowledged, or that of sending where it did not."""
    for step in ("acknowledge", "send"):
        for taken in steps:
            if taken.step == step:
                return Received(taken.day, taken.after_hours)
    return None


def _stops(steps: Sequence[Taken]) -> list[Stop]:
    found: list[Stop] = []
    begun: Taken | None = None
    for taken in steps:
        if taken.step in ("question", "stop"):
            begun = taken
        elif taken.step in ("clarify", "resume") and begun is not None:
            last = taken.day if taken.step == "clarify" else taken.day - ONE
            if last >= begun.day:
                found.append(Stop(begun.day, last, question=begun.step == "question", reason=begun.reason))
            begun = None
    if begun is not None:
        found.append(Stop(begun.day, None, question=begun.step == "question", reason=begun.reason))
    return found


def _extensions(steps: Sequence[Taken]) -> list[More]:
    return [More(taken.day, taken.length, Unit(taken.unit or Unit.WORKING)) for taken in steps
            if taken.step == "extend"]


def _day(steps: Sequence[Taken], step: str) -> datetime.date | None:
    return next((taken.day for taken in steps if taken.step == step), None)
