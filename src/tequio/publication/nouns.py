"""The tables of this room: how their rows travel, end and are handed over."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.register import Ends, Room, Table, declare_room, declare_tables
from tequio.publication.models import Edition
from tequio.publication.outgoing.models import Signing


def declare_nouns() -> None:
    seen = "what outsiders of one machine saw"
    declare_room(Room(name="publication", label=_("Documentos")))
    declare_tables(
        Table(model=Edition, label=_("archivo publicado"), stays=seen, leaves=True),
        Table(model=Signing, stays=seen, leaves=False, sealed={"decided": Ends.TEAM}),
    )
