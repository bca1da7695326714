"""What protects a voice before anything of it leaves: two-person review, withdrawal, releases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.statements import Attested, DecidedField
from tequio.listening.models import Voice
from tequio.protection.frozen.models import Told
from tequio.protection.reading.models import Lift, RefusalReason, ReviewStatus, Tap, TapLabel, TextLift, TextReading
from tequio.protection.receipts.models import Covers, Receipt, ReceiptSalt
from tequio.protection.withdrawing.models import Reissue, Revisit, Withdrawal

# Those of reading, receipts and withdrawing live in folders of their own; Django looks for them here.
__all__ = [
    "Covers", "Lift", "Receipt", "ReceiptSalt", "RefusalReason", "Reissue", "Release", "Review", "ReviewStatus",
    "Revisit", "Tap", "TapLabel", "TextLift", "TextReading", "Told", "Withdrawal",
]


class Review(Attested, Noun):
    """The masked text of a voice and the two different people who read it."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="review")
    masked = SealedField(key_of="voice_id")
    masked_spans = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.MACHINE)
    first_reviewer = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    second_reviewer = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    refused_because = models.CharField(max_length=10, choices=RefusalReason.choices, blank=True)
    decided = DecidedField(key_of="voice_id")

    COVERED = ("voice_id", "status", "first_reviewer", "second_reviewer", "refused_because")

    class Meta:
        verbose_name = _("revisión")
        constraints = [models.CheckConstraint(
            condition=models.Q(second_reviewer="") | ~models.Q(second_reviewer=models.F("first_reviewer")),
            name="two_different_people")]


class Release(Attested, Noun):
    """A publication that two different people let through the gate."""

    day = models.DateField()
    title = PublicField(max_length=200, because="the name of a published document")
    first_approval = PublicField(max_length=60, because=PSEUDONYM)
    second_approval = PublicField(max_length=60, because=PSEUDONYM)
    audit_head = CodeField(max_length=64)
    decided = DecidedField()

    COVERED = ("title", "first_approval", "second_approval", "audit_head")
    COUNTED = False

    class Meta:
        verbose_name = _("publicación")
        constraints = [models.CheckConstraint(
            condition=~models.Q(second_approval=models.F("first_approval")), name="release_by_two")]
