"""What other rooms and pages read of measurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from tequio.foundation.places.models import Process, Territory
from tequio.measurement.models import Indicator, Observation

YEARLY, WITHIN = "anual", "por-partes"


@dataclass(frozen=True)
class Series:
    """One indicator in one territory; None is a period without report."""

    indicator: Indicator
    territory: Territory
    periods: list[str]
    values: list[float | None]


@dataclass(frozen=True)
class Panel:
    """Series of one origin in one territory that are counted in the same rhythm, over the same periods."""

    origin: str
    rhythm: str
    periods: list[str]
    series: list[Series]


def indicators(process: Process) -> QuerySet[Indicator]:
    found: QuerySet[Indicator] = Indicator.objects.filter(process=process)
    return found


def series(process: Process, *, territory: Territory | None = None) -> list[Series]:
    """Every series of the process by indicator and territory."""
    rows = Observation.objects.filter(process=process).select_related("indicator", "territory").order_by(
        "indicator__origin", "indicator__key", "territory__name", "period")
    if territory:
        rows = rows.filter(territory=territory)
    found: dict[tuple[str, str], Series] = {}
    for row in rows:
        key = (row.indicator.key, row.territory.key)
        one = found.setdefault(key, Series(row.indicator, row.territory, [], []))
        one.periods.append(row.period)
        one.values.append(row.value)
    return list(found.values())


def panels(rows: Sequence[Series]) -> list[Panel]:
    """The series of one territory, official apart from community and yearly apart from the rest.

    A period that one series of a panel has and another lacks stands empty in the other.
    """
    found = []
    ordered = sorted(rows, key=lambda one: (*_panel_of(one), one.indicator.key))
    for (origin, rhythm), kept in groupby(ordered, key=_panel_of):
        together = list(kept)
        periods = sorted({period for one in together for period in one.periods})
        found.append(Panel(origin, rhythm, periods, [_over(one, periods) for one in together]))
    return found


def _panel_of(one: Series) -> tuple[str, str]:
    """Official first; a period like 2024 is a year, one like 2024-T2 is a part of one."""
    yearly = all(period.isdigit() for period in one.periods)
    return one.indicator.origin, YEARLY if yearly else WITHIN


def _over(one: Series, periods: list[str]) -> Series:
    known = dict(zip(one.periods, one.values, strict=True))
    return Series(one.indicator, one.territory, periods, [known.get(period) for period in periods])
