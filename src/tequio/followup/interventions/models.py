"""Interventions, what they say of each of their elements, what was found of it, and what they do to each group."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Group, Institution, Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class Element(models.TextChoices):
    AIMS = "aims", _("objetivos")
    TAKING_PART = "taking_part", _("quién participa")
    MONEY = "money", _("dinero")
    RIGHTS = "rights", _("protección de derechos")
    CARE = "care", _("atención a víctimas")
    LOCAL = "local", _("papel del lugar")


class Found(models.TextChoices):
    PRESENT = "present", _("está")
    CHANGED = "changed", _("está, cambiado")
    ABSENT = "absent", _("no está")
    OPPOSITE = "opposite", _("es lo contrario")


class Observer(models.TextChoices):
    OFFICIALS = "officials", _("funcionarios")
    RESIDENTS = "residents", _("residentes")
    OBSERVATORY = "observatory", _("observatorio")


class Effect(models.TextChoices):
    PROTECTS = "protects", _("protege")
    NOTHING = "nothing", _("no cambia nada")
    REPRODUCES = "reproduces", _("reproduce la violencia")


class Intervention(Noun):
    """A programme or operation of a level: who, where, from when to when, and with whom it was designed."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="interventions")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="interventions")
    key = CodeField(max_length=80)
    name = SealedField()
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    designed = SealedField()
    # Who sat at the table when it was designed.
    victims = models.BooleanField(default=False)
    women = models.BooleanField(default=False)
    young = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("intervención")
        ordering = ["first", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="intervention_key")]


class Said(Noun):
    """What an intervention says of itself about one element."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="says")
    element = models.CharField(max_length=11, choices=Element.choices)
    text = SealedField()

    class Meta:
        verbose_name = _("lo que dice una intervención")
        constraints = [models.UniqueConstraint(fields=["intervention", "element"], name="said_once")]


class Sighting(Noun):
    """What somebody found of one element in one place, and what shows it."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="sightings")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=11, choices=Element.choices)
    found = models.CharField(max_length=8, choices=Found.choices)
    observer = models.CharField(max_length=11, choices=Observer.choices)
    day = models.DateField()
    evidence = SealedField()

    class Meta:
        verbose_name = _("lo que se encontró de una intervención")
        ordering = ["day"]


class GroupEffect(Noun):
    """What an intervention does to one group in one place, with the reason: whom did it harm?"""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="effects")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=10, choices=Effect.choices)
    observer = models.CharField(max_length=11, choices=Observer.choices)
    day = models.DateField()
    reason = SealedField()

    class Meta:
        verbose_name = _("lo que una intervención hace a un grupo")
        ordering = ["day"]
