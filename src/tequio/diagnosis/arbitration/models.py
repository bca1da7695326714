"""Voices that two people code blind to each other, what a third settles, and what the coders answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, CodesField, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.listening.models import Voice


class Share(Noun):
    """Voices given to the same coders at once: which were asked for, and the seed that drew them."""

    everywhere = True

    name = CodeField(max_length=40)
    by = PublicField(max_length=60, because=PSEUDONYM)
    # The coders, how the voices were chosen, how many of how many, and the seed: the draw can be made again.
    drawn = CodesField(default=dict)

    class Meta:
        verbose_name = _("reparto de voces")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["process", "name"], name="share_name")]


class Assignment(Noun):
    """One voice for one coder. While it is open, that coder sees nobody else's codings of the voice."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="assignments")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="assignments")
    coder = CodeField(max_length=60)
    done = models.BooleanField(default=False)
    # Open until every coder of the voice is done.
    open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("voz encargada")
        constraints = [models.UniqueConstraint(fields=["voice", "coder"], name="one_assignment")]


class Settlement(Noun):
    """What a third person decided of one coding or link on which the coders differed, and why."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="settlements")
    coding = models.OneToOneField("diagnosis.Coding", on_delete=models.CASCADE, null=True, blank=True,
                                  related_name="settlement")
    link = models.OneToOneField("diagnosis.Link", on_delete=models.CASCADE, null=True, blank=True,
                                related_name="settlement")
    arbiter = CodeField(max_length=60)
    stands = models.BooleanField()
    reason = SealedField(key_of="voice_id")

    class Meta:
        verbose_name = _("diferencia resuelta")


class Answer(Noun):
    """What a coder answers to whoever settled it. Answers stay through all rounds."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")
    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="answers")
    coder = CodeField(max_length=60)
    text = SealedField(key_of="voice_id")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("respuesta a una diferencia resuelta")
        ordering = ["number"]
