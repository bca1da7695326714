"""The states of an encounter: pure steps, and the same machine through verbs and database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.listening.fieldwork import holding, planning
from tequio.listening.fieldwork.models import Appointment, Reason
from tequio.listening.fieldwork.states import REASONS, STEPS, State, after, possible
from tequio.listening.models import Encounter, EncounterStatus
from tests.listening.field.conftest import ARRANGED, MONDAY, PREPARED

CODES = {"TQ-460", "TQ-461", "TQ-465"}


def test_the_lists_of_states_and_reasons_are_those_of_the_models() -> None:
    assert set(Reason.values) == REASONS
    origins = {origin for starts, _ in STEPS.values() for origin in starts}
    assert origins == set(EncounterStatus.values)


@given(st.lists(st.tuples(st.sampled_from([*STEPS, "decide"]), st.sampled_from([*sorted(REASONS), "", "nombre"]))))
def test_no_row_of_steps_holds_without_a_go_or_moves_what_is_closed(steps: list[tuple[str, str]]) -> None:
    state = State()
    for step, reason in steps:
        before = state
        try:
            state = (State(state.status, state.closed, True, state.reason)
                     if step == "decide" and state.status == "planned" else after(state, step, reason=reason))
        except TequioError as fault:
            assert fault.problem.code in CODES
            assert state == before
            continue
        if before.closed:
            raise AssertionError("a closed encounter moved")
        if state.status == "held" and before.status != "held":
            assert before.go
        if state.status == "planned" and before.status == "suspended":
            assert not state.go
        assert state.reason in REASONS | {""}
    assert possible(State(closed=True)) == ()


class Encounters(RuleBasedStateMachine):
    """Any row of verbs, against the pure machine."""

    process: Process
    territory: Territory
    actor: User
    happened: holding.Happened

    def __init__(self) -> None:
        super().__init__()
        self.row = planning.prepare_encounter(
            actor=self.actor, process=self.process, territory=self.territory, kind="walk", arranged=ARRANGED,
            facilitator="Ceiba", recording="notes")
        self.expected = State()

    def verb(self, step: str, reason: str = "") -> None:
        """The verb does what the pure machine says, or both refuse with the same code."""
        try:
            reached, refused = after(self.expected, step, reason=reason), ""
        except TequioError as fault:
            reached, refused = self.expected, fault.problem.code
        try:
            self.act(step, reason)
            assert refused == ""
        except TequioError as fault:
            assert fault.problem.code == refused
        self.expected = reached

    def act(self, step: str, reason: str) -> None:
        row = Encounter.objects.get(pk=self.row.pk)
        if step == "hold":
            holding.hold_encounter(actor=self.actor, encounter=row, happened=self.happened)
        elif step == "suspend":
            holding.suspend_encounter(actor=self.actor, encounter=row, reason=reason)
        elif step == "cancel":
            holding.cancel_encounter(actor=self.actor, encounter=row, reason=reason)
        elif step == "plan_again":
            holding.plan_again(actor=self.actor, encounter=row)
        else:
            holding.close_encounter(actor=self.actor, encounter=row)

    @precondition(lambda self: self.expected.status == "planned" and not self.expected.closed)
    @rule(go=st.booleans())
    def decide(self, go: bool) -> None:
        row = Encounter.objects.get(pk=self.row.pk)
        planning.assess(actor=self.actor, encounter=row, prepared=PREPARED)
        planning.decide(actor=self.actor, encounter=row, go=go)
        self.expected = State("planned", go=go, reason=self.expected.reason)

    @rule(step=st.sampled_from(["hold", "plan_again", "close"]))
    def step_without_reason(self, step: str) -> None:
        self.verb(step)

    @rule(step=st.sampled_from(["suspend", "cancel"]), reason=st.sampled_from(["weather", "pressure", "porque sí"]))
    def step_with_reason(self, step: str, reason: str) -> None:
        self.verb(step, reason)

    @invariant()
    def stands_as_expected(self) -> None:
        row = Encounter.objects.get(pk=self.row.pk)
        assert (row.status, row.closed) == (self.expected.status, self.expected.closed)
        assert row.reason in REASONS | {""}

    @invariant()
    def keeps_the_day_only_while_open(self) -> None:
        row = Encounter.objects.get(pk=self.row.pk)
        assert row.week == MONDAY
        assert Appointment.objects.filter(encounter=row).exists() != row.closed


@pytest.mark.django_db
def test_any_row_of_verbs_follows_the_machine(
        process: Process, territory: Territory, team: User, happened: holding.Happened) -> None:
    made = type("Made", (Encounters,), {
        "process": process, "territory": territory, "actor": team, "happened": happened})
    run_state_machine_as_test(made, settings=settings(
        max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)))
