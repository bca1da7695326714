"""The tables of this room: what each is called, how the team sees one, how its rows travel and end.

Slips, phones and rooms that would open a way in leave with no process.
"""

from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Ballot, Round, Statement, Urn, Vote
from tequio.deliberation.room.models import CardCount, RoomWords
from tequio.deliberation.room.models import Room as Hall
from tequio.deliberation.rounds.models import Invitation, Reason, Sitting
from tequio.foundation.register import Ends, Part, Room, Table, declare_room, declare_tables
from tequio.foundation.trail.noun import TrailNoun, Withdrawing


def declare_nouns() -> None:
    declare_room(Room(name="deliberation", label=_("Deliberación")))
    declare_tables(*_rounds(), *_halls())


def _rounds() -> tuple[Table, ...]:
    return (
        TrailNoun(
            model=Statement, label=_("afirmación"), plural=_("afirmaciones"), step=5,
            title=lambda row: row.text, words=("text",), withdraw=Withdrawing.REVIEW, emptied=_emptied,
            travels=Part.FIELD, leaves=True, counted=True,
            sealed={"text": Ends.NOUN, "feeds": Ends.NOUN, "reply": Ends.NOUN}),
        Table(
            model=Round, travels=Part.FIELD, leaves=True, counted=True, sealed={"outcome": Ends.TEAM},
            columns={"question": _("Pregunta")}),
        Table(model=Sitting, travels=Part.FIELD, waits_for_round=True, leaves=True, closed={"wording": Ends.NOUN}),
        Table(model=Reason, travels=Part.FIELD, leaves=True),
        Table(model=Ballot, travels=Part.FIELD, waits_for_round=True, leaves=True),
        Table(model=Vote, travels=Part.FIELD, waits_for_round=True, leaves=True),
        Table(model=Urn, travels=Part.FIELD, waits_for_round=True, leaves=True, sealed={"ballots": Ends.TEAM}),
        Table(
            model=Invitation, leaves=False, closed={"opens": Ends.NOUN},
            stays="opens one sitting, for one phone, on the machine that holds it"),
    )


def _halls() -> tuple[Table, ...]:
    secrets = "its secrets open one sitting on the machine that holds it, and go when it closes"
    return (
        Table(model=Hall, stays=secrets, leaves=False, sealed={"secrets": Ends.ENCOUNTER}),
        Table(model=CardCount, travels=Part.FIELD, waits_for_round=True, leaves=True),
        Table(
            model=RoomWords, leaves=False, sealed={"words": Ends.ENCOUNTER, "masked": Ends.ENCOUNTER},
            stays=f"{secrets}; what two people let pass travels as a statement"),
    )


def _emptied(row: Statement, instead: str) -> None:
    """Its votes stay; the sentence they answered does not."""
    row.text = instead
