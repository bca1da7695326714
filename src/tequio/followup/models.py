"""What institutions answered, what was agreed, what was done, and what the community says became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Item
from tequio.followup.delivery.models import CommitmentStatus, CommitmentStep, DeliveryStep, Evidence
from tequio.followup.interventions.models import GroupEffect, Intervention, Said, Sighting
from tequio.followup.requests.models import Agreed, Closure, Meeting, Offer, Request, RequestStatus, RequestStep
from tequio.followup.verdicts.models import CommunityVerdict, GroupVerdict
from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Group, Institution
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField

__all__ = [
    "Action", "Agreed", "Closure", "Commitment", "CommitmentStatus", "CommitmentStep", "CommunityVerdict",
    "DeliveryStep", "Evidence", "GroupEffect", "GroupVerdict", "Intervention", "Meeting", "Offer", "OfficialStatus",
    "Request", "RequestStatus", "RequestStep", "Response", "ResponseKind", "Said", "Sighting", "Verdict",
]


class ResponseKind(models.TextChoices):
    ACCEPTS = "accepts", _("acepta")
    CHANGED = "changed", _("acepta con cambios")
    PARTLY = "partly", _("acepta en parte")
    REJECTS = "rejects", _("rechaza")
    SILENT = "silent", _("sin respuesta")


class Response(Noun):
    """The answer of an institution to an item, or its silence since the day it was asked."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="responses")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="responses")
    request = models.ForeignKey(Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="responses")
    key = CodeField(max_length=80)
    kind = models.CharField(max_length=8, choices=ResponseKind.choices)
    day = models.DateField(null=True, blank=True)
    text = SealedField()

    class Meta:
        verbose_name = _("respuesta")
        ordering = ["day", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="response_key")]


class Commitment(Noun):
    """What was agreed, by when, and who signed (kinds of bodies, not people)."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="commitments")
    key = CodeField(max_length=80)
    text = SealedField()
    due = models.DateField(null=True, blank=True)
    signatories = SealedField()  # one a line
    status = models.CharField(max_length=9, choices=CommitmentStatus.choices, default=CommitmentStatus.AGREED)
    place = SealedField()
    money = SealedField()
    # How anybody will know that it was done.
    proof = SealedField()
    # The safeguards of its proposal, one a line: without them it is not what was asked.
    conditions = SealedField()

    class Meta:
        verbose_name = _("compromiso")
        ordering = ["due", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="commitment_key")]

    @property
    def signed_by(self) -> list[str]:
        return str(self.signatories).splitlines()


class Action(Noun):
    """Something done for a commitment, and where it can be seen."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="actions")
    key = CodeField(max_length=80)
    day = models.DateField(null=True, blank=True)
    text = SealedField()
    evidence = SealedField()

    class Meta:
        verbose_name = _("acción")
        ordering = ["day", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="action_key")]


class OfficialStatus(models.TextChoices):
    DONE = "done", _("cumplido")
    ONGOING = "ongoing", _("en proceso")
    STALLED = "stalled", _("sin avance")
    UNREPORTED = "unreported", _("sin informe")


class Verdict(Noun):
    """Official status and community verdict of one item in one wave: two columns for ever, never one score."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="verdicts")
    wave = models.PositiveSmallIntegerField()
    official = models.CharField(max_length=10, choices=OfficialStatus.choices)
    # Where the official status was read, and on which day.
    source = SealedField()
    official_day = models.DateField(null=True, blank=True)
    community = models.CharField(max_length=8, choices=CommunityVerdict.choices)
    reason = SealedField()
    groups = models.ManyToManyField(Group, blank=True)

    class Meta:
        verbose_name = _("veredicto")
        ordering = ["wave"]
        constraints = [models.UniqueConstraint(fields=["item", "wave"], name="one_verdict")]
