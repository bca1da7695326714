"""Holding, putting off, cancelling and closing an encounter."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add
from tequio.foundation.vault.keyring import keyring
from tequio.listening.fieldwork.models import Appointment, Decision, Plan, Reflection
from tequio.listening.fieldwork.planning import plan_of
from tequio.listening.fieldwork.pseudonyms import destroy_unneeded
from tequio.listening.fieldwork.states import State, after
from tequio.listening.fieldwork.suspensions import check_not_suspended
from tequio.listening.models import Attendance, Consent, Draft, Encounter, Phone, Use, Voice
from tequio.listening.permissions import state_all_again


@dataclass(frozen=True)
class Happened:
    """What is kept of an encounter that took place: counts, the week, and what was allowed."""

    day: datetime.date
    attendance: Mapping[Group, int]
    allowed: Mapping[Use, bool]
    recording: str
    assent: str = ""


def state_of(encounter: Encounter) -> State:
    plan = Plan.objects.filter(encounter=encounter).first()
    return State(encounter.status, encounter.closed, go=plan is not None and plan.decision == Decision.GO,
                 reason=encounter.reason)


def hold_encounter(*, actor: User, encounter: Encounter, happened: Happened) -> None:
    """It took place. Raises TQ-460, TQ-461 without a go, TQ-464 in a suspended territory."""
    with acting(actor, "hold_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        reached = after(state_of(encounter), "hold")
        check_not_suspended(encounter.territory)
        encounter.week = happened.day - datetime.timedelta(days=happened.day.weekday())
        encounter.recording, encounter.assent = happened.recording, happened.assent
        _take(encounter, reached)
        _count(encounter, happened.attendance)
        _allow(encounter, happened.allowed)


def suspend_encounter(*, actor: User, encounter: Encounter, reason: str) -> None:
    """Put it off, or break it off; it can be planned again. Raises TQ-460, TQ-465."""
    _step(actor, encounter, "suspend", "suspend_encounter", reason)


def cancel_encounter(*, actor: User, encounter: Encounter, reason: str) -> None:
    """It will not take place, which is an outcome like any other. Raises TQ-460, TQ-465."""
    _step(actor, encounter, "cancel", "cancel_encounter", reason)


def plan_again(*, actor: User, encounter: Encounter) -> None:
    """Back to planning; it needs a new go. Raises TQ-460, TQ-464 where work is suspended."""
    check_not_suspended(encounter.territory)
    _step(actor, encounter, "plan_again", "plan_encounter", "")


def close_encounter(*, actor: User, encounter: Encounter) -> None:
    """Nothing more is entered: day, place and check-in are destroyed and only the week is left.

    Raises TQ-419 while a phone is not finished, TQ-460, TQ-478 while somebody has a card that was not saved.
    """
    with acting(actor, "close_encounter", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        reached = after(state_of(encounter), "close")
        if any(draft.text.strip() for draft in Draft.objects.filter(encounter=encounter)):
            raise TequioError("TQ-478")
        if Phone.objects.filter(encounter=encounter).exists():
            raise TequioError("TQ-419")
        _take(encounter, reached)
        _forget_the_day(encounter)
        destroy_unneeded(encounter.process)


def write_reflection(*, actor: User, encounter: Encounter, text: str) -> None:
    """What the facilitator thought afterwards, sealed. Raises TQ-466 once the encounter is closed."""
    if encounter.closed:
        raise TequioError("TQ-466")
    with acting(actor, "write_reflection", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        row = Reflection.objects.filter(encounter=encounter).first() or Reflection(
            process_id=encounter.process_id, encounter=encounter)
        keyring.of(encounter.process_id).make_keys([row.pk])
        row.text = text.strip()
        row.save()


def _step(actor: User, encounter: Encounter, step: str, verb: str, reason: str) -> None:
    with acting(actor, verb, on=encounter, process_id=encounter.process_id, territory_id=encounter.territory_id):
        reached = after(state_of(encounter), step, reason=reason)
        _take(encounter, reached)
        if step == "plan_again":
            plan = plan_of(encounter)
            plan.decision, plan.decided_by, plan.decision_reason = "", "", ""
            plan.save()


def _take(encounter: Encounter, reached: State) -> None:
    encounter.status, encounter.closed, encounter.reason = reached.status, reached.closed, reached.reason
    encounter.save()


def _count(encounter: Encounter, attendance: Mapping[Group, int]) -> None:
    Attendance.objects.filter(encounter=encounter).delete()
    Attendance.objects.bulk_create(
        Attendance(encounter=encounter, group=group, count=count) for group, count in attendance.items() if count)


def _allow(encounter: Encounter, allowed: Mapping[Use, bool]) -> None:
    Consent.objects.filter(encounter=encounter, voice=None).delete()
    add([Consent(process_id=encounter.process_id, encounter=encounter, use=use, granted=granted)
         for use, granted in allowed.items()])
    state_all_again(encounter)


def _forget_the_day(encounter: Encounter) -> None:
    """Rows of the appointment and of drafts go, and their keys with them, so that no backup can tell the day."""
    appointments = list(Appointment.objects.filter(encounter=encounter).values_list("pk", flat=True))
    drafts = set(Draft.objects.filter(encounter=encounter).values_list("voice_id", flat=True))
    drafts -= set(Voice.objects.filter(pk__in=drafts).values_list("pk", flat=True))
    Appointment.objects.filter(pk__in=appointments).delete()
    Draft.objects.filter(encounter=encounter).delete()
    transaction.on_commit(partial(keyring.of(encounter.process_id).destroy_keys, [*appointments, *drafts]))
