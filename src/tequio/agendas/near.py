"""Which neighbourhoods stand beside a request: all of them inside the team, those of many voices outside."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.foundation.places.models import Level, Territory


@dataclass(frozen=True)
class Near:
    """How many voices of an agenda each place has; outside the team a place of fewer than `fewest` is not told."""

    voices_in: Counter[UUID] = field(default_factory=Counter)
    fewest: int = 0

    def named(self, places: Iterable[Territory]) -> str:
        """The neighbourhoods among the places of the voices behind one item."""
        every: Collection[Territory] = {place.pk: place for place in places}.values()
        near = [place for place in every if place.level == Level.NEIGHBOURHOOD]
        told = sorted(str(place) for place in near if self.voices_in[place.pk] >= self.fewest)
        told += [_("lugares con pocas voces")] if len(told) < len(near) else []
        return ", ".join([*told, _("sin lugar anotado")] if near and len(near) < len(every) else told)
