"""Preparing an encounter: what is planned, what could go wrong, and the decision of a person."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import plan_encounter
from tequio.listening.fieldwork.models import Appointment, Decision, Plan, RiskAnswer
from tequio.listening.fieldwork.pseudonyms import check_known
from tequio.listening.fieldwork.suspensions import check_not_suspended
from tequio.listening.guides import checklist
from tequio.listening.models import Encounter, EncounterStatus

# What an encounter is never held without, as TQ-462 names it.
NEEDED = {
    "referrals": ("la lista de lugares que acompañan", "the list of places that accompany people"),
    "stop_signal": ("la señal para parar", "the stop signal"),
    "care": ("el cuidado del equipo", "the care of the team"),
    "danger": ("qué hacer ante un peligro inminente", "what to do about an imminent danger"),
}


@dataclass(frozen=True)
class Arranged:
    """When and where, and who checks that everybody came back."""

    day: datetime.date
    hour: str = ""
    place: str = ""
    check_in: str = ""

    @property
    def week(self) -> datetime.date:
        return self.day - datetime.timedelta(days=self.day.weekday())

    @property
    def moment(self) -> str:
        return f"{self.day.isoformat()} {self.hour}".strip()


@dataclass(frozen=True)
class Prepared:
    """What the team agreed beforehand; every text is sealed. `risks` by item of the checklist: answer and reason."""

    referrals: str = ""
    stop_signal: str = ""
    care: str = ""
    danger: str = ""
    risks: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def prepare_encounter(*, actor: User, process: Process, territory: Territory, kind: str, arranged: Arranged,
                      facilitator: str, team: Sequence[str] = (), recording: str) -> Encounter:
    """A planned encounter with its appointment.

    Raises TQ-464 where work is suspended, TQ-475 for a pseudonym that is not on the list.
    """
    check_known(process, [facilitator, *team])
    encounter = Encounter(process=process, territory=territory, key=_free_key(process, territory), kind=kind,
                          status=EncounterStatus.PLANNED, week=arranged.week, facilitator=facilitator,
                          recording=recording)
    with transaction.atomic():
        plan_encounter(actor=actor, encounter=encounter, attendance={}, allowed={})
        add([Plan(process=process, encounter=encounter, team=list(team))])
        arrange(actor=actor, encounter=encounter, arranged=arranged)
    return encounter


def arrange(*, actor: User, encounter: Encounter, arranged: Arranged) -> None:
    """Set or change day, place and check-in; a go that was given for another date no longer holds.

    Raises TQ-460, and TQ-464 where work is suspended.
    """
    with acting(actor, "plan_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        if encounter.status != EncounterStatus.PLANNED:
            raise TequioError("TQ-460")
        check_not_suspended(encounter.territory)
        row = Appointment.objects.filter(encounter=encounter).first() or Appointment(
            process_id=encounter.process_id, encounter=encounter)
        keyring.of(encounter.process_id).make_keys([row.pk])
        row.moment, row.place, row.check_in = arranged.moment, arranged.place, arranged.check_in
        row.save()
        encounter.week = arranged.week
        encounter.save(update_fields=["week"])
        _undecide(plan_of(encounter))


def assess(*, actor: User, encounter: Encounter, prepared: Prepared) -> None:
    """Keep the preparation as it stands; a decision made on an earlier one no longer holds."""
    with acting(actor, "assess_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        if encounter.status != EncounterStatus.PLANNED:
            raise TequioError("TQ-460")
        plan = plan_of(encounter)
        for name in NEEDED:
            setattr(plan, name, getattr(prepared, name).strip())
        _undecide(plan)
        plan.answers.all().delete()
        known = checklist("es")
        add([RiskAnswer(process_id=encounter.process_id, plan=plan, item=item, answer=answer, reason=reason.strip())
             for item, (answer, reason) in prepared.risks.items() if item in known and answer])


def decide(*, actor: User, encounter: Encounter, go: bool, reason: str = "") -> None:
    """A person decides that it may be held, or may not.

    A go raises TQ-462 when something was not prepared, TQ-463 when an answer says «not like this», TQ-464 in a
    suspended territory.
    """
    with acting(actor, "decide_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        plan = plan_of(encounter)
        if encounter.status != EncounterStatus.PLANNED:
            raise TequioError("TQ-460")
        if go:
            check_ready(encounter, plan)
        plan.decision = Decision.GO if go else Decision.NO_GO
        plan.decided_by, plan.decision_reason = actor.pseudonym, reason.strip()
        plan.save()


def check_ready(encounter: Encounter, plan: Plan) -> None:
    """Raises TQ-462, TQ-463 or TQ-464."""
    check_not_suspended(encounter.territory)
    lacking = missing(plan)
    if lacking:
        raise TequioError("TQ-462", missing="; ".join(es for es, _ in lacking),
                          missing_en="; ".join(en for _, en in lacking))
    refused = sum(row.answer == RiskAnswer.Answer.STOP for row in plan.answers.all())
    if refused:
        raise TequioError("TQ-463", count=refused)


def missing(plan: Plan) -> list[tuple[str, str]]:
    """What the preparation lacks, in Spanish and English."""
    lacking = [names for column, names in NEEDED.items() if not getattr(plan, column)]
    answers = {row.item: row for row in plan.answers.all()}
    bare = sum(item not in answers or (answers[item].answer != RiskAnswer.Answer.CLEAR and not answers[item].reason)
               for item in checklist("es"))
    if bare:
        lacking.append((f"respuesta o razón en {bare} puntos de la valoración",
                        f"answer or reason in {bare} points of the assessment"))
    return lacking


def plan_of(encounter: Encounter) -> Plan:
    """The plan of the encounter; one that came from a file gets an empty one."""
    plan = Plan.objects.filter(encounter=encounter).first()
    return plan or Plan.objects.create(process_id=encounter.process_id, encounter=encounter)


def _undecide(plan: Plan) -> None:
    plan.decision, plan.decided_by, plan.decision_reason = "", "", ""
    plan.save()


def _free_key(process: Process, territory: Territory) -> str:
    with everywhere():
        taken = set(Encounter.objects.filter(process=process).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{territory.key}-{number:02d}") not in taken)
