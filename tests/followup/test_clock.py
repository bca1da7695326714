"""The clock against last days worked out by hand with a paper calendar."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.followup.requests.clock import (
    DayOff,
    Kind,
    More,
    Received,
    Stop,
    Sum,
    Term,
    Told,
    Unit,
    add_months,
    easter,
    reckon,
    standing,
)
from tequio.followup.requests.law import days_off, rules
from tequio.foundation.errors import TequioError

D = datetime.date
W, C, M = Unit.WORKING, Unit.CALENDAR, Unit.MONTH


def on(text: str) -> datetime.date:
    return D.fromisoformat(text)


def off(*days: str) -> list[Told]:
    return [DayOff(on(day)) for day in days]


def due(received: str, length: int, unit: Unit, *told: Told, after_hours: bool = False, restarts: bool = False,
        rolls: bool = True) -> str:
    found = reckon(Received(on(received), after_hours), Term(length, unit, restarts, rolls), told)
    return found.due.isoformat() if found.due else ""


# 2026 begins on a Thursday, 2027 on a Friday; 2028 is a leap year and begins on a Saturday.
PLAIN = [
    # Working days: the day it was received is not counted.
    ("2026-03-02", 1, W, "2026-03-03"), ("2026-03-02", 4, W, "2026-03-06"), ("2026-03-02", 5, W, "2026-03-09"),
    ("2026-03-06", 1, W, "2026-03-09"), ("2026-03-06", 10, W, "2026-03-20"), ("2026-03-07", 1, W, "2026-03-10"),
    ("2026-03-08", 1, W, "2026-03-10"), ("2026-12-31", 2, W, "2027-01-04"), ("2026-02-27", 1, W, "2026-03-02"),
    ("2028-02-28", 1, W, "2028-02-29"), ("2028-02-28", 2, W, "2028-03-01"), ("2026-03-02", 20, W, "2026-03-30"),
    ("2026-11-30", 10, W, "2026-12-14"), ("2026-06-01", 40, W, "2026-07-27"),
    # Calendar days; a last day on which nobody works moves to the next that is worked.
    ("2026-03-02", 1, C, "2026-03-03"), ("2026-03-02", 5, C, "2026-03-09"), ("2026-03-02", 7, C, "2026-03-09"),
    ("2026-03-02", 15, C, "2026-03-17"), ("2028-02-28", 1, C, "2028-02-29"), ("2027-02-28", 1, C, "2027-03-02"),
    ("2026-12-01", 30, C, "2026-12-31"), ("2026-12-20", 15, C, "2027-01-05"),
    # Months: the same number of day, or the last of a month that has none.
    ("2026-01-30", 1, M, "2026-03-02"), ("2027-01-29", 1, M, "2027-03-01"), ("2028-01-31", 1, M, "2028-02-29"),
    ("2026-03-31", 1, M, "2026-04-30"), ("2026-03-31", 2, M, "2026-06-01"), ("2026-08-31", 1, M, "2026-09-30"),
    ("2026-10-30", 4, M, "2027-03-01"), ("2028-02-29", 12, M, "2029-02-28"), ("2026-11-30", 3, M, "2027-03-01"),
    ("2026-12-15", 1, M, "2027-01-15"), ("2026-05-04", 3, M, "2026-08-04"), ("2026-12-31", 2, M, "2027-03-01"),
]


@pytest.mark.parametrize(("received", "length", "unit", "last"), PLAIN)
def test_the_last_day_of_a_plain_term(received: str, length: int, unit: Unit, last: str) -> None:
    assert due(received, length, unit) == last


# What was told on the way.
TOLD: list[tuple[str, str, int, Unit, list[Told], dict[str, bool], str]] = [
    ("a day off in between", "2026-03-13", 5, W, off("2026-03-16"), {}, "2026-03-23"),
    ("a day off at the end", "2026-09-15", 1, W, off("2026-09-16"), {}, "2026-09-17"),
    ("a day off on a Saturday adds nothing", "2026-03-02", 5, W, off("2026-03-07"), {}, "2026-03-09"),
    ("holy week", "2026-03-30", 5, W, off("2026-04-02", "2026-04-03"), {}, "2026-04-08"),
    ("calendar days count a day off", "2026-04-30", 5, C, off("2026-05-01", "2026-05-05"), {}, "2026-05-06"),
    ("a month that ends on a day off", "2026-04-01", 1, M, off("2026-05-01"), {}, "2026-05-04"),
    ("received after hours", "2026-03-02", 1, W, [], {"after_hours": True}, "2026-03-04"),
    ("after hours on a Friday", "2026-03-06", 1, W, [], {"after_hours": True}, "2026-03-10"),
    ("after hours before a day off", "2026-09-15", 1, W, off("2026-09-16"), {"after_hours": True}, "2026-09-18"),
    ("after hours at the end of a month", "2026-01-30", 1, M, [], {"after_hours": True}, "2026-03-02"),
    ("after hours under an agreement", "2026-03-06", 3, C, [], {"after_hours": True, "rolls": False}, "2026-03-10"),
    ("an agreement that ends on a Sunday", "2026-03-02", 6, C, [], {"rolls": False}, "2026-03-08"),
    ("received on a day off", "2026-09-16", 1, W, off("2026-09-16"), {}, "2026-09-18"),
    ("declared beforehand", "2026-03-02", 5, W, [DayOff(on("2026-03-05"), declared=on("2026-03-03"))], {},
     "2026-03-10"),
    ("declared late, within the term", "2026-03-02", 5, W, [DayOff(on("2026-03-04"), declared=on("2026-03-06"))], {},
     "2026-03-10"),
    ("declared on the last day", "2026-03-02", 5, W, [DayOff(on("2026-03-04"), declared=on("2026-03-09"))], {},
     "2026-03-10"),
    ("declared once it was over", "2026-03-02", 5, W, [DayOff(on("2026-03-04"), declared=on("2026-03-10"))], {},
     "2026-03-09"),
    ("stopped in the middle", "2026-03-02", 5, W, [Stop(on("2026-03-04"), on("2026-03-06"))], {}, "2026-03-12"),
    ("stopped over a weekend", "2026-03-02", 5, W, [Stop(on("2026-03-06"), on("2026-03-09"))], {}, "2026-03-11"),
    ("calendar days stopped", "2026-03-02", 10, C, [Stop(on("2026-03-05"), on("2026-03-09"))], {}, "2026-03-17"),
    ("a month stopped for ten days", "2026-03-02", 1, M, [Stop(on("2026-03-10"), on("2026-03-19"))], {},
     "2026-04-13"),
    ("stopped without an end", "2026-03-02", 5, W, [Stop(on("2026-03-04"))], {}, ""),
    ("stopped once it was over", "2026-03-02", 5, W, [Stop(on("2026-03-10"), on("2026-03-20"))], {}, "2026-03-09"),
    ("stopped before, told afterwards", "2026-03-02", 5, W,
     [Stop(on("2026-03-04"), on("2026-03-06"), told=on("2026-03-11"))], {}, "2026-03-09"),
    ("a question that waits", "2026-03-02", 5, W, [Stop(on("2026-03-04"), question=True)], {"restarts": True}, ""),
    ("a question that restarts", "2026-03-02", 5, W, [Stop(on("2026-03-04"), on("2026-03-06"), question=True)],
     {"restarts": True}, "2026-03-13"),
    ("a question that only stops", "2026-03-02", 5, W, [Stop(on("2026-03-04"), on("2026-03-06"), question=True)], {},
     "2026-03-12"),
    ("two questions", "2026-03-02", 5, W, [Stop(on("2026-03-04"), on("2026-03-05"), question=True),
                                           Stop(on("2026-03-09"), on("2026-03-11"), question=True)],
     {"restarts": True}, "2026-03-18"),
    ("a question once it was over", "2026-03-02", 5, W, [Stop(on("2026-03-10"), on("2026-03-12"), question=True)],
     {"restarts": True}, "2026-03-09"),
    ("a month restarted by a question", "2026-01-15", 1, M,
     [Stop(on("2026-01-20"), on("2026-01-31"), question=True)], {"restarts": True}, "2026-03-02"),
    ("extended by working days", "2026-03-02", 5, W, [More(on("2026-03-05"), 5, W)], {}, "2026-03-16"),
    ("extended by calendar days", "2026-03-02", 5, W, [More(on("2026-03-05"), 10, C)], {}, "2026-03-19"),
    ("extended on the last day", "2026-03-02", 5, W, [More(on("2026-03-09"), 1, W)], {}, "2026-03-10"),
    ("extended a day too late", "2026-03-02", 5, W, [More(on("2026-03-10"), 10, W)], {}, "2026-03-09"),
    ("months upon months", "2026-01-31", 1, M, [More(on("2026-02-10"), 1, M)], {}, "2026-04-02"),
    ("months upon months from the last of a month", "2026-08-31", 1, M, [More(on("2026-09-10"), 1, M)], {},
     "2026-11-02"),
    ("a month and ten days", "2026-03-02", 1, M, [More(on("2026-03-20"), 10, C)], {}, "2026-04-13"),
    ("a question after an extension", "2026-03-02", 5, W,
     [More(on("2026-03-04"), 2, W), Stop(on("2026-03-05"), on("2026-03-06"), question=True)], {"restarts": True},
     "2026-03-17"),
    ("leap day off", "2028-02-28", 2, W, off("2028-02-29"), {}, "2028-03-02"),
    ("over the new year", "2026-12-23", 4, W, off("2026-12-25", "2027-01-01"), {}, "2026-12-30"),
]


@pytest.mark.parametrize(("what", "received", "length", "unit", "told", "how", "last"), TOLD)
def test_the_last_day_with_what_was_told_on_the_way(
        what: str, received: str, length: int, unit: Unit, told: list[Told], how: dict[str, bool], last: str) -> None:
    assert due(received, length, unit, *told, **how) == last, what


def test_there_are_sixty_cases() -> None:
    assert len(PLAIN) + len(TOLD) >= 60


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"),
                                           (2027, "2027-03-28"), (2028, "2028-04-16"), (2038, "2038-04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter(year) == on(day)


def test_days_off_fall_where_the_law_puts_them() -> None:
    days = {one.day.isoformat() for one in days_off("state", 2026)}
    assert {"2026-02-02", "2026-03-16", "2026-04-02", "2026-04-03", "2026-11-16"} <= days
    assert "2026-05-05" not in days and "2026-05-05" in {one.day.isoformat() for one in days_off("federation", 2026)}
    assert "2030-10-01" in {one.day.isoformat() for one in days_off("state", 2030)}
    assert "2026-10-01" not in days


def test_every_rule_says_where_it_was_read() -> None:
    for rule in rules().values():
        assert rule.sources["es"] and rule.sources["en"] and rule.read.year >= 2026
    assert {"convenio", "peticion", "informacion", "revision"} <= set(rules())


def test_an_answer_is_late_from_the_day_after_and_was_late_for_ever() -> None:
    last = on("2026-03-09")
    assert not standing(last, None, last).late
    assert standing(last, None, last).days_left == 0
    day_after = standing(last, None, on("2026-03-10"))
    assert day_after.late and day_after.was_late and day_after.days_late == 1
    answered = standing(last, on("2026-03-12"), on("2026-12-01"))
    assert not answered.late and answered.was_late and answered.days_late == 3
    assert not standing(last, last, on("2026-12-01")).was_late
    assert not standing(None, None, on("2026-12-01")).was_late


def test_what_comes_too_late_stands_in_the_sum() -> None:
    found = reckon(Received(on("2026-03-02")), Term(5, W), [More(on("2026-03-10"), 10, W)])
    assert [line.kind for line in found.lines] == [
        Kind.RECEIVED, Kind.COUNTED, Kind.WEEKEND, Kind.COUNTED, Kind.DUE, Kind.TOO_LATE]
    assert [line.total for line in found.lines][:5] == [0, 4, 4, 5, 5]


@pytest.mark.parametrize("length", [0, -1, 1001])
def test_a_term_that_is_none_is_refused(length: int) -> None:
    with pytest.raises(TequioError, match="TQ-565"):
        due("2026-03-02", length, W)


DAYS = some.dates(D(2024, 1, 1), D(2032, 12, 31))
UNITS = some.sampled_from(list(Unit))


@given(DAYS, some.integers(1, 60), UNITS, some.lists(some.tuples(DAYS, some.integers(0, 20), some.booleans()),
                                                     max_size=4), some.lists(DAYS, max_size=6), some.booleans())
def test_nothing_that_is_told_brings_the_last_day_nearer(
        received: D, length: int, unit: Unit, stops: list[tuple[D, int, bool]], free: list[D], restarts: bool) -> None:
    term = Term(length, unit, restarts)
    told: list[Told] = [Stop(day, day + datetime.timedelta(days=more), question=question)
                        for day, more, question in stops]
    plain = reckon(Received(received), term)
    found: Sum = reckon(Received(received), term, [*told, *(DayOff(day) for day in free)])
    assert plain.due is not None and found.due is not None
    assert received < plain.due <= found.due
    assert sum(line.counted for line in found.lines if line.kind is Kind.COUNTED) == (0 if unit is M else length)
    days = [line.first for line in found.lines if line.kind not in (Kind.MONTHS, Kind.TOO_LATE)]
    assert days == sorted(days)


@given(DAYS, some.integers(0, 40))
def test_months_end_where_the_month_does(day: D, months: int) -> None:
    found = add_months(day, months)
    assert found.day <= day.day and (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + datetime.timedelta(days=1)).day == 1
