"""What each group answered to each item, which groups could not be reached, and who called an agenda final."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, PublicField
from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.statements import Attested, DecidedField


class Said(models.TextChoices):
    YES = "yes", _("sí, así")
    NO = "no", _("no la queremos")
    OTHERWISE = "other", _("así no: de otra manera")


class ItemAnswer(Noun):
    """What one group answered to one wording of one item. What it wanted instead stays beside what was made of it."""

    item = models.ForeignKey("agendas.Item", on_delete=models.CASCADE, related_name="answers")
    group = models.ForeignKey(Group, on_delete=models.PROTECT)
    revision = models.PositiveIntegerField()
    said = models.CharField(max_length=8, choices=Said.choices)
    wanted = SealedField()
    # Its wish led to another wording, or the wording stays and says why.
    settled = models.BooleanField(default=False)
    kept_because = SealedField()

    class Meta:
        verbose_name = _("respuesta a un punto")
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["item", "group", "revision"], name="one_item_answer")]


class Why(models.TextChoices):
    DANGER = "danger", _("ir es peligroso para el grupo o para el equipo")
    SCATTERED = "scattered", _("el grupo se dispersó o tuvo que irse")
    DECLINED = "declined", _("el grupo no quiso volver a reunirse")
    ACCESS = "access", _("no hubo paso, permiso o camino")
    SUSPENDED = "suspended", _("el trabajo ahí está suspendido")


class Unreached(Noun):
    """A group to which the agenda could not go back, with the reason that is printed."""

    agenda = models.ForeignKey("agendas.Agenda", on_delete=models.CASCADE, related_name="unreached")
    group = models.ForeignKey(Group, on_delete=models.PROTECT)
    why = models.CharField(max_length=10, choices=Why.choices)
    by = PublicField(max_length=60, because=PSEUDONYM)
    note = SealedField()

    class Meta:
        verbose_name = _("grupo al que no se pudo volver")
        constraints = [models.UniqueConstraint(fields=["agenda", "group"], name="one_unreached")]


class Finishing(Attested, Noun):
    """Two people call one revision of an agenda final; until the second does, it waits."""

    agenda = models.OneToOneField("agendas.Agenda", on_delete=models.CASCADE, related_name="finishing")
    revision = models.PositiveIntegerField()
    first = PublicField(max_length=60, because=PSEUDONYM)
    second = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    decided = DecidedField()

    COVERED = ("revision", "first", "second")
    COUNTED = False

    class Meta:
        verbose_name = _("cierre de una agenda")
