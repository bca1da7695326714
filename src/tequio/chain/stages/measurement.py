"""Stage 4: indicators and observations. A blank cell is a period without report, never a zero."""

from tequio.chain.context import Build, find, place_in
from tequio.chain.records import Record
from tequio.measurement.actions import record_indicators
from tequio.measurement.models import Indicator, Observation

TEXTS = ("key", "name_es", "name_en", "unit_es", "unit_en", "origin", "instrument", "vintage", "note_es", "note_en")


def measure(build: Build) -> dict[str, int]:
    for record in build.records("indicators"):
        indicator = Indicator(process=build.process, **{name: record[name] for name in TEXTS})
        place_in(build.indicators, record["key"], indicator, record)
    observations = [one for _, one in build.made("observations", lambda record: _observation(build, record))]
    if build.indicators:
        record_indicators(actor=build.actor, process=build.process, indicators=list(build.indicators.values()),
                          observations=observations)
    return {"indicators": len(build.indicators), "observations": len(observations)}


def _observation(build: Build, record: Record) -> Observation:
    indicator = find(build.indicators, record["indicator"], record, "indicator")
    territory, period = build.territory(record), record["period"]
    build.once(record, "period", period, indicator.key, territory.key, period)
    return Observation(process=build.process, indicator=indicator, territory=territory, period=period,
                       value=record["value"], note=record["note"])
