"""What is kept of phones: who may send, sealed letters that arrived, recordings whose labels were left behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, CodesField
from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField

SHA512_HEX = 128


class Phone(Noun):
    """One phone may send to one encounter until a day. The reader of its letters is derived from its own data key:
    destroying that key ends every copy of them, on the phone, in files and in backups."""

    encounter = models.ForeignKey("listening.Encounter", on_delete=models.CASCADE, related_name="phones")
    # How letters and files name it: made from the link's token, and the same for ever.
    name = CodeField(max_length=16, unique=True)
    # Of the token only this is kept. The link's token is good until a phone opens it and makes a fresh one.
    digest = CodeField(max_length=SHA512_HEX, unique=True)
    # Made from the same secret as the token, so that the phone can check who answers; it opens nothing.
    receipt_key = models.BinaryField()
    # What the phone that opened the link added to it; whoever finds the link later lacks it.
    opened = models.BinaryField(default=b"")
    ends = models.DateField()
    revoked = models.BooleanField(default=False)
    audio = models.BooleanField(default=False)
    # Keys of groups, in the order of the numbers that the phone shows.
    groups = CodesField(default=list)
    label = SealedField(key_of="id")

    class Meta:
        verbose_name = _("teléfono invitado")
        ordering = ["ends", "id"]


class LetterState(models.TextChoices):
    WAITING = "waiting", _("por revisar")
    TAKEN = "taken", _("aceptada")
    DISCARDED = "discarded", _("descartada")


class Letter(Noun):
    """A sealed letter as it came: no time, no address, not even of what kind it is. Once it was accepted or discarded
    only its number and its fingerprint stay, so that sending it again makes nothing twice."""

    phone = models.ForeignKey(Phone, on_delete=models.CASCADE, related_name="letters")
    # Made on the phone.
    item = models.UUIDField()
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()
    fingerprint = CodeField(max_length=SHA512_HEX)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)

    class Meta:
        verbose_name = _("carta de un teléfono")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["phone", "item"], name="one_letter")]


class Audio(Noun):
    """Something said aloud. `sound` is Ogg Opus in base64, written here from its packets alone."""

    encounter = models.ForeignKey("listening.Encounter", on_delete=models.CASCADE, related_name="recordings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    caption = SealedField(key_of="id")
    sound = SealedField(key_of="id")
    seconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("grabación")
