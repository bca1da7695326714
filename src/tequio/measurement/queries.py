"""What other rooms and pages read of measurement."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tequio.foundation.places.models import Process, Territory
from tequio.measurement.models import Indicator, Observation


@dataclass(frozen=True)
class Series:
    """One indicator in one territory; None is a period without report."""

    indicator: Indicator
    territory: Territory
    periods: list[str]
    values: list[float | None]


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
