"""What a machine knows of other machines, of the history of its rows, and of versions that nobody has chosen yet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, CodesField, PublicField
from tequio.foundation.places.models import Process
from tequio.foundation.vault.fields import SealedField, SealedQuerySet
from tequio.foundation.vault.statements import Attested, DecidedField


class Machine(Attested):
    """Another machine of the process, as its card says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    # Drawn from its keys: the same everywhere, and nobody's.
    name = PublicField(max_length=80, because="what the team calls a machine")
    recipient = CodeField(max_length=80)
    signer = CodeField(max_length=64)
    trusted = models.BooleanField(default=False)
    # Empty: everything. Otherwise what it was lent: {"territories": [UUID], "words": bool}.
    limits = CodesField(null=True, blank=True)
    # This machine was lent by that one, and sends it only what the field brings.
    lender = models.BooleanField(default=False)
    # The end of its audit when it was last heard of.
    audit_sequence = models.PositiveIntegerField(default=0)
    audit_digest = CodeField(max_length=64, blank=True)
    # What was decided here of that one: bundles are sealed to the recipient and believed by the signer of this row.
    decided = DecidedField()

    objects = SealedQuerySet.as_manager()

    COVERED = ("name", "recipient", "signer", "trusted", "limits", "lender")
    COUNTED = False

    class Meta:
        verbose_name = _("máquina")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["process", "signer"], name="one_card_a_machine")]


class Taken(models.Model):
    """A bundle that was taken from a machine, which is told so with the next one."""

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="taken")
    bundle = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "bundle"], name="taken_once")]


class Held(models.Model):
    """A row as a machine is known to have it, or (with a bundle) will have it once it takes that bundle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="held")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()
    mark = CodeField(max_length=32)
    bundle = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "kind", "row_id", "bundle"], name="held_once",
                                               nulls_distinct=False)]


class Revision(models.Model):
    """One version of one row. Its name says nothing about the words; `seen` is keyed by what seals them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()
    name = CodeField(max_length=32)
    parents = CodesField(default=list, blank=True)
    gone = models.BooleanField(default=False)
    # Of the version that stands in the row's own table: tells whether somebody changed it since.
    seen = CodeField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("versión")
        constraints = [models.UniqueConstraint(fields=["process", "kind", "row_id", "name"], name="one_revision")]


class Ended(models.Model):
    """A row that may never come back, on any machine: taken back, or destroyed on its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()

    class Meta:
        verbose_name = _("fin")
        constraints = [models.UniqueConstraint(fields=["process", "kind", "row_id"], name="ended_once")]


class Why(models.TextChoices):
    """Why a version does not stand in the row's own table."""

    OTHER = "other", _("se cambió en dos máquinas")
    CLASH = "clash", _("otro ocupa su lugar")
    WAITING = "waiting", _("falta aquello de lo que depende")


class Conflict(models.Model):
    """A version kept beside the one that is shown, until a person chooses. Equal ones are kept and not asked about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()
    revision = CodeField(max_length=32)
    why = models.CharField(max_length=8, choices=Why.choices)
    # Only the others are asked about.
    same = models.BooleanField(default=False)
    # The row whose data key seals it, so that taking that back takes this back as well.
    key_id = models.UUIDField(null=True, blank=True)
    content = SealedField(key_of="key_id", keeps_key=False)

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("por decidir")
        constraints = [models.UniqueConstraint(fields=["process", "kind", "row_id", "revision"], name="one_conflict")]


class Wish(models.TextChoices):
    """What a machine lent to the field wants gone here."""

    WITHDRAWN = "withdrawn", _("lo retiraron")
    ENDED = "ended", _("lo destruyeron")
    DELETED = "deleted", _("lo borraron")


class Awaited(models.Model):
    """Something here that a machine lent to the field wants gone. It stays until a person of this machine decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()
    wish = models.CharField(max_length=10, choices=Wish.choices)
    # The uses that were taken back; empty when all of it was.
    uses = CodesField(default=list, blank=True)

    class Meta:
        verbose_name = _("retiro que espera")
        constraints = [models.UniqueConstraint(fields=["machine", "kind", "row_id", "wish", "uses"],
                                               name="awaited_once")]


class Renamed(models.Model):
    """A row whose key another row has, too: it is shown under a key that tells them apart, everywhere the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    kind = CodeField(max_length=60)
    row_id = models.UUIDField()
    column = CodeField(max_length=60)
    said = CodeField(max_length=200)
    shown = CodeField(max_length=200)

    class Meta:
        verbose_name = _("con otra clave")
        constraints = [models.UniqueConstraint(fields=["process", "kind", "row_id", "column"], name="renamed_once")]
