"""That something was taken back, what must be looked at again without it, and what must be issued again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, CodesField, PublicField
from tequio.foundation.trail.noun import Noun


class Withdrawal(Noun):
    """That something was taken back, on which day, and how far it reached. Not what it said."""

    kind = CodeField(max_length=24)
    object_id = models.UUIDField()
    day = models.DateField()
    # Counts by kind of noun: all it touched, and those that went with it.
    reach = CodesField(default=dict)
    gone = CodesField(default=dict, blank=True)
    # The uses that were narrowed; empty when all of it was taken back.
    uses = CodesField(default=list, blank=True)

    class Meta:
        verbose_name = _("retiro")


class Revisit(Noun):
    """A noun that stood on something taken back, and on other things: somebody has to look at it again without it."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="revisits")
    kind = CodeField(max_length=24)
    object_id = models.UUIDField()
    done = models.DateField(null=True, blank=True)
    by = PublicField(max_length=60, blank=True, because=PSEUDONYM)

    class Meta:
        verbose_name = _("por volver a mirar")
        constraints = [models.UniqueConstraint(fields=["withdrawal", "object_id"], name="one_revisit")]


class Reissue(Noun):
    """A file in which something taken back may stand. A published one cannot be recalled: it is to be issued again."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="reissues")
    name = PublicField(max_length=160, because="names of published files")
    day = models.DateField()
    published = models.BooleanField()
    done = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("por volver a publicar")
        ordering = ["-day", "name"]
