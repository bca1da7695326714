"""The tables of the record of who did what."""

from tequio.foundation.audit.models import Entry, Head, Reading
from tequio.foundation.register import Table, declare_tables

CHAIN = "one chain per machine; its signed end travels, not its entries"


def declare_nouns() -> None:
    declare_tables(
        Table(model=Entry, stays=CHAIN, leaves=True, account=True),
        Table(model=Head, stays=CHAIN, leaves=True, account=True),
        Table(model=Reading, stays="written down for today only", leaves=False),
    )
