"""What outsiders were told of each count, so that it stands still until enough came in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Process


class Told(models.Model):
    """One count as it is held for outsiders, and the day it was last moved on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    # Which count it is: a digest, for it may hold names of accounts.
    about = CodeField(max_length=32)
    held = models.PositiveIntegerField()
    day = models.DateField()

    class Meta:
        verbose_name = _("cuenta para fuera")
        constraints = [models.UniqueConstraint(fields=["process", "about"], name="told_once")]
