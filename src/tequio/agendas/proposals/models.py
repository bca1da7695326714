"""The steps that people take on proposals, and what a closed round led to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Statement
from tequio.foundation.places.columns import PSEUDONYM, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class StepKind(models.TextChoices):
    WRITTEN = "written", _("la escribió")
    EDITED = "edited", _("cambió la redacción")
    MERGED = "merged", _("la hizo uniendo otras")
    SPLIT = "split", _("la hizo dividiendo otra")
    WITHDREW = "withdrew", _("la retiró")
    REFUSAL = "refusal", _("no la adoptó")
    KEPT = "kept", _("la dejó como está, con su razón")
    BACK = "back", _("deshizo el paso anterior")


class Change(Noun):
    """One step of one proposal: who took it, on which day, and why.

    A step that makes proposals stands with each of them. `counts` says that it was not taken back.
    """

    proposal = models.ForeignKey("agendas.Proposal", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=StepKind.choices)
    by = PublicField(max_length=60, because=PSEUDONYM)
    day = models.DateField()
    order = models.PositiveIntegerField()
    reason = SealedField()
    counts = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("cambio de una propuesta")
        ordering = ["order"]
        indexes = [models.Index(fields=["proposal", "order"], name="change_of_proposal")]


class Led(models.TextChoices):
    PROPOSED = "proposed", _("se hizo propuesta")
    CHANGED = "changed", _("cambió una propuesta")
    LEFT = "left", _("se dejó como desacuerdo")


class Carried(Noun):
    """What became of one statement of a closed round."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="carried")
    led = models.CharField(max_length=8, choices=Led.choices)
    by = PublicField(max_length=60, because=PSEUDONYM)
    day = models.DateField()
    reason = SealedField()

    class Meta:
        verbose_name = _("lo que salió de una afirmación")
