"""Somebody who works in some territories sees these, whatever query is asked; a query that cannot tell fails."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from tequio.foundation.accounts.access import admitted
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.permissions import may, may_here, reach_of
from tequio.foundation.accounts.reach import OutOfReachError, Reached, everywhere, limit, paths_to_territory, reach
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Level, Process, Territory
from tequio.listening.models import Attendance, Encounter
from tequio.protection.models import Tap

# Rows that no territory holds and that are not words: who works here, what is where, what came of what, who did what.
# Ballots, votes and cards are counted only; the room that shows them is closed to accounts of one territory.
UNGUARDED = {
    "places.Process", "places.Territory", "places.Group", "places.Institution", "accounts.User", "accounts.Membership",
    "audit.Entry", "audit.Head", "audit.Reading", "vault.Retention", "trail.Edge", "deliberation.Ballot",
    "deliberation.Vote", "deliberation.CardCount", "protection.Told",
}
# Rooms and parts that are closed to accounts of one territory, whatever their models are.
CLOSED = ("bundles.",)


@pytest.fixture
def places(process: Process, territory: Territory) -> tuple[Territory, Territory, Territory]:
    """A municipality, a neighbourhood in it, and another municipality."""
    part = Territory.objects.create(process=process, key="loma", name="La Loma", parent=territory,
                                    level=Level.NEIGHBOURHOOD)
    return territory, part, Territory.objects.create(process=process, key="otro", name="Otro")


@pytest.fixture
def local(process: Process, places: tuple[Territory, ...]) -> User:
    user = User.objects.create_user("cuenta-local", process=process)
    Membership.objects.create(user=user, process=process, territory=places[0], role=Role.FACILITATOR)
    return user


def met(process: Process, place: Territory) -> Encounter:
    row: Encounter = Encounter.objects.create(process=process, territory=place, key=f"E-{place.key}", kind="workshop",
                                              status="held")
    return row


def test_a_territory_holds_its_parts_and_nothing_beside_them(process: Process, local: User,
                                                             places: tuple[Territory, ...]) -> None:
    whole, part, other = places
    assert reach_of(local, "read_words", process.pk) == {whole.pk, part.pk}
    assert may(local, "record_voices", process_id=process.pk, territory_id=part.pk)
    assert not may(local, "record_voices", process_id=process.pk, territory_id=other.pk)
    assert not may(local, "record_voices", process_id=process.pk)
    assert reach_of(local, "review_voice", process.pk) == frozenset()


def test_a_role_in_a_part_does_not_reach_the_whole(process: Process, places: tuple[Territory, ...]) -> None:
    user = User.objects.create_user("cuenta-loma", process=process)
    Membership.objects.create(user=user, process=process, territory=places[1], role=Role.ANALYST)
    assert reach_of(user, "read_words", process.pk) == {places[1].pk}


def test_rows_come_from_there_only(process: Process, places: tuple[Territory, ...]) -> None:
    rows = [met(process, place) for place in places]
    for row in rows:
        Attendance.objects.create(encounter=row, group=process.groups.first(), count=3)
    with everywhere():
        limit(frozenset({places[0].pk, places[1].pk}))
        assert set(Encounter.objects.values_list("pk", flat=True)) == {rows[0].pk, rows[1].pk}
        assert Attendance.objects.count() == 2
        assert not Encounter.objects.filter(pk=rows[2].pk).exists()
        assert list(rows[2].attendance.all()) == []
        with everywhere():
            assert Encounter.objects.count() == 3
        with pytest.raises(OutOfReachError):
            Tap.objects.filter(process=process)
    assert reach() is None
    assert Encounter.objects.count() == 3


def test_every_model_is_guarded_or_named_here() -> None:
    ours = {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("tequio.")}
    open_ones = {label for label, model in ours.items() if not issubclass(model, Reached)
                 and not label.startswith(CLOSED)}
    assert open_ones == UNGUARDED
    for label, model in ours.items():
        if issubclass(model, Reached):
            with everywhere():
                limit(frozenset())
                try:
                    assert model.everywhere or not model._default_manager.exists(), label
                except OutOfReachError:
                    assert not paths_to_territory(model), label


def test_admission_sets_the_reach_and_other_rooms_stay_closed(
        process: Process, local: User, places: tuple[Territory, ...]) -> None:
    def asked(name: str) -> Process:
        request = RequestFactory().get(reverse(name, args=[process.pk]))
        request.user, request.resolver_match = local, resolve(request.path)
        return admitted(request, "read_words", process.pk)

    with everywhere():
        assert asked("listening:index") == process
        assert reach() == {places[0].pk, places[1].pk}
        assert may_here(local, "read_words", process.pk)
        assert not may_here(local, "review_voice", process.pk)
    with everywhere(), pytest.raises(Http404):
        asked("agendas:index")


def test_a_stranger_is_sent_to_the_door(process: Process) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(TequioError) as fault:
        admitted(request, "read_words", process.pk)
    assert fault.value.problem.code == "TQ-312"


def test_one_request_leaves_nothing_to_the_next(
        client: Client, process: Process, local: User, places: tuple[Territory, ...],
        enter: Callable[[Client, User], Client]) -> None:
    row, foreign = met(process, places[1]), met(process, places[2])
    enter(client, local)
    assert client.get(reverse("listening:index", args=[process.pk])).status_code == 200
    assert reach() is None
    assert client.get(reverse("listening:encounter", args=[process.pk, row.pk])).status_code == 200
    assert client.get(reverse("listening:encounter", args=[process.pk, foreign.pk])).status_code == 404
