"""Statements weighed in rounds. A ballot has no voter, no time and no order; it is never a node of the trail."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.deliberation.room.models import CardCount, Outcome, Room, RoomStatus, RoomWords
from tequio.deliberation.rounds.models import Invitation, Phase, Reason, Sitting, Way
from tequio.foundation.places.columns import CodeField, PublicField, PublicJSON, SlugField
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField

# Those of sittings, invitations and rooms live in folders of their own; Django looks for them here.
__all__ = [
    "Answer", "Ballot", "CardCount", "Invitation", "Moment", "Outcome", "Phase", "Position", "Reason", "Room",
    "RoomStatus", "RoomWords", "Round", "RoundStatus", "Sitting", "Statement", "Vote", "Way",
]


class Answer(models.TextChoices):
    """«Does it reproduce violence?»: asked of every statement and proposal."""

    NO = "no", _("no")
    RISK = "risk", _("hay riesgo")
    YES = "yes", _("sí: no se adopta")


class RoundStatus(models.TextChoices):
    OPEN = "open", _("abierta")
    CLOSED = "closed", _("cerrada")


class Round(Noun):
    """One deliberation, held in one sitting or in many: people talk, vote, look together, talk and vote again."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="rounds")
    key = SlugField(max_length=80)
    title = PublicField(max_length=200, because="the team's heading, shown to everybody who votes")
    question = PublicField(max_length=300, blank=True, because="asked of everybody who votes")
    how = PublicField(max_length=120, blank=True, because="how a round was held, printed in its report")
    status = models.CharField(max_length=8, choices=RoundStatus.choices, default=RoundStatus.OPEN)
    # Ballots given online are reported apart unless the team says otherwise, in the open.
    pools_online = models.BooleanField(default=False)
    # Numbers and keys, and the titles of its rooms.
    result = PublicJSON(null=True, blank=True, because="what a round found is printed in its report")

    class Meta:
        verbose_name = _("ronda")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="round_key")]


class Statement(Noun):
    """A sentence that can be agreed or disagreed with."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="statements")
    key = CodeField(max_length=80)
    text = SealedField()
    reproduces_violence = models.CharField(max_length=4, choices=Answer.choices, blank=True)
    # Of what carries a risk or is refused: what feeds it, and what answers it.
    feeds = SealedField()
    reply = SealedField()

    class Meta:
        verbose_name = _("afirmación")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="statement_key")]


class Moment(models.IntegerChoices):
    FIRST = 1, _("primer voto")
    SECOND = 2, _("segundo voto")


class Ballot(models.Model):
    """What one slip of paper or one phone answered. The random UUID is drawn for the ballot and for nothing else.

    A ballot of the second vote may name the ballot of the same slip in the first: changes are counted, never shown
    one by one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, blank=True, related_name="ballots")
    moment = models.PositiveSmallIntegerField(choices=Moment.choices, default=Moment.FIRST)
    earlier = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="later")

    class Meta:
        verbose_name = _("boleta")
        ordering = ["id"]


class Position(models.IntegerChoices):
    DISAGREE = -1, _("en desacuerdo")
    PASS = 0, _("paso")
    AGREE = 1, _("de acuerdo")
    NOT_SAID = 2, _("prefiero no decir")


class Vote(models.Model):
    """One answer of one ballot to one statement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    position = models.SmallIntegerField(choices=Position.choices)

    class Meta:
        verbose_name = _("voto")
        constraints = [models.UniqueConstraint(fields=["ballot", "statement"], name="one_vote")]
