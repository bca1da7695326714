"""Encounters, the voices heard in them, what was not said, and what was allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.reach import Reached
from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.statements import StatementField
from tequio.listening.bringing.models import Delivery, FileKind, Imprint, Spelling
from tequio.listening.capture.models import Audio, Letter, Phone
from tequio.listening.entry.models import Draft, Picture
from tequio.listening.fieldwork.models import (
    Appointment,
    Plan,
    PseudonymKey,
    Reason,
    Reflection,
    RiskAnswer,
    Suspension,
)

# Those of planning, of entry, of phones and of files live in folders of their own; Django looks for them here.
__all__ = [
    "Appointment", "Assent", "Attendance", "Audio", "Consent", "Delivery", "Draft", "Encounter", "EncounterKind",
    "EncounterStatus", "FileKind", "Imprint", "Letter", "Phone", "Picture", "Plan", "PseudonymKey", "Recording",
    "Reflection", "RiskAnswer", "Silence", "SilenceKind", "Spelling", "Suspension", "Use", "Voice",
]


class EncounterKind(models.TextChoices):
    WORKSHOP = "workshop", _("taller")
    INTERVIEW = "interview", _("entrevista")
    WALK = "walk", _("recorrido")
    ASSEMBLY = "assembly", _("asamblea")
    FORUM = "forum", _("foro")
    VICTIMS_CIRCLE = "victims_circle", _("círculo de víctimas")
    CONVERSATION = "conversation", _("conversación")


class EncounterStatus(models.TextChoices):
    PLANNED = "planned", _("planeado")
    HELD = "held", _("realizado")
    SUSPENDED = "suspended", _("suspendido")
    CANCELLED = "cancelled", _("cancelado")


class Recording(models.TextChoices):
    NOTES = "notes", _("con notas")
    NONE = "none", _("sin registro")


class Assent(models.TextChoices):
    """Whether minors who came said yes themselves; never who."""

    NO_MINORS = "no_minors", _("no vinieron menores de edad")
    GIVEN = "given", _("sí, con permiso de un adulto y el suyo propio")
    NOT_GIVEN = "not_given", _("no; de lo suyo no se anota nada")


class Encounter(Noun):
    """A workshop, interview, walk, assembly or forum. Its date is kept to the week."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="encounters")
    key = CodeField(max_length=80)
    kind = models.CharField(max_length=16, choices=EncounterKind.choices)
    status = models.CharField(max_length=12, choices=EncounterStatus.choices)
    week = models.DateField(null=True, blank=True)
    # Coarse on purpose: the detail of a threat is not kept here. One of `Reason`, or what a file of a team said.
    reason = SealedField()
    # A pseudonym; a sheet may hold a name all the same.
    facilitator = SealedField()
    recording = models.CharField(max_length=8, choices=Recording.choices, default=Recording.NOTES)
    assent = models.CharField(max_length=12, choices=Assent.choices, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("encuentro")
        ordering = ["week", "key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="encounter_key")]

    @property
    def why(self) -> str:
        """The coarse reason in the reader's language."""
        return str(Reason(self.reason).label) if self.reason in Reason.values else self.reason


class Attendance(Reached):
    """How many of a group came. Never who."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="attendance")
    group = models.ForeignKey(Group, on_delete=models.PROTECT)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encounter", "group"], name="one_attendance")]


class Voice(Noun):
    """One thing said, by someone of a group in an encounter; no speaker identity exists to be stored."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="voices")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="voices")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    key = CodeField(max_length=80)
    text = SealedField(key_of="id")
    # People name files after those they spoke with.
    source_file = SealedField()
    source_row = models.PositiveIntegerField(null=True, blank=True)
    # The row of a consultation: a problem in it for which nobody proposed anything is printed as such.
    consulted = models.BooleanField(_("fila de una consulta"), default=False)
    # What it may be used for, stated under seal; the rows of `Consent` say the same for queries.
    allowed = StatementField(key_of="id")

    class Meta:
        verbose_name = _("voz")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="voice_key")]


class Use(models.TextChoices):
    DIAGNOSIS = "diagnosis", _("diagnóstico")
    QUOTE = "quote", _("cita")
    DIALOGUE = "dialogue", _("diálogo")
    ARCHIVE = "archive", _("archivo")


class Consent(Noun):
    """What an encounter allowed; a row with a voice is that voice's exception."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="consents")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    use = models.CharField(max_length=12, choices=Use.choices)
    granted = models.BooleanField()

    class Meta:
        verbose_name = _("consentimiento")
        constraints = [models.UniqueConstraint(
            fields=["encounter", "voice", "use"], name="one_consent", nulls_distinct=False)]


class SilenceKind(models.TextChoices):
    TOPIC_AVOIDED = "topic_avoided", _("tema evitado")
    REFUSAL = "refusal", _("negativa")
    NOT_SAID = "not_said", _("prefiere no decir")
    GROUP_ABSENT = "group_absent", _("grupo ausente")
    PLACE_NOT_REACHED = "place_not_reached", _("lugar no alcanzado")
    WORK_SUSPENDED = "work_suspended", _("trabajo suspendido")


class Silence(Noun):
    """What was avoided, who did not come, where nobody could go. Never tied to a person."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="silences")
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    key = CodeField(max_length=80)
    kind = models.CharField(max_length=20, choices=SilenceKind.choices)
    text = SealedField()

    class Meta:
        verbose_name = _("silencio")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="silence_key")]
