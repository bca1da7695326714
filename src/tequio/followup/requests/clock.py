"""How long an office has to answer, counted day by day with every line of the sum. Pure.

A term runs from the day after it was received, and an answer is late from the day after the last day. What is told
once the last day is over (an extension, a day off, a suspension, a question) moves nothing: it stands in the sum as
what came too late, so that whoever was late stays late.
"""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tequio.foundation.errors import TequioError

Day = datetime.date
ONE = datetime.timedelta(days=1)
SATURDAY = 5
LONGEST = 1000


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"
    MONTH = "month"


@dataclass(frozen=True)
class Term:
    """What a law or an agreement gives. `restarts`: a question of the office begins the whole term anew once answered;
    without it the term stands still in between. `rolls`: a last day on which nobody works is the next that is worked.
    """

    length: int
    unit: Unit
    restarts: bool = False
    rolls: bool = True


@dataclass(frozen=True)
class DayOff:
    """A day on which the office does not work, and when that was declared where it was not always known."""

    day: Day
    name: str = ""
    declared: Day | None = None


@dataclass(frozen=True)
class Stop:
    """Days from `first` to `last`, both included, on which the term stands still. Open while `last` is None.

    `told` is the day it was said, when that is later than the first. A `question` is one the office asked.
    """

    first: Day
    last: Day | None = None
    told: Day | None = None
    question: bool = False
    reason: str = ""

    def holds(self, day: Day) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class More:
    """An extension: how much, and the day on which it was told."""

    day: Day
    length: int
    unit: Unit


class Kind(StrEnum):
    """What a line of the sum says of its days."""

    RECEIVED = "received"
    MOVED = "moved"
    COUNTED = "counted"
    WEEKEND = "weekend"
    OFF = "off"
    STOPPED = "stopped"
    QUESTION = "question"
    RESTARTED = "restarted"
    MONTHS = "months"
    EXTENDED = "extended"
    ROLLED = "rolled"
    TOO_LATE = "too_late"
    WAITING = "waiting"
    DUE = "due"


@dataclass(frozen=True)
class Line:
    """Some days of the sum: what they are, how many of them count, and how many are counted so far."""

    kind: Kind
    first: Day
    last: Day
    counted: int = 0
    total: int = 0
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """The last day (None while the term stands still), and how it was come to."""

    due: Day | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Received:
    """When it came. After hours, or on a day nobody works, it counts as received on the next day that is worked."""

    day: Day
    after_hours: bool = False


@dataclass(frozen=True)
class Standing:
    """How an answer stands to its term. `was_late` stays true once it is."""

    late: bool
    was_late: bool
    days_late: int
    days_left: int | None


Told = DayOff | Stop | More


def reckon(received: Received, term: Term, told: Iterable[Told] = ()) -> Sum:
    """The last day for an answer. Raises TQ-565 for a term that is none."""
    news = sorted(told, key=_known)
    for length in (term.length, *(one.length for one in news if isinstance(one, More))):
        if not 0 < length <= LONGEST:
            raise TequioError("TQ-565", most=LONGEST)
    taken: list[Told] = [one for one in news if _known(one) == Day.min]
    refused: list[Told] = []
    found = _walk(received, term, taken)
    for one in news[len(taken):]:
        if found.due is not None and _known(one) > found.due:
            refused.append(one)
            continue
        taken.append(one)
        found = _walk(received, term, taken)
    late = tuple(Line(Kind.TOO_LATE, _known(one), _known(one), note=_note(one)) for one in refused)
    return replace(found, lines=(*found.lines, *late))


def standing(due: Day | None, answered: Day | None, today: Day) -> Standing:
    """Late from the day after the last day, and for ever after. Without a last day nothing is late."""
    if due is None:
        return Standing(False, False, 0, None)
    until = answered or today
    over = max(0, (until - due).days)
    return Standing(over > 0 and answered is None, over > 0, over,
                    (due - today).days if answered is None and not over else None)


