"""The tables of this room: how their rows travel, end and are handed over."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.register import Ends, Part, Room, Table, declare_room, declare_tables
from tequio.measurement.models import Indicator, Observation


def declare_nouns() -> None:
    declare_room(Room(name="measurement", label=_("Medición")))
    declare_tables(
        Table(model=Indicator, travels=Part.GROUND, leaves=True),
        Table(model=Observation, travels=Part.WHOLE, leaves=True, sealed={"note": Ends.TEAM}),
    )
