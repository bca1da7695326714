"""Entering indicators and what they show."""

from collections.abc import Sequence

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.measurement.models import Indicator, Observation


def record_indicators(*, actor: User, process: Process, indicators: Sequence[Indicator],
                      observations: Sequence[Observation]) -> int:
    with acting(actor, "record_indicators", on=process, process_id=process.pk) as deed:
        add(indicators)
        deed.count = add(observations)
    return len(observations)
