"""How long something is kept: the day on which it is really destroyed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Process


class Retention(models.Model):
    """`what` is a kind of noun, `documents` or `process`; `done` is the day on which it was purged."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="retentions")
    what = CodeField(max_length=24)
    due = models.DateField()
    done = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("plazo de conservación")
        ordering = ["due", "what"]
        constraints = [models.UniqueConstraint(fields=["process", "what"], name="one_due_day")]
