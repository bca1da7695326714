"""Sittings of a round, the reasons given in them, and the slips that invite to one online."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, PublicField
from tequio.foundation.places.keys import KeyField
from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Encounter, Voice


class Way(models.TextChoices):
    ROOM = "room", _("en persona")
    ONLINE = "online", _("en línea")


class Phase(models.TextChoices):
    """The steps of a sitting, in their order. Online there is only the vote."""

    TALK = "talk", _("leer en voz alta y conversar en corto")
    VOTE = "vote", _("primer voto, en privado")
    LOOK = "look", _("mirar juntas y juntos lo que salió")
    TALK_AGAIN = "talk_again", _("volver a conversar")
    VOTE_AGAIN = "vote_again", _("segundo voto")
    DONE = "done", _("terminada")


class Sitting(Noun):
    """One room, or one online vote, of a round. Several sittings add up to one deliberation."""

    round = models.ForeignKey("deliberation.Round", on_delete=models.CASCADE, related_name="sittings")
    # Reasons are voices, and voices belong to an encounter; a room without one keeps no reasons.
    encounter = models.ForeignKey(Encounter, on_delete=models.SET_NULL, null=True, blank=True, related_name="sittings")
    key = KeyField(max_length=80)
    title = PublicField(max_length=120, because="the team's heading, shown to everybody who votes")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.ROOM)
    phase = models.CharField(max_length=12, choices=Phase.choices, default=Phase.TALK)
    # The last day on which an online vote takes answers; never an hour.
    closes_on = models.DateField(null=True, blank=True)
    # The statements of an online vote, sealed for whoever holds a slip: the vault may be closed meanwhile.
    wording = models.BinaryField(blank=True, default=b"")

    class Meta:
        verbose_name = _("reunión de una ronda")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="sitting_key")]


class Reason(Noun):
    """Why somebody answered as they did: a voice like any other, joined to the statement and never to a ballot."""

    statement = models.ForeignKey("deliberation.Statement", on_delete=models.CASCADE, related_name="reasons")
    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="reason_for")
    # One of `Position`: what the reason argues for.
    side = models.SmallIntegerField()

    class Meta:
        verbose_name = _("razón")


class Invitation(Noun):
    """A slip handed out through a group. Of its words there is a keyed hash; no row says which ballot it led to."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="invitations")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    digest = CodeField(max_length=64, unique=True)
    # The key of the sitting's wording, sealed under the words of the slip.
    opens = models.BinaryField()

    class Meta:
        verbose_name = _("invitación")
