"""Each step of a commitment, and the evidence of what was done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class CommitmentStatus(models.TextChoices):
    AGREED = "agreed", _("acordado")
    BEGUN = "begun", _("en marcha")
    STALLED = "stalled", _("detenido")
    DELIVERED = "delivered", _("la oficina dice que cumplió")
    DROPPED = "dropped", _("abandonado")


class DeliveryStep(models.TextChoices):
    BEGIN = "begin", _("empezó")
    CHANGE = "change", _("la oficina lo cambió")
    STALL = "stall", _("se detuvo")
    DELIVER = "deliver", _("la oficina dice que cumplió")
    REOPEN = "reopen", _("se volvió a abrir")
    DROP = "drop", _("la oficina lo abandonó")


class CommitmentStep(Noun):
    """One step of a commitment. A change carries the new wording and date; the first stay with the commitment."""

    commitment = models.ForeignKey("followup.Commitment", on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=8, choices=DeliveryStep.choices)
    day = models.DateField()
    reason = SealedField()
    text = SealedField()
    due = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("paso de un compromiso")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["commitment", "number"], name="commitment_step")]


class Evidence(Noun):
    """A picture of what was done, encoded anew so that nothing but what is seen is left: JPEG in base64."""

    action = models.ForeignKey("followup.Action", on_delete=models.CASCADE, related_name="pictures")
    caption = SealedField(key_of="id")
    image = SealedField(key_of="id")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("evidencia")
