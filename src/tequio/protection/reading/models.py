"""What people add to the detector: words they marked for the whole process, and single masks they lifted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class RefusalReason(models.TextChoices):
    """Coarse on purpose: the detail of a danger is not kept."""

    SPEAKER = "speaker", _("se sabría quién habló")
    OTHERS = "others", _("se sabría de quién se habla")
    DANGER = "danger", _("pone en riesgo a alguien")
    HATE = "hate", _("justifica una violencia")
    ASKED = "asked", _("así se pidió")


class TapLabel(models.TextChoices):
    """What marked words are; the placeholder says it in their stead."""

    ALIAS = "ALIAS", _("apodo")
    PERSON = "PERSON", _("persona")
    PLACE = "PLACE", _("lugar")
    STREET = "STREET", _("calle")
    SCHOOL = "SCHOOL", _("escuela")
    BUSINESS = "BUSINESS", _("negocio")
    RELATION = "RELATION", _("parentesco o cargo")
    CRIMINAL_GROUP = "CRIMINAL_GROUP", _("grupo criminal")
    DATE = "DATE", _("fecha")
    WORD = "WORD", _("otra palabra")


class Tap(Noun):
    """Words marked once by a person (or by the glossary of the process file): masked everywhere in the process."""

    words = SealedField()
    # One of `TapLabel`, or what the glossary of a process file said.
    label = models.CharField(max_length=24)
    by = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("palabra marcada")


class Lift(Noun):
    """One mask of one voice that a protector lifted, and why. It holds only while the same words stand there."""

    voice = models.ForeignKey("listening.Voice", on_delete=models.CASCADE, related_name="lifts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = SealedField(key_of="voice_id")
    reason = SealedField(key_of="voice_id")
    by = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("tapadura levantada")
        constraints = [models.UniqueConstraint(fields=["voice", "start", "end"], name="one_lift")]
