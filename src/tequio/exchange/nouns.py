"""The tables of the exchange between machines."""

from django.utils.translation import gettext_lazy as _

from tequio.exchange.models import Awaited, Conflict, Ended, Held, Machine, Renamed, Revision, Taken
from tequio.foundation.register import Ends, Table, declare_tables

TRUST = "each machine decides for itself whom it believes"


def declare_nouns() -> None:
    declare_tables(
        Table(model=Machine, stays=TRUST, leaves=False, sealed={"decided": Ends.WHOLE}),
        Table(model=Taken, label=_("paquete recibido"), stays=TRUST, leaves=False),
        Table(model=Held, label=_("fila que otra máquina tiene"), stays=TRUST, leaves=False),
        Table(model=Revision, stays="carried with its row", leaves=False),
        Table(model=Ended, stays="carried by itself", leaves=False),
        Table(model=Conflict, stays="carried as versions of its row", leaves=False, sealed={"content": Ends.WHOLE}),
        Table(model=Awaited, stays="what one machine asked of this one", leaves=False),
        Table(model=Renamed, stays="each machine comes to the same by itself", leaves=False),
    )
