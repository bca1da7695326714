"""What an office was asked for, every step since, what it offered instead, and the meetings with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField
from tequio.foundation.places.models import Institution, Sphere
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class RequestStatus(models.TextChoices):
    DRAFT = "draft", _("sin enviar")
    OPEN = "open", _("en espera de respuesta")
    ASKED = "asked", _("la oficina pidió una aclaración")
    STOPPED = "stopped", _("plazo detenido")
    ANSWERED = "answered", _("contestada")
    REVIEW = "review", _("en revisión")
    REVIEWED = "reviewed", _("revisión resuelta")
    WITHDRAWN = "withdrawn", _("retirada")


class Step(models.TextChoices):
    SEND = "send", _("se envió")
    ACKNOWLEDGE = "acknowledge", _("la oficina acusó recibo")
    QUESTION = "question", _("la oficina pidió una aclaración")
    CLARIFY = "clarify", _("se le aclaró")
    EXTEND = "extend", _("la oficina avisó de una prórroga")
    STOP = "stop", _("se detuvo el plazo")
    RESUME = "resume", _("siguió el plazo")
    ANSWER = "answer", _("contestó")
    REVIEW = "review", _("se pidió revisión")
    ANSWER_REVIEW = "answer_review", _("se resolvió la revisión")
    WITHDRAW = "withdraw", _("se retiró la solicitud")


class Way(models.TextChoices):
    COUNTER = "counter", _("en la ventanilla, con sello")
    MEETING = "meeting", _("en una reunión")
    MAIL = "mail", _("por correo electrónico")
    PORTAL = "portal", _("por un portal")
    POST = "post", _("por correo o mensajería")


class UnitOfTime(models.TextChoices):
    WORKING = "working", _("días hábiles")
    CALENDAR = "calendar", _("días naturales")
    MONTH = "month", _("meses")


class Request(Noun):
    """One point asked of one office. The term is kept as it was on that day; `status` is what its steps make of it."""

    item = models.ForeignKey("agendas.Item", on_delete=models.CASCADE, related_name="requests")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="requests")
    key = CodeField(max_length=80)
    rule = CodeField(max_length=40)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=UnitOfTime.choices)
    restarts = models.BooleanField(default=False)
    rolls = models.BooleanField(default=True)
    status = models.CharField(max_length=9, choices=RequestStatus.choices, default=RequestStatus.DRAFT)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    # The last day for what is waited for now, and whether an answer ever was late, as the clock counts them.
    due = models.DateField(null=True, blank=True)
    was_late = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("solicitud")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="request_key")]


class RequestStep(Noun):
    """One step of a request, in its place; none is changed or taken away."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=14, choices=Step.choices)
    day = models.DateField()
    reason = SealedField()
    length = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=8, choices=UnitOfTime.choices, blank=True)
    after_hours = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paso de una solicitud")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="request_step")]


class Closure(Noun):
    """Days on which the offices of one level do not work, beyond those of the law, and when they were declared."""

    everywhere = True
    sphere = models.CharField(max_length=16, choices=Sphere.choices)
    first = models.DateField()
    last = models.DateField()
    declared = models.DateField(null=True, blank=True)
    name = SealedField()

    class Meta:
        verbose_name = _("días inhábiles")
        ordering = ["first", "sphere"]


class Offer(Noun):
    """What stands instead of what was asked, version after version: the office's, and what was said back."""

    response = models.ForeignKey("followup.Response", on_delete=models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()
    by_office = models.BooleanField(default=True)
    day = models.DateField()
    text = SealedField()

    class Meta:
        verbose_name = _("contrapropuesta")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["response", "number"], name="offer_number")]


class Meeting(Noun):
    """A meeting with an office about an agenda. Minutes name offices and kinds of people, never persons."""

    agenda = models.ForeignKey("agendas.Agenda", on_delete=models.CASCADE, related_name="meetings")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="meetings")
    day = models.DateField()
    minutes = SealedField()

    class Meta:
        verbose_name = _("reunión")
        ordering = ["day"]


class Agreed(Noun):
    """What a meeting agreed on one point."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreed")
    item = models.ForeignKey("agendas.Item", on_delete=models.CASCADE, related_name="agreed")
    text = SealedField()

    class Meta:
        verbose_name = _("acuerdo de una reunión")
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="agreed_once")]
