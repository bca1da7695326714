"""Official and community indicators. What was not reported is missing, never zero."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, PublicField, PublicText, SlugField
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class Origin(models.TextChoices):
    OFFICIAL = "official", _("oficial")
    COMMUNITY = "community", _("comunitario")


class Indicator(Noun):
    """What is counted, by which instrument and in which vintage, and what it cannot see."""

    key = SlugField(max_length=80)
    name_es = PublicField(max_length=160, because="what a figure counts stands beside it, in public")
    name_en = PublicField(max_length=160, blank=True, because="what a figure counts stands beside it, in public")
    unit_es = PublicField(max_length=80, blank=True, because="what a figure counts stands beside it, in public")
    unit_en = PublicField(max_length=80, blank=True, because="what a figure counts stands beside it, in public")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    instrument = PublicField(
        max_length=160, blank=True, because="where a figure comes from stands beside it, in public")
    vintage = PublicField(max_length=40, blank=True, because="where a figure comes from stands beside it, in public")
    note_es = PublicText(blank=True, because="printed beside a figure, once two people have read it")
    note_en = PublicText(blank=True, because="printed beside a figure, once two people have read it")

    class Meta:
        verbose_name = _("indicador")
        ordering = ["origin", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="indicator_key")]

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_es

    def unit_in(self, language: str) -> str:
        return self.unit_en if language.startswith("en") and self.unit_en else self.unit_es

    def note_in(self, language: str) -> str:
        return self.note_en if language.startswith("en") and self.note_en else self.note_es


class Observation(Noun):
    """One figure of a series; `value` is null where the source reported nothing."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="observations")
    period = CodeField(max_length=10)
    value = models.FloatField(null=True, blank=True)
    note = SealedField()

    class Meta:
        verbose_name = _("observación")
        ordering = ["period"]
        constraints = [models.UniqueConstraint(
            fields=["indicator", "territory", "period"], name="one_observation")]
