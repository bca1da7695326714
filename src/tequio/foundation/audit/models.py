"""Who did what, on which day: append-only, chained by hash. Never what was said."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField


class Entry(models.Model):
    """One act. `digest` covers the entry and the digest before it, so that an edit, a gap or a swap shows."""

    process_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    day = models.DateField()
    actor = PublicField(max_length=60, because=PSEUDONYM)
    verb = CodeField(max_length=40)
    kind = CodeField(max_length=40)
    object_id = models.UUIDField(default=uuid.uuid4)
    count = models.PositiveIntegerField(default=1)
    digest = CodeField(max_length=64)

    class Meta:
        verbose_name = _("asiento")
        ordering = ["process_id", "sequence"]
        constraints = [models.UniqueConstraint(fields=["process_id", "sequence"], name="audit_sequence")]


class Head(models.Model):
    """The end of a process's chain; locking this row serialises appends on PostgreSQL."""

    process_id = models.UUIDField(primary_key=True)
    sequence = models.PositiveIntegerField(default=0)
    digest = CodeField(max_length=64, default="0" * 64)
    # Made by the installation whose public key is `signer`; hexadecimal.
    signature = CodeField(max_length=128, blank=True)
    signer = CodeField(max_length=64, blank=True)


class Reading(models.Model):
    """How many voices an account opened today. Rows of earlier days go when a new one comes."""

    process_id = models.UUIDField()
    actor = PublicField(max_length=60, because=PSEUDONYM)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    told = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process_id", "actor", "day"], name="one_reading_a_day")]
