"""What is kept of how an encounter was prepared, and of work that had to stop. Words of people are sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, CodeField, PublicField, PublicJSON
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.fields import SealedField


class Reason(models.TextChoices):
    """Coarse on purpose: the detail of a threat is not kept."""

    DANGER_PLACE = "danger_place", _("riesgo en el lugar")
    DANGER_TEAM = "danger_team", _("riesgo para el equipo")
    DANGER_PEOPLE = "danger_people", _("riesgo para quienes participan")
    NOBODY_CAME = "nobody_came", _("no llegó gente")
    PLACE_REFUSED = "place_refused", _("no hubo dónde reunirse")
    PRESSURE = "pressure", _("presiones desde fuera")
    WEATHER = "weather", _("clima o transporte")
    HEALTH = "health", _("salud")
    GROUP_ASKED = "group_asked", _("lo pidió el grupo")


class Decision(models.TextChoices):
    GO = "go", _("adelante")
    NO_GO = "no_go", _("no se hace")


class Plan(Noun):
    """How an encounter was prepared, and who decided that it may be held."""

    encounter = models.OneToOneField("listening.Encounter", on_delete=models.CASCADE, related_name="plan")
    # Pseudonyms of the process; who they are is sealed apart, or nowhere.
    team = PublicJSON(default=list, blank=True, because=PSEUDONYM)
    referrals = SealedField()
    stop_signal = SealedField()
    care = SealedField()
    danger = SealedField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_by = PublicField(max_length=60, blank=True, because=PSEUDONYM)
    decision_reason = SealedField()

    class Meta:
        verbose_name = _("plan")


class RiskAnswer(Noun):
    """One line of the assessment: what somebody saw, and why it may or may not go on."""

    class Answer(models.TextChoices):
        CLEAR = "clear", _("sin riesgo a la vista")
        HANDLED = "handled", _("hay riesgo y está atendido")
        STOP = "stop", _("así no se puede")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    item = CodeField(max_length=24)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reason = SealedField()

    class Meta:
        verbose_name = _("respuesta de riesgo")
        constraints = [models.UniqueConstraint(fields=["plan", "item"], name="one_risk_answer")]


class Appointment(Noun):
    """Day, hour, place and check-in. It has a key of its own, which closing destroys: then only the week is left."""

    encounter = models.OneToOneField("listening.Encounter", on_delete=models.CASCADE, related_name="appointment")
    moment = SealedField(key_of="id")
    place = SealedField(key_of="id")
    check_in = SealedField(key_of="id")

    class Meta:
        verbose_name = _("cita")


class Reflection(Noun):
    """What the facilitator thought afterwards; all there is of an encounter without record."""

    encounter = models.OneToOneField("listening.Encounter", on_delete=models.CASCADE, related_name="reflection")
    text = SealedField(key_of="id")

    class Meta:
        verbose_name = _("reflexión")


class PseudonymKey(Noun):
    """Who somebody of the team is, apart from everything else and only while an encounter needs it."""

    pseudonym = PublicField(max_length=60, because=PSEUDONYM)
    note = SealedField(key_of="id")

    class Meta:
        verbose_name = _("clave de seudónimo")
        constraints = [models.UniqueConstraint(fields=["process", "pseudonym"], name="one_pseudonym_key")]


class Declared(models.TextChoices):
    """When and how coarsely the news of a suspension is told."""

    NOW = "now", _("desde hoy, con el nombre del lugar")
    LATER = "later", _("desde una fecha, con el nombre del lugar")
    STATE = "state", _("sólo a nivel de estado, sin decir el lugar")


class Suspension(Noun):
    """Work stopped in a whole territory. `told` says that the gap stands declared where everybody reads it."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    note = SealedField()
    declared = models.CharField(max_length=8, choices=Declared.choices)
    declare_from = models.DateField(null=True, blank=True)
    told = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("suspensión")
        constraints = [models.UniqueConstraint(
            fields=["territory"], condition=models.Q(ended=False), name="one_open_suspension")]
