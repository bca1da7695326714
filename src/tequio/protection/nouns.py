"""The tables of this room: how their rows travel, end and are handed over.

What was marked as a name, and what the team uncovered of it, leaves with no process.
"""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.register import Ends, Part, Room, Table, declare_room, declare_tables
from tequio.protection.frozen.models import Told
from tequio.protection.models import Release, Review
from tequio.protection.reading.models import Lift, Tap, TextLift, TextReading
from tequio.protection.receipts.models import Receipt, ReceiptSalt
from tequio.protection.withdrawing.models import Reissue, Revisit, Withdrawal


def declare_nouns() -> None:
    declare_room(Room(name="protection", label=_("Protección"), by_territory=True))
    declare_tables(
        Table(
            model=Review, travels=Part.WHOLE, own=("decided",), leaves=True,
            sealed={"masked": Ends.VOICE, "decided": Ends.VOICE}),
        Table(
            model=TextReading, travels=Part.WHOLE, own=("kept", "decided"), leaves=False,
            sealed={"decided": Ends.TEAM}),
        Table(model=Tap, travels=Part.WHOLE, leaves=False, sealed={"words": Ends.TEAM}),
        Table(model=Lift, travels=Part.WHOLE, leaves=False, sealed={"words": Ends.VOICE, "reason": Ends.VOICE}),
        Table(
            model=TextLift, leaves=False, sealed={"reason": Ends.TEAM},
            stays="agreed by two people of one machine, of a text known by a mark that its key made"),
        Table(model=Receipt, travels=Part.FIELD, leaves=True, counted=True),
        Table(model=ReceiptSalt, travels=Part.GROUND, leaves=True),
        Table(model=Withdrawal, travels=Part.FIELD, leaves=True),
        Table(model=Revisit, travels=Part.WHOLE, leaves=True),
        Table(model=Reissue, stays="names files of one machine", leaves=True),
        Table(
            model=Release, leaves=True, sealed={"decided": Ends.TEAM},
            stays="what was let out stands with the audit of the machine that let it out"),
        Table(model=Told, stays="what outsiders of one machine saw", leaves=False),
    )
