"""Who did what, on which day: append-only, chained by hash. Never what was said."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act. `digest` covers the entry and the digest before it, so that an edit, a gap or a swap shows."""

    process_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    day = models.DateField()
    actor = models.CharField(max_length=60)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField(default=uuid.uuid4)
    count = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("asiento")
        ordering = ["process_id", "sequence"]
        constraints = [models.UniqueConstraint(fields=["process_id", "sequence"], name="audit_sequence")]


class Head(models.Model):
    """The end of a process's chain; locking this row serialises appends on PostgreSQL."""

    process_id = models.UUIDField(primary_key=True)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
