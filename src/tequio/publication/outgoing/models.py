"""The list that somebody signed, and what stood in it, so that the next one can say what is different."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, CodesField, PublicField
from tequio.foundation.trail.noun import Noun
from tequio.protection.signed import Attested, SignatureField


class Signing(Attested, Noun):
    """A list of documents signed by one person, and a release once another signed the very same.

    `digest` names what every document of the list says; `contents` holds, by document, the marks of its texts.
    """

    # Which list of the process it is: days alone do not say which came last.
    number = models.PositiveIntegerField()
    day = models.DateField()
    first = PublicField(max_length=60, because=PSEUDONYM)
    names = CodesField(default=list)
    digest = CodeField(max_length=32)
    contents = CodesField(default=dict)
    release_id = models.UUIDField(null=True, blank=True)
    # Where the site was written, once it was.
    folder = PublicField(max_length=120, blank=True, because="where the public pages lie")
    decided = SignatureField()

    COVERED = ("number", "first", "names", "digest", "release_id")
    COUNTED = False

    class Meta:
        verbose_name = _("lista firmada")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="signing_number")]
