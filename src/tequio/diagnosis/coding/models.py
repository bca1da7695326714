"""What one coder has of one voice, and what that coder did to it step by step."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.listening.models import Voice


class Sheet(Noun):
    """One voice as one coder works on it. Its revision grows with each step, so that two windows never overwrite."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="sheets")
    coder = CodeField(max_length=60)
    revision = models.PositiveIntegerField(default=0)
    done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("hoja de codificación")
        constraints = [models.UniqueConstraint(fields=["voice", "coder"], name="one_sheet")]


class Step(Noun):
    """One thing a coder did, with the rows before and after: enough to undo it and to do it again."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="steps")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    undone = models.BooleanField(default=False)
    # Rows before and after as JSON; they hold quotes and memos.
    changes = SealedField(key_of="voice_id")

    class Meta:
        verbose_name = _("paso de codificación")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="one_step")]
