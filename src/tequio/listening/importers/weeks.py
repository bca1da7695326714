"""From any date or time that a form wrote down to the Monday of its week; nothing finer leaves the readers."""

import datetime
import re

DAY = re.compile(
    r"\s*(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})[/-](?P<y2>\d{4}))")
FIRST_YEAR = 1990  # a date before it is an empty cell that some program filled with its own beginning of time


def week_of(text: str) -> datetime.date | None:
    """The Monday of `2026-11-20`, `2026-11-20T17:05:00…` or `20/11/2026`; None for what is no date."""
    found = DAY.match(text)
    if found is None:
        return None
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("y", "m", "d"))
    if year < FIRST_YEAR:
        return None
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return date - datetime.timedelta(days=date.weekday())
