"""The tables of the record of who did what."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.audit.models import Entry, Head, Reading
from tequio.foundation.register import Table, declare_tables

CHAIN = "one chain per machine; its signed end travels, not its entries"


def declare_nouns() -> None:
    declare_tables(
        Table(model=Entry, stays=CHAIN, leaves=True, account=True),
        Table(model=Head, label=_("final del registro"), stays=CHAIN, leaves=True, account=True),
        Table(model=Reading, label=_("voces abiertas en un día"), stays="written down for today only", leaves=False),
    )
