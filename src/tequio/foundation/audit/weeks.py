"""The record by week instead of day, for whoever may not read words, pure: how much was done stays for others to round.

An entry a day and account says how many voices were written down of an encounter, and on which day people met.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """One entry, without its object."""

    day: datetime.date
    actor: str
    verb: str
    kind: str
    count: int
    digest: str


@dataclass(frozen=True)
class WeekOfActs:
    """What one account did in one week. `digest` is that of the week's last entry, whoever made it."""

    week: datetime.date
    actor: str
    verb: str
    kind: str
    acts: int
    count: int
    digest: str


def by_week(deeds: Iterable[Deed]) -> list[WeekOfActs]:
    """Sums by week, account, verb and kind; `deeds` come in the order of the chain."""
    acts: Counter[tuple[datetime.date, str, str, str]] = Counter()
    touched: Counter[tuple[datetime.date, str, str, str]] = Counter()
    last: dict[datetime.date, str] = {}
    for deed in deeds:
        week = deed.day - datetime.timedelta(days=deed.day.weekday())
        key = (week, deed.actor, deed.verb, deed.kind)
        acts[key] += 1
        touched[key] += deed.count
        last[week] = deed.digest
    return [WeekOfActs(*key, acts[key], touched[key], last[key[0]]) for key in sorted(acts)]
