"""What the database of the process keeps of a room: its secrets while it is open, cards that were counted, words."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.deliberation.rounds.models import Sitting
from tequio.foundation.places.columns import PSEUDONYM, CodeField, CodesField, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.protection.reading.models import RefusalReason


class RoomStatus(models.TextChoices):
    OPEN = "open", _("abierta")
    CLOSED = "closed", _("cerrada")


class Room(Noun):
    """A sitting with slips. Its secrets have a data key of their own, destroyed when it closes."""

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="room")
    status = models.CharField(max_length=8, choices=RoomStatus.choices, default=RoomStatus.OPEN)
    phones = models.BooleanField(default=False)
    address = CodeField(max_length=80, default="127.0.0.1")
    port = models.PositiveIntegerField(default=8360)
    secrets = SealedField(key_of="id")
    # What the evening amounts to, once it is closed: slips, ballots, silences.
    account = CodesField(null=True, blank=True)

    class Meta:
        verbose_name = _("sala")


class CardCount(models.Model):
    """Cards raised for one statement, as they were counted. No ballots stand behind them, so they make no groups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="card_counts")
    statement = models.ForeignKey("deliberation.Statement", on_delete=models.CASCADE, related_name="card_counts")
    # One of `Moment`.
    moment = models.PositiveSmallIntegerField(default=1)
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    not_said = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tarjetas contadas")
        constraints = [models.UniqueConstraint(fields=["sitting", "statement", "moment"], name="one_count")]


class Outcome(models.TextChoices):
    WAITING = "waiting", _("nadie la ha leído")
    FIRST = "first", _("la leyó una persona")
    SHOWN = "shown", _("se muestra")
    JOINED = "joined", _("se unió a otra")
    REFUSED = "refused", _("no se muestra")


class RoomWords(Noun):
    """What somebody in the room wrote. The ticket is known to their phone alone, and leads to no ballot."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="words")
    words = SealedField()
    masked = SealedField()
    ticket = CodeField(max_length=16)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    because = models.CharField(max_length=10, choices=RefusalReason.choices, blank=True)
    first_reader = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    second_reader = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    statement = models.ForeignKey("deliberation.Statement", on_delete=models.SET_NULL, null=True, blank=True,
                                  related_name="+")

    class Meta:
        verbose_name = _("frase escrita en la sala")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["room", "ticket"], name="one_ticket"),
            models.CheckConstraint(condition=models.Q(second_reader="")
                                   | ~models.Q(second_reader=models.F("first_reader")), name="words_read_by_two"),
        ]
