"""What is kept while cards are entered, and the pictures of drawings and maps."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import User
from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Group
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class Draft(Noun):
    """The card that somebody has not finished.

    It is sealed with the data key of the voice it will become: taking that voice back destroys its drafts as well.
    """

    encounter = models.ForeignKey("listening.Encounter", on_delete=models.CASCADE, related_name="drafts")
    account = models.ForeignKey(User, on_delete=models.CASCADE)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True)
    voice_id = models.UUIDField(default=uuid.uuid4)
    text = SealedField(key_of="voice_id")
    # What was allowed for the card before, as `entry/uses.py` writes it: the next one begins with the same choice.
    uses = CodeField(max_length=60, blank=True)
    # The card saved last, which can still be taken back.
    last_voice = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("borrador")
        constraints = [models.UniqueConstraint(fields=["encounter", "account"], name="one_draft")]


class Picture(Noun):
    """A drawing or a map, encoded anew so that nothing but what is seen is left. `image` is JPEG in base64."""

    encounter = models.ForeignKey("listening.Encounter", on_delete=models.CASCADE, related_name="pictures")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    caption = SealedField(key_of="id")
    image = SealedField(key_of="id")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("imagen")
