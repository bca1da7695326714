"""A process, the territories it works in, the groups it works with and the institutions it addresses."""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, CodesField, PublicField, PublicText
from tequio.foundation.places.keys import KeyField


class Process(models.Model):
    """One run of the method, with its codebook and its territories."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = PublicField(max_length=200, because="what a process is called stands on everything it publishes")
    is_demo = models.BooleanField(default=False)
    # Disclosure rule outside the protected team: counts below the threshold are not shown, the others are rounded.
    threshold = models.PositiveSmallIntegerField(default=10)
    rounding = models.PositiveSmallIntegerField(default=5)
    # Whoever works in it enters with a code from their telephone, too.
    second_factor = models.BooleanField(default=False)
    # What was said can be read by anybody elsewhere, as in an open consultation: only what reaches a private person is
    # masked. Said in the process file and shown wherever masks are spoken of.
    already_public = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proceso")

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    COUNTRY = "country", _("país")
    STATE = "state", _("estado")
    MUNICIPALITY = "municipality", _("municipio")
    NEIGHBOURHOOD = "neighbourhood", _("colonia o localidad")


class Territory(models.Model):
    """A place of the process; `code` is the official one (INEGI CVEGEO) where there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="territories")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    key = KeyField(max_length=80)
    level = models.CharField(max_length=16, choices=Level.choices, default=Level.MUNICIPALITY)
    code = CodeField(max_length=16, blank=True)
    name = PublicField(max_length=160, because="names of places; a neighbourhood is masked before it leaves")
    modelled_on = PublicField(max_length=160, blank=True, because="the real place that an invented one is like")
    population = models.PositiveIntegerField(null=True, blank=True)
    shape = CodesField(null=True, blank=True)
    suspended = models.BooleanField(default=False)
    # As coarse as the local team decides: this note is declared everywhere the territory is missing.
    suspension_note = PublicText(
        blank=True, because="declared wherever the territory is missing, once two people have read it")

    class Meta:
        verbose_name = _("territorio")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="territory_key")]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A population group as the process defines it; never a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="groups")
    key = KeyField(max_length=80)
    name_es = PublicField(max_length=120, because="names of groups, never of people, stand in every agenda")
    name_en = PublicField(max_length=120, blank=True, because="names of groups, never of people, stand in every agenda")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("grupo")
        ordering = ["order", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="group_key")]

    def __str__(self) -> str:
        return self.name_in(get_language() or "es")

    def name_in(self, language: str) -> str:
        """The name in `language`, or in Spanish where nobody translated it."""
        return self.name_en if language.startswith("en") and self.name_en else self.name_es


class Sphere(models.TextChoices):
    """Who can owe an answer: three levels of government, and those who may help but never stand alone."""

    MUNICIPALITY = "municipality", _("municipio")
    STATE = "state", _("estado")
    FEDERATION = "federation", _("federación")
    CIVIL_SOCIETY = "civil_society", _("sociedad civil")
    BUSINESS = "business", _("empresas")
    OTHERS = "others", _("otros")


PUBLIC_SPHERES = (Sphere.MUNICIPALITY, Sphere.STATE, Sphere.FEDERATION)


class Institution(models.Model):
    """An office or body that can be addressed and can answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="institutions")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, blank=True)
    key = KeyField(max_length=80)
    name = PublicField(max_length=160, because="offices are addressed by name, in public")
    sphere = models.CharField(max_length=16, choices=Sphere.choices)

    class Meta:
        verbose_name = _("institución")
        ordering = ["sphere", "name"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="institution_key")]

    def __str__(self) -> str:
        return self.name
