"""Writing down an intervention, what was found of it in a place, and what it does to a group."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tequio.followup.interventions.models import (
    Effect,
    Element,
    Found,
    GroupEffect,
    Intervention,
    Observer,
    Said,
    Sighting,
)
from tequio.followup.keys import next_key
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Institution, Territory
from tequio.foundation.places.tree import whole_of
from tequio.foundation.trail.actions import add, check_process


@dataclass(frozen=True)
class Described:
    """What an intervention is and says of itself; `table` are those who sat at the table when it was designed."""

    name: str
    first: datetime.date | None
    last: datetime.date | None
    designed: str
    table: frozenset[str]
    says: Mapping[str, str]


def record_intervention(*, actor: User, institution: Institution, territory: Territory,
                        described: Described) -> Intervention:
    """A programme or operation in a place and all within it. Raises TQ-568 without a name, TQ-589, TQ-768."""
    row = Intervention(
        process_id=territory.process_id, institution=institution, territory=territory, name=described.name.strip(),
        first=described.first, last=described.last, designed=described.designed.strip(),
        victims="victims" in described.table, women="women" in described.table, young="young" in described.table)
    with acting(actor, "record_intervention", on=row, process_id=territory.process_id, territory_id=territory.pk):
        check_process(territory.process_id, [institution])
        if not row.name:
            raise TequioError("TQ-568")
        if (row.first and row.last and row.last < row.first) or set(described.says) - set(Element.values):
            raise TequioError("TQ-589")
        row.key = next_key(Intervention, row.process_id, institution.key)
        add([row])
        add([Said(process_id=row.process_id, intervention=row, element=element, text=text.strip())
             for element, text in described.says.items() if text.strip()])
    return row


def record_sighting(*, actor: User, intervention: Intervention, territory: Territory, element: str, found: str,
                    observer: str, day: datetime.date, evidence: str) -> Sighting:
    """What was found of one element in one place. Raises TQ-567, TQ-568 without evidence, TQ-589, TQ-590, TQ-768."""
    row = Sighting(process_id=intervention.process_id, intervention=intervention, territory=territory,
                   element=element, found=found, observer=observer, day=day, evidence=evidence.strip())
    with acting(actor, "record_sighting", on=row, process_id=intervention.process_id, territory_id=territory.pk):
        if element not in Element.values or found not in Found.values or observer not in Observer.values:
            raise TequioError("TQ-589")
        _check(intervention, territory, day, evidence)
        add([row])
    return row


def record_effect(*, actor: User, intervention: Intervention, territory: Territory, group: Group, effect: str,
                  observer: str, day: datetime.date, reason: str) -> GroupEffect:
    """What an intervention does to a group in a place, and why they say so. Raises as `record_sighting` does."""
    row = GroupEffect(process_id=intervention.process_id, intervention=intervention, territory=territory, group=group,
                      effect=effect, observer=observer, day=day, reason=reason.strip())
    with acting(actor, "record_effect", on=row, process_id=intervention.process_id, territory_id=territory.pk):
        check_process(intervention.process_id, [group])
        if effect not in Effect.values or observer not in Observer.values:
            raise TequioError("TQ-589")
        _check(intervention, territory, day, reason)
        add([row])
    return row


def _check(intervention: Intervention, territory: Territory, day: datetime.date, why: str) -> None:
    check_process(intervention.process_id, [territory])
    if territory.pk not in whole_of(intervention.process_id, [intervention.territory_id]):
        raise TequioError("TQ-590")
    if day > today():
        raise TequioError("TQ-567")
    if not why.strip():
        raise TequioError("TQ-568")
