"""What people add to the detector: words they marked for the whole process, and single masks they lifted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.statements import Attested, DecidedField


class ReviewStatus(models.TextChoices):
    MACHINE = "machine", _("sólo detector")
    FIRST = "first", _("una persona")
    APPROVED = "approved", _("dos personas")
    REFUSED = "refused", _("no sale")


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
    label = CodeField(max_length=24)
    by = PublicField(max_length=60, because=PSEUDONYM)

    class Meta:
        verbose_name = _("palabra marcada")


class Lift(Noun):
    """One mask of one voice that a protector lifted, and why. It holds only while the same words stand there."""

    voice = models.ForeignKey("listening.Voice", on_delete=models.CASCADE, related_name="lifts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = SealedField(key_of="voice_id")
    reason = SealedField(key_of="voice_id")
    by = PublicField(max_length=60, because=PSEUDONYM)

    class Meta:
        verbose_name = _("tapadura levantada")
        constraints = [models.UniqueConstraint(fields=["voice", "start", "end"], name="one_lift")]


class TextLift(Noun):
    """One mask in a text of the team that somebody asked to lift, and whoever else agreed.

    It holds for exactly that text, which is known by its keyed mark: written anew, everything is masked again. It keeps
    no words of the text, and where it was asked only so that the other person finds it.
    """

    kind = CodeField(max_length=60)
    object_id = models.UUIDField()
    field = CodeField(max_length=40)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mark = CodeField(max_length=32)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = SealedField()
    asked_by = PublicField(max_length=60, because=PSEUDONYM)
    agreed_by = PublicField(max_length=60, blank=True, because=PSEUDONYM)

    class Meta:
        verbose_name = _("tapadura levantada en un texto del equipo")
        constraints = [
            models.UniqueConstraint(fields=["process", "mark", "start", "end"], name="one_text_lift"),
            models.CheckConstraint(condition=~models.Q(agreed_by=models.F("asked_by")), name="text_lift_by_two")]


class TextReading(Attested, Noun):
    """One declared text of the team, and the two different people who read it as it would leave.

    It holds no words: the text stays where it is kept, and is known again by the keyed mark of what would leave of it.
    A text that was written anew, or that now hides something else, has another mark and has been read by nobody.
    """

    kind = CodeField(max_length=60)
    object_id = models.UUIDField()
    field = CodeField(max_length=40)
    # Where it lies, for those who work in some territories; none for what belongs to the whole process.
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mark = CodeField(max_length=32)
    # A digest of the column as it was kept when it went through the detector: tells what was written since, unopened.
    kept = CodeField(max_length=32)
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.MACHINE)
    first_reviewer = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    second_reviewer = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    refused_because = models.CharField(max_length=10, choices=RefusalReason.choices, blank=True)
    decided = DecidedField()

    COVERED = ("kind", "object_id", "field", "mark", "status", "first_reviewer", "second_reviewer", "refused_because")

    class Meta:
        verbose_name = _("lectura de un texto")
        indexes = [models.Index(fields=["process", "mark"], name="text_reading_mark")]
        constraints = [
            models.UniqueConstraint(fields=["process", "kind", "object_id", "field"], name="one_text_reading"),
            models.CheckConstraint(condition=models.Q(second_reviewer="") | ~models.Q(
                second_reviewer=models.F("first_reviewer")), name="text_by_two_people"),
            # Whoever writes a row as read by two has to name both.
            models.CheckConstraint(condition=~models.Q(status=ReviewStatus.APPROVED) | ~models.Q(
                first_reviewer="") & ~models.Q(second_reviewer=""), name="text_read_by_somebody")]
