"""A file that somebody handed in, and the marks by which what came in with it is known again."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class FileKind(models.TextChoices):
    KOBO = "kobo", _("formulario de KoboToolbox")
    ODK = "odk", _("formulario de ODK Central")
    SURVEY = "survey", _("tabla de encuesta")
    TRANSCRIPT = "transcript", _("transcripción")
    AGENDA_LIST = "agenda_list", _("agenda que ya existe")


class Delivery(Noun):
    """One file handed in through the pages.

    Until it is confirmed its bytes wait here under a key of their own; afterwards bytes and key are gone, and its
    number, day and counts stay. What the file was called can name somebody, so it is sealed, too.
    """

    number = models.PositiveIntegerField()
    day = models.DateField()
    by = PublicField(max_length=60, because=PSEUDONYM)
    kind = models.CharField(max_length=12, choices=FileKind.choices)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    encounter = models.ForeignKey("listening.Encounter", on_delete=models.CASCADE, null=True, blank=True,
                                  related_name="deliveries")
    name = SealedField()
    # Base64, since a sealed column holds text. `beside` is the dictionary that came with a survey.
    data = SealedField(key_of="id")
    beside = SealedField(key_of="id")
    beside_name = SealedField(key_of="id")
    # Which question is what, as JSON: it may repeat answers that were given another reading.
    choices = SealedField(key_of="id")
    # What became of its rows, as JSON: exact, with the numbers of rows.
    counts = SealedField()
    done = models.BooleanField(default=False)

    @property
    def account(self) -> dict[str, Any]:
        """What became of its rows, once it came in."""
        told: dict[str, Any] = json.loads(self.counts) if self.counts else {}
        return told

    class Meta:
        verbose_name = _("archivo traído")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="delivery_number")]


class Imprint(Noun):
    """That one thing came in with a file, as keyed marks. It outlives what it points at, which so stays out."""

    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="imprints")
    kind = CodeField(max_length=24)
    object_id = models.UUIDField()
    # The submission, transcript or list line it came in; its place in there; its words with what was told beside them;
    # its words alone.
    submission = CodeField(max_length=32)
    slot = CodeField(max_length=32)
    version = CodeField(max_length=32)
    words = CodeField(max_length=32)
    # The row it stood in, by its whole content: the same sheet is known again whatever it is taken for.
    row = CodeField(max_length=32, blank=True)
    # The day on which a later version of the submission took the place of the earlier words.
    replaced = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("huella")
        indexes = [models.Index(fields=["process", "submission"], name="imprint_submission"),
                   models.Index(fields=["process", "row"], name="imprint_row"),
                   models.Index(fields=["object_id"], name="imprint_object")]


class Spelling(Noun):
    """How a place was written in a file, the name it was counted under, and in how many rows: drafts print it."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    spelling = SealedField()
    place = SealedField()
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("grafía de un lugar")
