"""Periods of a series, as tables write them: year, month, quarter, half, week, day, years together. Pure."""

import datetime
import re
from collections.abc import Sequence

from tequio.foundation.language.folding import fold

FIRST_YEAR, LAST_YEAR = 1800, 2199
YEAR = r"(?P<year>\d{4})"
MONTHS = (("ene", "enero", "jan", "january"), ("feb", "febrero", "february"), ("mar", "marzo", "march"),
          ("abr", "abril", "apr", "april"), ("may", "mayo"), ("jun", "junio", "june"), ("jul", "julio", "july"),
          ("ago", "agosto", "aug", "august"), ("sep", "sept", "septiembre", "setiembre", "september"),
          ("oct", "octubre", "october"), ("nov", "noviembre", "november"), ("dic", "diciembre", "dec", "december"))
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
NAME = rf"(?P<name>{'|'.join(sorted(MONTH_OF, key=len, reverse=True))})\.?"
OF_YEAR = "*"  # stands for the year that the row says in another column

FORMS = tuple(re.compile(form) for form in (
    YEAR,
    rf"{YEAR}[-/.](?P<month>\d{{1,2}})", rf"(?P<month>\d{{1,2}})[-/.]{YEAR}",
    rf"{NAME}(?: de| del|,)?[ /-]{YEAR}", rf"{YEAR}[ /-]{NAME}",
    rf"{YEAR}[ -]?[tq](?P<quarter>[1-4])", rf"[tq](?P<quarter>[1-4])[ -]{YEAR}",
    rf"{YEAR}[ -]?s(?P<half>[12])", rf"s(?P<half>[12])[ -]{YEAR}",
    rf"{YEAR}[ -]?w(?P<week>\d{{1,2}})",
    rf"{YEAR}[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[t ]\d\d:\d\d(?::\d\d)?)?",
    rf"(?P<day>\d{{1,2}})[-/](?P<month>\d{{1,2}})[-/]{YEAR}",
    rf"{YEAR}\s?[-–/]\s?(?P<last>\d{{4}})",
))
WRITTEN = "2024, 2024-03, marzo 2024, 2024-T1, 2024-S1, 2024-W05, 2024-03-31, 2019-2021"


def period(cell: str) -> str:
    """The period that a cell names, in the form by which periods are put in order. Raises ValueError for none."""
    for form in FORMS:
        if found := form.fullmatch(fold(cell).strip()):
            return _written(**{name: said for name, said in found.groupdict().items() if said})
    raise ValueError(cell)


def _written(year: str, *, month: str = "", name: str = "", day: str = "", quarter: str = "", half: str = "",
             week: str = "", last: str = "") -> str:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(year)
    if quarter or half:
        return f"{year}-T{quarter}" if quarter else f"{year}-S{half}"
    if week:
        datetime.date.fromisocalendar(int(year), int(week), 1)
        return f"{year}-W{int(week):02d}"
    if last:
        if not int(year) < int(last) <= LAST_YEAR:
            raise ValueError(last)
        return f"{year}-{last}"
    at = MONTH_OF[name] if name else int(month or 0)
    if not at and not month:
        return year
    return datetime.date(int(year), at, int(day or 1)).isoformat()[: 10 if day else 7]


def of_headings(columns: Sequence[str]) -> dict[str, str]:
    """Columns that are periods by their headings: months, as «enero», of a year told elsewhere; or whole periods."""
    months = {column: f"{OF_YEAR}-{MONTH_OF[name]:02d}" for column in columns
              if (name := fold(column).strip(" .")) in MONTH_OF}
    return months or {column: told for column in columns if (told := _told(column))}


def in_year(pattern: str, year: str) -> str:
    """The period of a column in the row of one year. Raises ValueError where they make none."""
    if OF_YEAR in pattern and not re.fullmatch(r"\d{4}", year.strip()):
        raise ValueError(year)
    return period(pattern.replace(OF_YEAR, year.strip()))


def _told(heading: str) -> str:
    try:
        return period(heading)
    except ValueError:
        return ""
