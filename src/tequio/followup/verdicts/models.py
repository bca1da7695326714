"""What one group said of one point in one wave."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class CommunityVerdict(models.TextChoices):
    BETTER = "better", _("mejoró")
    SAME = "same", _("sigue igual")
    WORSE = "worse", _("empeoró")
    UNKNOWN = "unknown", _("no se sabe")
    SPLIT = "split", _("distinto según el grupo")


class Asking(models.TextChoices):
    MEETING = "meeting", _("en una reunión del grupo")
    CARDS = "cards", _("con tarjetas en la sala")
    PHONES = "phones", _("con teléfonos en la sala")
    PAPER = "paper", _("en hojas de papel")


class But(models.TextChoices):
    LATE = "late", _("se hizo fuera de plazo")
    BUT = "but", _("se hizo, pero…")
    INHERITED = "inherited", _("lo empezó un gobierno anterior")


class GroupVerdict(Noun):
    """One group, one point, one wave. What a group says again stands after what it said; nothing is written over."""

    verdict = models.ForeignKey("followup.Verdict", on_delete=models.CASCADE, related_name="said")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    community = models.CharField(max_length=8, choices=CommunityVerdict.choices)
    asking = models.CharField(max_length=7, choices=Asking.choices)
    people = models.PositiveSmallIntegerField()
    day = models.DateField()
    but = models.CharField(max_length=9, choices=But.choices, blank=True)
    reason = SealedField()
    # The version of the rubric that was read out.
    rubric = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("veredicto de un grupo")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["verdict", "group", "number"], name="group_verdict")]
