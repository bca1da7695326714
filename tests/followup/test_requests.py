"""What an office is asked and what comes back: the pure machine, and the same machine through verbs and database."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import Response, ResponseKind
from tequio.followup.requests import actions, queries
from tequio.followup.requests.models import (
    Closure,
    Meeting,
    Offer,
    Request,
    RequestStatus,
    RequestStep,
    Step,
    UnitOfTime,
)
from tequio.followup.requests.states import STATUSES, STEPS, State, Taken, after, fold, possible
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Institution, Process

CODES = {"TQ-565", "TQ-566", "TQ-567", "TQ-568"}
AGREED = actions.Asking("convenio", 10)
START = datetime.date(2026, 3, 2)
STEP = some.builds(Taken, some.sampled_from(sorted(STEPS)), some.dates(START, START + datetime.timedelta(days=60)),
                   some.sampled_from(["", "Porque así lo pidieron."]), some.sampled_from([0, 5]),
                   some.just("working"))


def ago(days: int) -> datetime.date:
    return today() - datetime.timedelta(days=days)


def ask(team: User, item: Item, office: Institution, *steps: Taken) -> Request:
    row = actions.ask_office(actor=team, item=item, institution=office, asking=AGREED)
    for number, step in enumerate(steps):
        actions.step_request(actor=team, request=row, taken=step, seen=number)
    return row


def code(fault: pytest.ExceptionInfo[TequioError]) -> str:
    return fault.value.problem.code


def test_the_lists_are_those_of_the_models() -> None:
    assert set(Step.values) == set(STEPS) and set(RequestStatus.values) == STATUSES
    assert set(UnitOfTime.values) == {"working", "calendar", "month"}


def follow(steps: list[Taken], day: datetime.date) -> None:
    """No row of steps leads to a state that its history does not make, and none that is refused leaves a mark."""
    state, kept = State(), []
    for taken in steps:
        try:
            reached = after(state, taken, today=day)
        except TequioError as fault:
            assert fault.problem.code in CODES
            continue
        assert state.status in STEPS[taken.step][0] and reached.status in STATUSES
        assert reached.last >= state.last and (reached.acknowledged or not state.acknowledged)
        state, kept = reached, [*kept, taken]
    assert fold(kept, today=day) == state
    if state.status in ("withdrawn", "reviewed"):
        assert possible(state) == ()


@given(some.lists(STEP, max_size=14))
def test_any_row_of_steps(steps: list[Taken]) -> None:
    follow(steps, START + datetime.timedelta(days=60))


@pytest.mark.soak
def test_ten_thousand_rows_of_steps() -> None:
    @settings(max_examples=10_000, deadline=None)
    @given(some.lists(STEP, max_size=14))
    def many(steps: list[Taken]) -> None:
        follow(steps, START + datetime.timedelta(days=60))
    many()


class Requests(RuleBasedStateMachine):
    """Any row of verbs, against the pure machine: the database holds what the history makes, and all of the history."""

    team: User
    item: Item
    office: Institution

    def __init__(self) -> None:
        super().__init__()
        Request.objects.filter(item=self.item).delete()
        self.row = actions.ask_office(actor=self.team, item=self.item, institution=self.office, asking=AGREED)
        self.kept: list[Taken] = []

    @rule(taken=STEP, kind=some.sampled_from(["accepts", "changed", "rejects"]))
    def step(self, taken: Taken, kind: str) -> None:
        if taken.step in ("answer", "answer_review"):
            wanted = "answer_review" if self.row.status == "review" else "answer"
            taken = Taken(wanted, taken.day)
        try:
            after(fold(self.kept, today=today()), taken, today=today())
            refused = ""
        except TequioError as fault:
            refused = fault.problem.code
        try:
            with transaction.atomic():
                if taken.step in ("answer", "answer_review"):
                    actions.answer_request(actor=self.team, request=self.row, kind=kind, day=taken.day, text="Sí.",
                                           seen=len(self.kept))
                else:
                    actions.step_request(actor=self.team, request=self.row, taken=taken, seen=len(self.kept))
            assert not refused
            self.kept.append(taken)
        except TequioError as fault:
            assert fault.problem.code == refused

    @invariant()
    def the_present_is_its_history(self) -> None:
        held = queries.taken(RequestStep.objects.filter(request=self.row))
        assert [one.step for one in held] == [one.step for one in self.kept]
        assert fold(held, today=today()).status == Request.objects.get(pk=self.row.pk).status


@pytest.mark.django_db
def test_verbs_and_database_follow_the_pure_machine(item: Item, office: Institution, team: User) -> None:
    kind = type("Ours", (Requests,), {"team": team, "item": item, "office": office})
    run_state_machine_as_test(kind, settings=settings(max_examples=15, stateful_step_count=8, deadline=None,
                                                      suppress_health_check=list(HealthCheck)))


@pytest.mark.django_db
def test_silence_becomes_late_and_stays_late_after_an_answer(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(30)))
    assert row.due == ago(20)
    clock = queries.clocks_of(row, [], today())[0]
    assert clock.standing.late and clock.standing.days_late == 20
    answer = actions.answer_request(actor=team, request=row, kind=ResponseKind.CHANGED, day=ago(2), text="Más tarde.",
                                    seen=1)
    row.refresh_from_db()
    assert (row.status, row.due, row.was_late) == ("answered", None, True)
    assert answer.request_id == row.pk and answer.text == "Más tarde."
    assert Entry.objects.filter(process_id=row.process_id, verb="enter_answer").count() == 1


@pytest.mark.django_db
def test_silence_on_the_review_is_counted_as_well(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(200)), Taken("review", ago(150), "No contestaron."))
    found = queries.clocks_of(row, [], today())
    assert [one.review for one in found] == [False, True]
    assert found[1].standing.late and row.due == found[1].sum.due and row.was_late


@pytest.mark.django_db
def test_days_off_declared_in_time_move_the_last_day_of_every_request(
        item: Item, office: Institution, process: Process, team: User) -> None:
    row = actions.ask_office(actor=team, item=item, institution=office,
                             asking=actions.Asking("convenio_habil", 10))
    actions.step_request(actor=team, request=row, taken=Taken("send", ago(0)), seen=0)
    before = row.due
    assert before is not None
    actions.declare_closure(actor=team, process=process, sphere=office.sphere, first=ago(-1), last=ago(-7),
                            declared=None, name="Vacaciones de la oficina")
    row.refresh_from_db()
    assert row.due is not None and row.due > before and Closure.objects.get().name == "Vacaciones de la oficina"


@pytest.mark.django_db
def test_the_same_point_is_asked_of_an_office_once_at_a_time(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(3)))
    with pytest.raises(TequioError, match="TQ-569"):
        actions.ask_office(actor=team, item=item, institution=office, asking=AGREED)
    actions.step_request(actor=team, request=row, taken=Taken("withdraw", ago(1), "Se pide junto con otro."), seen=1)
    assert actions.ask_office(actor=team, item=item, institution=office, asking=AGREED).key != row.key


@pytest.mark.django_db
def test_two_people_do_not_write_over_each_other(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(3)))
    actions.step_request(actor=team, request=row, taken=Taken("acknowledge", ago(2)), seen=1)
    with pytest.raises(TequioError, match="TQ-571"):
        actions.answer_request(actor=team, request=row, kind="accepts", day=ago(1), text="Sí.", seen=1)
    assert not Response.objects.exists() and row.steps.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "fault"), [
    (Taken("clarify", ago(0)), "TQ-566"), (Taken("acknowledge", ago(9)), "TQ-567"),
    (Taken("acknowledge", ago(-1)), "TQ-567"), (Taken("withdraw", ago(0)), "TQ-568"),
    (Taken("extend", ago(0), "Piden más.", 0, "working"), "TQ-565"), (Taken("answer", ago(0)), "TQ-566"),
])
def test_a_step_that_cannot_be_taken_leaves_everything_as_it_was(
        item: Item, office: Institution, team: User, step: Taken, fault: str) -> None:
    row = ask(team, item, office, Taken("send", ago(3)))
    with pytest.raises(TequioError) as found:
        actions.step_request(actor=team, request=row, taken=step, seen=1)
    assert code(found) == fault and row.steps.count() == 1
    assert Request.objects.get(pk=row.pk).status == "open"


@pytest.mark.django_db
def test_nobody_enters_silence_and_no_rule_is_made_up(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(3)))
    with pytest.raises(TequioError, match="TQ-572"):
        actions.answer_request(actor=team, request=row, kind="silent", day=ago(0), text="", seen=1)
    with pytest.raises(TequioError, match="TQ-570"):
        actions.ask_office(actor=team, item=item, institution=office, asking=actions.Asking("nada"))
    with pytest.raises(TequioError, match="TQ-565"):
        actions.ask_office(actor=team, item=item, institution=office, asking=actions.Asking("convenio"))
    with pytest.raises(TequioError, match="TQ-575"):
        actions.declare_closure(actor=team, process=item.process, sphere="state", first=ago(0), last=ago(3),
                                declared=None, name="")


@pytest.mark.django_db
def test_counter_proposals_are_kept_version_after_version(item: Item, office: Institution, team: User) -> None:
    row = ask(team, item, office, Taken("send", ago(9)))
    answer = actions.answer_request(actor=team, request=row, kind="changed", day=ago(5), text="Sólo dos.", seen=1)
    for number, (mine, text) in enumerate([(True, "Dos lámparas."), (False, "Cuatro."), (True, "Tres en mayo.")]):
        actions.make_offer(actor=team, response=answer, by_office=mine, day=ago(3), text=text, seen=number)
    assert [(one.number, one.text) for one in Offer.objects.all()] == [
        (1, "Dos lámparas."), (2, "Cuatro."), (3, "Tres en mayo.")]
    for text, day, seen, fault in (("Otra.", ago(0), 2, "TQ-571"), ("Otra.", ago(4), 3, "TQ-567"),
                                   (" ", ago(0), 3, "TQ-568")):
        with pytest.raises(TequioError, match=fault):
            actions.make_offer(actor=team, response=answer, by_office=True, day=day, text=text, seen=seen)
    answer.kind = ResponseKind.SILENT
    with pytest.raises(TequioError, match="TQ-573"):
        actions.make_offer(actor=team, response=answer, by_office=True, day=ago(0), text="Otra.", seen=3)


@pytest.mark.django_db
def test_a_meeting_keeps_its_minutes_and_what_was_agreed_on_each_point(
        item: Item, office: Institution, process: Process, team: User) -> None:
    held = actions.hold_meeting(actor=team, agenda=item.agenda, institution=office, day=ago(1),
                                minutes="Se leyó el punto.", agreed={item: "Lo revisan en mayo."})
    assert [row.text for row in held.agreed.all()] == ["Lo revisan en mayo."]
    for change, fault in (({"day": ago(-1)}, "TQ-567"), ({"minutes": " "}, "TQ-568")):
        with pytest.raises(TequioError, match=fault):
            actions.hold_meeting(**{"actor": team, "agenda": item.agenda, "institution": office, "day": ago(1),
                                    "minutes": "Se leyó.", "agreed": {}} | change)
    other = Agenda.objects.create(process=process, title="Otra agenda")
    with pytest.raises(TequioError, match="TQ-574"):
        actions.hold_meeting(actor=team, agenda=other, institution=office, day=ago(1), minutes="Se leyó.",
                             agreed={item: "Es de otra agenda."})
    assert Meeting.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["analyst", "protector", "official", "auditor", "stranger"])
def test_who_may_not(item: Item, office: Institution, team: User, cast: dict[str, User], who: str) -> None:
    row, actor = ask(team, item, office, Taken("send", ago(3))), cast[who]
    answer = Response(process=item.process, item=item, institution=office, key="R", kind="accepts")
    before = Entry.objects.count()
    for verb in (
            lambda: actions.ask_office(actor=actor, item=item, institution=office, asking=AGREED),
            lambda: actions.step_request(actor=actor, request=row, taken=Taken("acknowledge", ago(0)), seen=1),
            lambda: actions.answer_request(actor=actor, request=row, kind="accepts", day=ago(0), text="", seen=1),
            lambda: actions.make_offer(actor=actor, response=answer, by_office=True, day=ago(0), text="a", seen=0),
            lambda: actions.hold_meeting(actor=actor, agenda=item.agenda, institution=office, day=ago(0), minutes="a",
                                         agreed={}),
            lambda: actions.declare_closure(actor=actor, process=item.process, sphere="state", first=ago(0),
                                            last=ago(0), declared=None, name="")):
        with pytest.raises(TequioError, match="TQ-311"):
            verb()
    assert Entry.objects.count() == before and row.steps.count() == 1