def add_months(day: Day, months: int) -> Day:
    """The same number of day `months` later, or the last day of a month that has no such number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return Day(year, month, day + 1)


def _known(one: Told) -> Day:
    """The day from which something is known; a day off that nobody had to declare always was."""
    if isinstance(one, DayOff):
        return one.declared if one.declared and one.declared > one.day else Day.min
    return one.day if isinstance(one, More) else max(one.first, one.told or one.first)


def _note(one: Told) -> str:
    return one.name if isinstance(one, DayOff) else one.reason if isinstance(one, Stop) else f"{one.length}"


class _Walk:
    """One walk through the calendar, with what is known."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.off = {one.day: one.name for one in told if isinstance(one, DayOff)}
        self.stops = [one for one in told if isinstance(one, Stop)]
        self.lines: list[Line] = []
        self.total = 0

    def worked(self, day: Day) -> bool:
        return day.weekday() < SATURDAY and day not in self.off

    def next_worked(self, day: Day) -> Day:
        while not self.worked(day):
            day += ONE
        return day

    def stop(self, day: Day) -> Stop | None:
        return next((one for one in self.stops if one.holds(day)), None)

    def note(self, kind: Kind, day: Day, *, counted: int = 0, note: str = "") -> None:
        """Add a day to the sum; days alike that follow each other are one line."""
        self.total += counted
        before = self.lines[-1] if self.lines else None
        if before and (before.kind, before.note) == (kind, note) and before.last + ONE == day and kind is not Kind.OFF:
            self.lines[-1] = replace(before, last=day, counted=before.counted + counted, total=self.total)
        else:
            self.lines.append(Line(kind, day, day, counted, self.total, note))

    def days(self, start: Day, length: int, *, working: bool) -> Day | None:
        """The last of `length` days after `start`; None where the term stands still without an end."""
        day, left = start, length
        while left:
            day += ONE
            stopped = self.stop(day)
            if stopped is not None:
                self._stopped(stopped, day)
                if stopped.last is None:
                    return None
            elif working and day in self.off:
                self.note(Kind.OFF, day, note=self.off[day])
            elif working and day.weekday() >= SATURDAY:
                self.note(Kind.WEEKEND, day)
            else:
                left -= 1
                self.note(Kind.COUNTED, day, counted=1)
        return day

    def months(self, start: Day, length: int) -> Day | None:
        """The same day some months later, and one day more for each that the term stood still on the way."""
        day, end = start, add_months(start, length)
        self.lines.append(Line(Kind.MONTHS, start, end, length, self.total))
        while day < end:
            day += ONE
            stopped = self.stop(day)
            if stopped is not None:
                self._stopped(stopped, day)
                if stopped.last is None:
                    return None
                end += ONE
        return end

    def _stopped(self, one: Stop, day: Day) -> None:
        kind = Kind.WAITING if one.last is None else Kind.QUESTION if one.question else Kind.STOPPED
        self.note(kind, day, note=one.reason)


def _walk(received: Received, term: Term, told: Sequence[Told]) -> Sum:
    walk = _Walk(told)
    start = _begun(walk, received, term)
    again = [one for one in walk.stops if one.question and one.last is not None and one.last >= start]
    if term.restarts and again:
        last = max(again, key=lambda one: one.last or one.first)
        assert last.last is not None
        start = last.last
        walk.lines.append(Line(Kind.RESTARTED, start, start, note=last.reason))
    for place, (length, unit) in enumerate(_parts(term, [one for one in told if isinstance(one, More)])):
        if place:
            walk.lines.append(Line(Kind.EXTENDED, start, start, length, walk.total))
        reached = walk.months(start, length) if unit is Unit.MONTH else walk.days(
            start, length, working=unit is Unit.WORKING)
        if reached is None:
            return Sum(None, tuple(walk.lines))
        start = reached
    if term.rolls and not walk.worked(start):
        moved = walk.next_worked(start)
        walk.lines.append(Line(Kind.ROLLED, start, moved))
        start = moved
    walk.lines.append(Line(Kind.DUE, start, start, total=walk.total))
    return Sum(start, tuple(walk.lines))


def _begun(walk: _Walk, received: Received, term: Term) -> Day:
    """The day from which the term runs; calendar days of an agreement know no day off."""
    day = received.day
    walk.lines.append(Line(Kind.RECEIVED, day, day))
    begun = day + ONE if received.after_hours else day
    if term.rolls:
        begun = walk.next_worked(begun)
    if begun != day:
        walk.lines.append(Line(Kind.MOVED, begun, begun))
    return begun


def _parts(term: Term, more: Sequence[More]) -> list[tuple[int, Unit]]:
    """The term and its extensions one after the other; months upon months are counted from the same day."""
    parts = [(term.length, term.unit)]
    for one in sorted(more, key=lambda row: row.day):
        if one.unit is Unit.MONTH and parts[-1][1] is Unit.MONTH:
            parts[-1] = (parts[-1][0] + one.length, Unit.MONTH)
        else:
            parts.append((one.length, one.unit))
    return parts
