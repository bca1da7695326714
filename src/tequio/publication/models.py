"""What left the system: which edition of which document, by which release."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.publication.outgoing.models import Signing

# That of what is about to leave lives in a folder of its own; Django looks for it here.
__all__ = ["Edition", "Signing"]


class Edition(Noun):
    """A file written for people to read, with its mark and its hash so that a reissue can be asked for."""

    day = models.DateField()
    name = PublicField(max_length=160, because="names of published files")
    mark = PublicField(max_length=80, because="printed on the edition")
    sha256 = CodeField(max_length=64)
    release_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("edición")
        ordering = ["day", "name"]
