"""Earlier wordings of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class FindingVersion(Noun):
    """A finding as it was written before somebody wrote it anew."""

    finding = models.ForeignKey("diagnosis.Finding", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    by = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    claim = SealedField()
    limits = SealedField()

    class Meta:
        verbose_name = _("versión de un hallazgo")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["finding", "number"], name="one_finding_version")]
