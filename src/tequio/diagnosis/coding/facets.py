"""What a coding may say beside its code: where in life, what the state did, the part of an actor, the generation."""

from dataclasses import dataclass, fields

from django.db import models
from django.utils.translation import gettext_lazy as _


class Life(models.TextChoices):
    """Where in life it happens."""

    HOME = "home", _("en la casa")
    STREET = "street", _("en la calle")
    SCHOOL = "school", _("en la escuela")
    WORK = "work", _("en el trabajo")
    INSTITUTION = "institution", _("en una institución")
    POLITICS = "politics", _("en la política")


class Polarity(models.TextChoices):
    """What a response of the state does to the violence it answers."""

    PROTECTS = "protects", _("protege")
    NOTHING = "nothing", _("no hace nada")
    REPRODUCES = "reproduces", _("reproduce la violencia")


class Part(models.TextChoices):
    """What an actor does in what is told."""

    SUFFERS = "suffers", _("la sufre")
    HARMS = "harms", _("hace daño")
    PROTECTS = "protects", _("protege")
    DECIDES = "decides", _("decide")
    PAYS = "pays", _("paga el costo")


class Generation(models.TextChoices):
    """Of whom it is told."""

    CHILDREN = "children", _("niñez")
    YOUTH = "youth", _("juventud")
    ADULTS = "adults", _("personas adultas")
    ELDERS = "elders", _("personas mayores")


CHOICES = {"life": Life, "polarity": Polarity, "part": Part, "generation": Generation}


@dataclass(frozen=True)
class Facets:
    """One choice of each, or none."""

    life: str = ""
    polarity: str = ""
    part: str = ""
    generation: str = ""

    def known(self) -> bool:
        """Whether each is one of its choices."""
        return all(not (value := getattr(self, one.name)) or value in CHOICES[one.name].values for one in fields(self))
