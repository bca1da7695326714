"""Who is owed the return of an agenda: sets of groups, compared as sets, whatever order or repetition they come in."""

import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas import queries
from tequio.agendas.actions import return_agenda
from tequio.agendas.cards.proposal import item
from tequio.agendas.models import Agenda, AgendaStatus, Item, Outcome, Return
from tequio.agendas.returning.states import DRAFT, NO_CONDITIONS, RETURNED, VALIDATED, Answer, standing
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import limit
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Level, Process, Territory
from tequio.foundation.trail.wording import wording
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, Use, Voice

WEEK = datetime.date(2026, 11, 2)
LATER = datetime.date(2026, 11, 16)

groups = some.integers(0, 6).map(lambda number: UUID(int=number))
answers = some.lists(some.builds(
    Answer, group=groups, outcome=some.sampled_from([str(one) for one in Outcome.values]),
    week=some.none() | some.sampled_from([WEEK, LATER])), max_size=12)


@given(due=some.sets(groups), given_back=answers)
def test_validated_means_that_all_who_are_due_have_seen_it(due: set[UUID], given_back: list[Answer]) -> None:
    found = standing(due, given_back)
    if found.status == VALIDATED:
        assert due and due <= found.seen and not found.waiting
    assert found.waiting.isdisjoint(found.seen)
    assert due <= found.seen | found.waiting


@given(given_back=answers)
def test_where_nobody_is_due_nobody_validates(given_back: list[Answer]) -> None:
    assert standing(set(), given_back).status != VALIDATED


@given(due=some.sets(groups, min_size=1), given_back=answers)
def test_saying_it_again_and_in_another_order_changes_nothing(due: set[UUID], given_back: list[Answer]) -> None:
    assert standing(due, given_back) == standing(due, [*given_back[::-1], *given_back])


@given(due=some.sets(groups, min_size=2), extra=some.lists(some.sampled_from([WEEK, LATER]), min_size=1, max_size=9))
def test_one_group_is_never_counted_as_several(due: set[UUID], extra: list[datetime.date]) -> None:
    one = min(due)
    found = standing(due, [Answer(one, "validated", week) for week in extra])
    assert (found.status, found.waiting) == (RETURNED, frozenset(due - {one}))


def test_the_latest_answer_counts_and_dissent_does_not_block() -> None:
    one, two = UUID(int=1), UUID(int=2)
    kept_away, came = Answer(one, NO_CONDITIONS, WEEK), Answer(one, "dissent", LATER)
    assert standing({one, two}, [kept_away, Answer(two, "validated", WEEK)]).waiting == {one}
    assert standing({one, two}, [came, kept_away, Answer(two, "corrected", WEEK)]).status == VALIDATED
    assert standing({one}, [Answer(one, "validated", LATER), Answer(one, NO_CONDITIONS, LATER)]).status == DRAFT


@pytest.fixture
def colonia(process: Process, territory: Territory) -> Territory:
    return Territory.objects.create(process=process, parent=territory, key="colonia", name="La Colonia",
                                    level=Level.NEIGHBOURHOOD)


def hear(team: User, place: Territory, group: Group | None, key: str, *, around: Territory | None = None,
         attendance: dict[Group, int] | None = None) -> Voice | None:
    """An encounter `around` a place, and a voice of the group that belongs to `place`."""
    row = Encounter(process=place.process, territory=around or place, key=key, kind="forum", status="held")
    plan_encounter(actor=team, encounter=row, attendance=attendance or {}, allowed={Use.DIAGNOSIS: True})
    if group is None:
        return None
    voice = Voice(process=place.process, encounter=row, territory=place, group=group, key=f"V-{key}", text="Falta luz")
    record_voices(actor=team, encounter=row, voices=[voice])
    return voice


@pytest.fixture
def agenda(process: Process, territory: Territory) -> Agenda:
    row = Agenda(process=process, territory=territory, title="Agenda de prueba")
    row.save(force_insert=True)
    return row


def answer(agenda: Agenda, group: Group, outcome: str = "validated", week: datetime.date | None = WEEK) -> Return:
    return Return(process=agenda.process, agenda=agenda, group=group, week=week, outcome=outcome, note="Está bien")


@pytest.fixture
def young(process: Process) -> Group:
    return process.groups.get(key="jovenes")


pytestmark = pytest.mark.django_db


def test_voices_of_a_neighbourhood_make_their_groups_due(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, women, "E1")
    hear(team, colonia, young, "E2", around=agenda.territory)
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women)])
    assert (agenda.status, queries.waiting_for(agenda)) == (AgendaStatus.RETURNED, [young])
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, young, "dissent")])
    assert (agenda.status, queries.waiting_for(agenda)) == (AgendaStatus.VALIDATED, [])


def test_what_was_said_in_its_encounters_about_elsewhere_makes_due(
        agenda: Agenda, process: Process, team: User, women: Group, young: Group) -> None:
    elsewhere = Territory.objects.create(process=process, key="otro", name="Otro Municipio")
    hear(team, elsewhere, women, "E1", around=agenda.territory)
    hear(team, elsewhere, young, "E2")
    assert queries.standing(agenda).due == {women.pk}


