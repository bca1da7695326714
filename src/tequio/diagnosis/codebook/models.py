"""What was done to the codebook, by whom, why, and how much was coded with the entry at that time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class CodeAct(models.TextChoices):
    ADDED = "added", _("se agregó")
    CHANGED = "changed", _("se cambió")
    SPLIT = "split", _("se dividió")
    MERGED = "merged", _("se juntó con otro")
    CLOSED = "closed", _("se cerró")
    OPENED = "opened", _("se abrió otra vez")


class CodeChange(Noun):
    """One change of one entry. The versions of the codebook are these in their order."""

    everywhere = True

    number = models.PositiveIntegerField()
    code = models.ForeignKey("diagnosis.Code", on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=8, choices=CodeAct.choices)
    into = models.ForeignKey("diagnosis.Code", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = PublicField(max_length=60, because=PSEUDONYM)
    why = SealedField()
    # What the entry said before, so that an old coding can be read as it was meant.
    before = SealedField()
    below = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("cambio del libro de códigos")
        ordering = ["number"]
