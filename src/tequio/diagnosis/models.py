"""The codebook, what passages are about, what feeds what, and what is claimed from it."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.arbitration.models import Answer, Assignment, Settlement, Share
from tequio.diagnosis.codebook.models import CodeAct, CodeChange
from tequio.diagnosis.coding.blind import BlindManager
from tequio.diagnosis.coding.facets import Generation, Life, Part, Polarity
from tequio.diagnosis.coding.models import Sheet, Step
from tequio.diagnosis.findings.models import FindingVersion
from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField, PublicJSON, PublicText
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField
from tequio.listening.models import Voice

# Those of the desk, of double coding and of versions live in folders of their own; Django looks for them here.
__all__ = [
    "Answer", "Assignment", "Code", "CodeAct", "CodeChange", "Coding", "CodingStatus", "Finding", "FindingKind",
    "FindingVersion", "Link", "Relation", "Settlement", "Share", "Sheet", "Stance", "Step",
]


class Code(Noun):
    """One entry of the process's codebook."""

    everywhere = True
    # Filled by `queries.codebook`: how many voices carry the code.
    accepted: int
    suggested: int

    key = CodeField(max_length=12)
    family = CodeField(max_length=4)
    label_es = PublicField(max_length=120, because="the codebook is published")
    label_en = PublicField(max_length=120, because="the codebook is published")
    definition_es = PublicText(blank=True, because="the codebook is published")
    definition_en = PublicText(blank=True, because="the codebook is published")
    cues = PublicJSON(default=list, blank=True, because="the codebook is published")
    crosswalk = PublicField(max_length=200, blank=True, because="the codebook is published")
    order = models.PositiveSmallIntegerField(default=0)
    # A category holds others together and is never applied itself.
    codable = models.BooleanField(default=True)
    # Nothing new is coded with it; what was coded stays where it is.
    closed = models.BooleanField(default=False)
    # The entry that goes on in its place, where it was merged.
    successor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    class Meta:
        verbose_name = _("código")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="code_key")]

    def __str__(self) -> str:
        return self.label_in(get_language() or "es")

    def label_in(self, language: str) -> str:
        return self.label_en if language.startswith("en") else self.label_es

    def definition_in(self, language: str) -> str:
        return self.definition_en if language.startswith("en") else self.definition_es


class CodingStatus(models.TextChoices):
    SUGGESTED = "suggested", _("sugerida")
    ACCEPTED = "accepted", _("aceptada")
    REJECTED = "rejected", _("descartada")
    # A suggestion that somebody made a coding of their own.
    TAKEN = "taken", _("tomada")
    # The words it was about were replaced: it waits until somebody finds its place again or lets it go.
    ADRIFT = "adrift", _("sin lugar en el texto")


class Coding(Noun):
    """A passage (code points of one text version of a voice) and what somebody says it is about."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    text_version = models.PositiveSmallIntegerField(default=1)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = SealedField(key_of="voice_id")
    # Up to 32 characters on each side: which of several equal quotes it is.
    before = SealedField(key_of="voice_id")
    after = SealedField(key_of="voice_id")
    coder = CodeField(max_length=60)
    life = models.CharField(max_length=12, choices=Life.choices, blank=True)
    polarity = models.CharField(max_length=12, choices=Polarity.choices, blank=True)
    part = models.CharField(max_length=12, choices=Part.choices, blank=True)
    generation = models.CharField(max_length=12, choices=Generation.choices, blank=True)
    memo = SealedField(key_of="voice_id")
    status = models.CharField(max_length=10, choices=CodingStatus.choices)
    # Why it was suggested: holds words of the voice, so it is sealed with the voice's key.
    reason = SealedField(key_of="voice_id")

    objects = BlindManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("codificación")
        constraints = [models.UniqueConstraint(
            fields=["voice", "code", "start", "end", "coder"], name="one_coding")]


class Relation(models.TextChoices):
    FEEDS = "feeds", _("alimenta")
    INTERRUPTS = "interrupts", _("interrumpe")


class Link(Noun):
    """A feeds or interrupts B, as somebody said it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="links")
    origin = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="links_out")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    goal = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="links_in")
    circumstance = SealedField(key_of="voice_id")
    # The passage where it was said, where somebody marked it; a sheet may bring a link of the whole voice.
    text_version = models.PositiveSmallIntegerField(default=1)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = SealedField(key_of="voice_id")
    before = SealedField(key_of="voice_id")
    after = SealedField(key_of="voice_id")
    coder = CodeField(max_length=60, blank=True)
    # Its words were replaced: it waits until somebody finds its place again or lets it go.
    adrift = models.BooleanField(default=False)

    objects = BlindManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("vínculo")


class FindingKind(models.TextChoices):
    CONTEXT = "context", _("contexto")
    CAPACITY = "capacity", _("lo que ya se hace")
    INSECURITY = "insecurity", _("inseguridad")
    CIRCLE = "circle", _("círculo vicioso")
    VICTIMS = "victims", _("víctimas")
    NARRATIVE = "narrative", _("narrativa que justifica")
    TRAUMA = "trauma", _("exposición larga y trauma")
    STATE_RESPONSE = "state_response", _("respuesta del Estado")
    GAP = "gap", _("brecha federal-local")
    INSTITUTIONS = "institutions", _("instituciones")
    ECONOMY = "economy", _("economía local")
    RESILIENCE = "resilience", _("resiliencia y desgaste")


class Finding(Noun):
    """A claim of the diagnosis; its voices and codings are its trail."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="findings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    key = CodeField(max_length=80)
    kind = models.CharField(max_length=16, choices=FindingKind.choices)
    claim = SealedField()
    # What it cannot say: groups that were not heard, what was avoided.
    limits = SealedField()
    version = models.PositiveSmallIntegerField(default=1)
    by = PublicField(max_length=60, blank=True, because=PSEUDONYM)

    class Meta:
        verbose_name = _("hallazgo")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="finding_key")]


class Stance(Noun):
    """A group that converges with a finding, or differs from it and how."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="stances")
    group = models.ForeignKey(Group, on_delete=models.PROTECT)
    converges = models.BooleanField()
    note = SealedField()

    class Meta:
        verbose_name = _("postura")
        constraints = [models.UniqueConstraint(fields=["finding", "group"], name="one_stance")]
