"""Slips of paper as the system knows them: a short number, a hash, and what they cover once that was entered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Encounter, Voice


class Covers(models.TextChoices):
    NOTHING = "", _("nada todavía")
    VOICE = "voice", _("una voz")
    ENCOUNTER = "encounter", _("un encuentro")


class Unbound(models.TextChoices):
    """Why a slip no longer covers what was entered for it."""

    WRONG_VOICE = "wrong_voice", _("se anotó en otra voz o en otro encuentro")
    MISREAD = "misread", _("se leyó mal el número")
    NOT_GIVEN = "not_given", _("el papel no se entregó a nadie")


class Receipt(Noun):
    """One slip. Of its six words there is a hash only; what is on the paper is nowhere else."""

    # On the stub that stays with the card, never on the part that is given away.
    number = CodeField(max_length=8)
    digest = CodeField(max_length=64, unique=True)
    covers = models.CharField(max_length=10, choices=Covers.choices, blank=True)
    voice = models.ForeignKey(Voice, on_delete=models.SET_NULL, null=True, blank=True, related_name="receipts")
    encounter = models.ForeignKey(Encounter, on_delete=models.SET_NULL, null=True, blank=True, related_name="receipts")
    # What it covered was taken back: the paper still says so to whoever holds it.
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("recibo")
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="receipt_number"),
            models.CheckConstraint(condition=models.Q(voice=None) | models.Q(encounter=None), name="covers_one_thing"),
        ]


class ReceiptSalt(Noun):
    """The salt of the installation's hashes, kept with each process so that receipts outlive a move to another machine.

    All processes of one installation share one: a try costs one hash, however many receipts there are.
    """

    salt = CodeField(max_length=32)

    class Meta:
        verbose_name = _("sal de los recibos")
        constraints = [models.UniqueConstraint(fields=["process"], name="one_salt")]
