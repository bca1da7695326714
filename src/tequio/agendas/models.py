"""Proposals with their lineage and reviews, and the agendas drawn from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.agendas.proposals.models import Carried, Change, Led, StepKind
from tequio.agendas.returning.models import Finishing, ItemAnswer, Said, Unreached, Why
from tequio.deliberation.models import Answer
from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField
from tequio.foundation.places.models import Group, Institution, Sphere, Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField

# Those of steps and of the return live in folders of their own; Django looks for them here.
__all__ = [
    "Agenda", "AgendaStatus", "Carried", "Change", "Duty", "Finishing", "Item", "ItemAnswer", "Judgement", "Led",
    "Opening", "Operation", "Outcome", "Principle", "PrincipleReview", "Priority", "Proposal", "ProposalStatus",
    "ReproductionReview", "Return", "Said", "StepKind", "Unreached", "Why",
]


class Operation(models.TextChoices):
    NEW = "new", _("nueva")
    EDIT = "edit", _("edición")
    MERGE = "merge", _("unión")
    SPLIT = "split", _("división")


class ProposalStatus(models.TextChoices):
    CURRENT = "current", _("vigente")
    SUPERSEDED = "superseded", _("recogida en otra")
    REFUSED = "refused", _("no adoptada")
    WITHDRAWN = "withdrawn", _("retirada por quien la dijo")
    UNDONE = "undone", _("deshecha")


class Priority(models.IntegerChoices):
    HIGH = 1, _("alta")
    MEDIUM = 2, _("media")
    LOW = 3, _("baja")


class Proposal(Noun):
    """One version of a proposal. Editing, merging and splitting make new rows; the trail keeps the old ones."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="proposals")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    key = CodeField(max_length=80)
    section = SealedField()
    text = SealedField()
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, null=True, blank=True)
    operation = models.CharField(max_length=8, choices=Operation.choices, default=Operation.NEW)
    status = models.CharField(max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.CURRENT)
    # Somebody's own words, as a sheet holds them, and not yet anybody's drafting.
    own_words = models.BooleanField(default=False)
    source_file = SealedField()
    source_row = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("propuesta")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="proposal_key")]

    @property
    def reproduction_review(self) -> "ReproductionReview | None":
        """Of several answers to «does it reproduce violence?» the gravest; the others stand beside it."""
        return min(self.reproduction_reviews.all(), key=lambda row: GRAVEST.index(row.answer), default=None)


class Duty(Noun):
    """Who owes what for a proposal to come true."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="duties")
    sphere = models.CharField(max_length=16, choices=Sphere.choices)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True)
    task = SealedField()

    class Meta:
        verbose_name = _("responsabilidad")


class Judgement(models.TextChoices):
    MEETS = "meets", _("cumple")
    DOUBTFUL = "doubtful", _("dudoso")
    CONTRADICTS = "contradicts", _("contradice")


class Principle(models.IntegerChoices):
    PROTECTION = 1, _("protección para todas las personas")
    ROOTS = 2, _("raíces, no enemigos")
    TRUST = 3, _("confianza y coherencia")
    PARTICIPATION = 4, _("participación democrática")


class PrincipleReview(Noun):
    """A proposal held against one principle by a person, with the reason."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="principle_reviews")
    principle = models.PositiveSmallIntegerField(choices=Principle.choices)
    judgement = models.CharField(max_length=12, choices=Judgement.choices)
    reason = SealedField()
    reviewer = PublicField(max_length=60, because=PSEUDONYM)

    class Meta:
        verbose_name = _("revisión de principio")
        ordering = ["principle"]
        constraints = [models.UniqueConstraint(
            fields=["proposal", "principle", "reviewer"], name="one_principle_review")]


class ReproductionReview(Noun):
    """«Does it reproduce violence?» as one person answered it, with the reason and the safeguard that follows."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reproduction_reviews")
    answer = models.CharField(max_length=4, choices=Answer.choices)
    reason = SealedField()
    safeguard = SealedField()
    reviewer = PublicField(max_length=60, because=PSEUDONYM)

    class Meta:
        verbose_name = _("revisión de reproducción de violencia")
        ordering = ["reviewer"]
        constraints = [models.UniqueConstraint(fields=["proposal", "reviewer"], name="one_reproduction_review")]


GRAVEST = (Answer.YES, Answer.RISK, Answer.NO)


class AgendaStatus(models.TextChoices):
    DRAFT = "draft", _("borrador: no devuelto a los grupos")
    RETURNED = "returned", _("devuelto a los grupos")
    CORRECTED = "corrected", _("corregido: se vuelve a mostrar")
    VALIDATED = "validated", _("validado por los grupos")
    FINAL = "final", _("final")


class Agenda(Noun):
    """A Local Agenda of a territory, or the National Agenda (no territory)."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="agendas")
    title = PublicField(
        max_length=200, because="the team's heading, read back to the groups and read by two people before it leaves")
    status = models.CharField(max_length=10, choices=AgendaStatus.choices, default=AgendaStatus.DRAFT)
    context = SealedField()
    # Grows with every change after the first group saw it; an answer says which one it was given to.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("agenda")
        constraints = [models.UniqueConstraint(
            fields=["process", "territory"], name="one_agenda", nulls_distinct=False)]


class Opening(Noun):
    """The security a group wants, in its own terms: the first words of a Local Agenda."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="openings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    text = SealedField()

    class Meta:
        verbose_name = _("apertura")


class Item(Noun):
    """A line of an agenda. A national item keeps what one locality adds beside what is shared."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    # The revision of the agenda in which it was last worded.
    revision = models.PositiveIntegerField(default=1)
    key = CodeField(max_length=80)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True)
    section = SealedField()
    title = SealedField()
    text = SealedField()
    particular = SealedField()
    # What a request in somebody's own words leans on: «que los pongan» asks for nothing without it.
    problem = SealedField()
    shared = models.ManyToManyField(Territory, related_name="shared_items", blank=True)

    class Meta:
        verbose_name = _("punto")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="item_number"),
            models.UniqueConstraint(fields=["process", "key"], name="item_key"),
        ]


class Outcome(models.TextChoices):
    VALIDATED = "validated", _("validada")
    CORRECTED = "corrected", _("corregida")
    DISSENT = "dissent", _("con disenso")
    NO_CONDITIONS = "no_conditions", _("sin condiciones")


class Return(Noun):
    """A group saw one revision of its agenda: what it answered stays printed, dissent too."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="returns")
    group = models.ForeignKey(Group, on_delete=models.PROTECT)
    week = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    revision = models.PositiveIntegerField(default=1)
    note = SealedField()

    class Meta:
        verbose_name = _("devolución")
        ordering = ["week"]
        # A group sees a draft, has it corrected and sees it again: every time is kept.
        constraints = [models.UniqueConstraint(
            fields=["agenda", "group", "week", "outcome", "revision"], name="one_return", nulls_distinct=False)]
