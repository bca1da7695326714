"""No encounter without an assessment, a referral list, a stop signal, and a person who says go."""

from dataclasses import replace

import pytest
from django.db import connection

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.fieldwork import holding, planning
from tequio.listening.fieldwork.models import Appointment, Plan
from tequio.listening.models import Encounter
from tests.listening.field.conftest import DAY, MONDAY, PREPARED

pytestmark = pytest.mark.django_db


def code(fault: pytest.ExceptionInfo[TequioError]) -> str:
    return fault.value.problem.code


def test_a_plan_keeps_the_week_and_seals_the_day(planned: Encounter) -> None:
    assert planned.week == MONDAY
    assert planned.appointment.moment == f"{DAY.isoformat()} 17:00"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM listening_appointment")
        cells = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                 for cell in cursor.fetchone()]
    assert not any(DAY.isoformat().encode() in cell or b"Zarlugar" in cell for cell in cells)


@pytest.mark.parametrize("lacking", ["referrals", "stop_signal", "care", "danger"])
def test_no_go_while_something_is_missing(planned: Encounter, team: User, lacking: str) -> None:
    planning.assess(actor=team, encounter=planned, prepared=replace(PREPARED, **{lacking: "  "}))
    with pytest.raises(TequioError) as fault:
        planning.decide(actor=team, encounter=planned, go=True)
    assert code(fault) == "TQ-462"


def test_a_risk_needs_its_reason_and_a_stop_needs_another_plan(planned: Encounter, team: User) -> None:
    for answer, reason, expected in (("handled", "", "TQ-462"), ("stop", "hay retén", "TQ-463")):
        planning.assess(actor=team, encounter=planned,
                        prepared=replace(PREPARED, risks={**PREPARED.risks, "way": (answer, reason)}))
        with pytest.raises(TequioError) as fault:
            planning.decide(actor=team, encounter=planned, go=True)
        assert code(fault) == expected
    planning.decide(actor=team, encounter=planned, go=False, reason="Hay retén")
    assert Plan.objects.get(encounter=planned).decision == "no_go"


def test_nothing_is_held_without_a_go(planned: Encounter, team: User, happened: holding.Happened) -> None:
    planning.assess(actor=team, encounter=planned, prepared=PREPARED)
    with pytest.raises(TequioError) as fault:
        holding.hold_encounter(actor=team, encounter=planned, happened=happened)
    assert code(fault) == "TQ-461"


def test_a_facilitator_prepares_but_does_not_decide(planned: Encounter, cast: dict[str, User]) -> None:
    planning.assess(actor=cast["facilitator"], encounter=planned, prepared=PREPARED)
    with pytest.raises(TequioError) as fault:
        planning.decide(actor=cast["facilitator"], encounter=planned, go=True)
    assert code(fault) == "TQ-311"
    planning.decide(actor=cast["protector"], encounter=planned, go=True)
    assert Plan.objects.get(encounter=planned).decided_by == "cuenta-protector"


def test_a_changed_plan_needs_a_new_go(ready: Encounter, team: User) -> None:
    planning.arrange(actor=team, encounter=ready, arranged=planning.Arranged(DAY, place="Otro lugar"))
    assert Plan.objects.get(encounter=ready).decision == ""
    assert Appointment.objects.get(encounter=ready).place == "Otro lugar"


def test_names_of_people_are_no_pseudonyms(process: Process, planned: Encounter, team: User) -> None:
    with pytest.raises(TequioError) as fault:
        planning.prepare_encounter(actor=team, process=process, territory=planned.territory, kind="walk",
                                   arranged=planning.Arranged(DAY), facilitator="Juana Pérez", recording="notes")
    assert code(fault) == "TQ-475"
    assert "Juana" not in str(fault.value)


def test_keys_of_encounters_never_meet(process: Process, planned: Encounter, team: User) -> None:
    other = planning.prepare_encounter(actor=team, process=process, territory=planned.territory, kind="walk",
                                       arranged=planning.Arranged(DAY), facilitator="Ceiba", recording="none")
    assert {planned.key, other.key} == {"centro-01", "centro-02"}
