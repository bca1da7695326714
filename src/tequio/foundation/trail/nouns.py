"""The table of what gave rise to what."""

from tequio.foundation.register import Part, Table, declare_tables
from tequio.foundation.trail.models import Edge


def declare_nouns() -> None:
    declare_tables(Table(model=Edge, travels=Part.FIELD, leaves=True))