def test_a_group_that_came_is_due_although_nothing_it_said_was_noted(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, None, "E1", attendance={women: 9, young: 0})
    assert queries.standing(agenda).due == {women.pk}


def test_where_no_group_was_heard_nothing_is_validated(agenda: Agenda, team: User, women: Group) -> None:
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women)])
    assert agenda.status == AgendaStatus.RETURNED


def test_a_group_heard_afterwards_opens_the_gate_again(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, women, "E1")
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women)])
    assert queries.status(agenda) == AgendaStatus.VALIDATED
    hear(team, colonia, young, "E2")
    agenda.status = AgendaStatus.FINAL
    agenda.save()
    assert queries.status(agenda) == AgendaStatus.RETURNED


def test_a_proposal_says_of_each_agenda_it_led_to_how_that_stands_now(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, women, "E1")
    row = Item(process=agenda.process, agenda=agenda, number=1, key="P1", text="Poner luz")
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women)])
    assert item(row, wording(agenda.process))["meta"] == [AgendaStatus.VALIDATED.label]
    hear(team, colonia, young, "E2")
    assert item(row, wording(agenda.process))["meta"] == [AgendaStatus.RETURNED.label]


def test_whoever_looks_at_a_part_sees_the_same_gate(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, women, "E1")
    assert agenda.territory
    hear(team, agenda.territory, young, "E2")
    limit(frozenset({colonia.pk}))
    try:
        assert queries.standing(agenda).due == {women.pk, young.pk}
    finally:
        limit(None)


def test_several_returns_of_one_group_are_kept_and_are_one_group(
        agenda: Agenda, colonia: Territory, team: User, women: Group, young: Group) -> None:
    hear(team, colonia, women, "E1")
    hear(team, colonia, young, "E2")
    rows = [answer(agenda, women, "corrected"), answer(agenda, women, "validated", LATER)]
    return_agenda(actor=team, agenda=agenda, returns=rows)
    assert [row.outcome for row in queries.returns(agenda)] == ["corrected", "validated"]
    assert queries.waiting_for(agenda) == [young]


def test_the_same_return_twice_is_refused_and_changes_nothing(
        agenda: Agenda, colonia: Territory, team: User, women: Group) -> None:
    hear(team, colonia, women, "E1")
    with pytest.raises(TequioError, match="TQ-767"):
        return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women), answer(agenda, women)])
    assert not Return.objects.exists() and queries.status(agenda) == AgendaStatus.DRAFT
    return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women, week=None)])
    with pytest.raises(TequioError, match="TQ-767"):
        return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women, week=None)])
    assert Return.objects.count() == 1


def test_a_final_agenda_takes_no_return(agenda: Agenda, team: User, women: Group) -> None:
    agenda.status = AgendaStatus.FINAL
    agenda.save()
    with pytest.raises(TequioError, match="TQ-761"):
        return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women)])


def test_an_answer_to_another_agenda_is_refused(
        agenda: Agenda, colonia: Territory, process: Process, team: User, women: Group) -> None:
    other = Agenda(process=process, territory=colonia, title="Agenda de la colonia")
    other.save(force_insert=True)
    with pytest.raises(TequioError, match="TQ-760"):
        return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, women), answer(other, women)])
    assert not Return.objects.exists()


def test_a_group_of_another_process_is_refused(agenda: Agenda, team: User) -> None:
    other = Group.objects.create(process=Process.objects.create(name="Otro"), key="g", name_es="G")
    with pytest.raises(TequioError, match="TQ-768"):
        return_agenda(actor=team, agenda=agenda, returns=[answer(agenda, other)])


def test_only_the_right_roles_return_and_it_is_recorded(agenda: Agenda, cast: dict[str, User], women: Group) -> None:
    for who in ("protector", "analyst", "official", "auditor", "trustee", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            return_agenda(actor=cast[who], agenda=agenda, returns=[answer(agenda, women)])
    assert not Return.objects.exists()
    return_agenda(actor=cast["facilitator"], agenda=agenda, returns=[answer(agenda, women)])
    return_agenda(actor=cast["coordinator"], agenda=agenda, returns=[answer(agenda, women, week=LATER)])
    assert Entry.objects.filter(verb="return_agenda").count() == 2


def test_a_facilitator_returns_the_agenda_of_their_own_territory_only(
        agenda: Agenda, process: Process, women: Group) -> None:
    other = Territory.objects.create(process=process, key="otro", name="Otro")
    here, elsewhere = (User.objects.create_user(name, process=process) for name in ("de-aqui", "de-alla"))
    Membership.objects.create(user=here, process=process, role=Role.FACILITATOR, territory=agenda.territory)
    Membership.objects.create(user=elsewhere, process=process, role=Role.FACILITATOR, territory=other)
    with pytest.raises(TequioError, match="TQ-311"):
        return_agenda(actor=elsewhere, agenda=agenda, returns=[answer(agenda, women)])
    return_agenda(actor=here, agenda=agenda, returns=[answer(agenda, women)])
    assert Return.objects.count() == 1
