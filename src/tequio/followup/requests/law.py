"""The terms that laws give and the days on which offices do not work, read from `law.toml`. Pure.

Every one is a fact somebody read somewhere on a day: pages show where, and that a jurist has to check it.
"""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tequio.followup.requests.clock import DayOff, Term, Unit, easter


@dataclass(frozen=True)
class Rule:
    """One term: what it is called, where it was read and when, and what it gives; an agreement has no length."""

    key: str
    names: dict[str, str]
    sources: dict[str, str]
    read: datetime.date
    length: int
    unit: Unit
    restarts: bool
    rolls: bool

    def term(self, length: int = 0, unit: str = "") -> Term:
        """As it was when something was asked: what is stored with a request outlives a change of the facts."""
        return Term(length or self.length, Unit(unit or self.unit), self.restarts, self.rolls)


@cache
def rules() -> dict[str, Rule]:
    return {key: Rule(key, {"es": row["es"], "en": row["en"]}, {"es": row["source_es"], "en": row["source_en"]},
                      row["read"], row["length"], Unit(row["unit"]), row["restarts"], row["rolls"])
            for key, row in _facts()["rule"].items()}


@cache
def days_off(sphere: str, year: int, language: str = "es") -> tuple[DayOff, ...]:
    """The days off of one level of government in one year, in their order."""
    rows = [row for row in _facts()["off"] if sphere in row.get("spheres", (sphere,)) and _falls(row, year)]
    return tuple(sorted((DayOff(_day(row, year), row[language]) for row in rows), key=lambda one: one.day))


def _falls(row: dict[str, Any], year: int) -> bool:
    return "every" not in row or (year >= row["from"] and (year - row["from"]) % row["every"] == 0)


def _day(row: dict[str, Any], year: int) -> datetime.date:
    if "day" in row:
        month, day = row["day"].split("-")
        return datetime.date(year, int(month), int(day))
    if "easter" in row:
        return easter(year) + datetime.timedelta(days=row["easter"])
    month, weekday, place = row["nth"]
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "law.toml").read_text(encoding="utf-8"))
