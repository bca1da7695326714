"""Every address × every role × the objects of another process or territory: the same 404, and no canary."""

from itertools import product
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import Reached, paths_to_territory
from tequio.foundation.places.models import Process, Territory
from tests.attacks.asking import (
    SONG,
    Asked,
    Converters,
    Thing,
    addresses,
    ask_across,
    ask_all,
    browser,
    filled,
    one_of_each_kind,
    takes_object,
    things,
)

# Doors, and pages of an account that are about no process.
OPEN = {"start", "enter", "enter_by_link", "enter_by_form", "lock", "set_language", "receipt", "receipt_use",
        "round_door", "round_answer",
        "note_page", "note_file", "note_manifest", "note_worker", "note_arrive", "note_open",
        "enter_account", "enter_code", "enter_password", "enter_setup", "present", "account",
        "account_setup", "account_prove", "account_password"}
FITTING: dict[str, object] = {"name": "agenda-centro.html", "relation": "feeds", "origin": "official",
                              "rhythm": "year", "key": "nada"}
NOTHING = frozenset({404, 405})
SEED = 20261130


@pytest.fixture
def elsewhere(foreign: Process) -> list[User]:
    """One account per role of the team, each in another territory of the process full of canaries."""
    place = Territory.objects.create(process=foreign, key="otro", name="Otro Lugar")
    made = []
    for role in (Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR, Role.OFFICIAL, Role.AUDITOR):
        user = User.objects.create_user(f"local-{role.value}", process=foreign)
        Membership.objects.create(user=user, process=foreign, territory=place, role=role)
        made.append(user)
    return made


@pytest.fixture
def namesakes(foreign: Process, cast: dict[str, User]) -> list[User]:
    """Everybody has somebody of the same name in the other process, who may do everything of their role there."""
    made = []
    for name, user in cast.items():
        made.append(User.objects.create_user(user.pseudonym, process=foreign))
        if name in Role.values:
            Membership.objects.create(user=made[-1], process=foreign, role=name)
    return made


def nowhere(name: str, thing: Thing) -> frozenset[int]:
    return NOTHING


def test_a_little_of_the_matrix_on_every_run(
        foreign: Process, process: Process, cast: dict[str, User], namesakes: list[User]) -> None:
    asked = Asked()
    clients = [(name, browser(cast[name])) for name in ("coordinator", "official")]
    ask_all(asked, clients, addresses(OPEN), things(foreign, 1), foreign.pk, FITTING, each=1, allowed=nowhere)
    assert asked.faults == []
    assert len(asked.bodies) == 1


@pytest.mark.attack
def test_a_spread_third_of_the_matrix_sees_nothing_of_another_process(
        foreign: Process, process: Process, cast: dict[str, User], namesakes: list[User], elsewhere: list[User],
        capsys: pytest.CaptureFixture[str]) -> None:
    """Every address with every role, every address with every kind of foreign object, every role with every kind."""
    asked = matrix(foreign, process, cast, elsewhere, each=1, shifts=1)
    with capsys.disabled():
        print(f"\n{asked.requests} requests; {len(asked.bodies)} body of 404")
    assert asked.requests >= 5_000


@pytest.mark.soak
def test_the_whole_matrix_sees_nothing_of_another_process(
        foreign: Process, process: Process, cast: dict[str, User], namesakes: list[User], elsewhere: list[User],
        capsys: pytest.CaptureFixture[str]) -> None:
    asked = matrix(foreign, process, cast, elsewhere, each=2, shifts=3)
    with capsys.disabled():
        print(f"\n{asked.requests} requests; {len(asked.bodies)} body of 404")
    assert asked.requests >= 15_000


def matrix(foreign: Process, process: Process, cast: dict[str, User], elsewhere: list[User], *, each: int,
           shifts: int) -> Asked:
    """Seven roles and a stranger of one process, and accounts of another territory, ask for everything there is."""
    asked, every, rows = Asked(), addresses(OPEN), things(foreign)
    clients = [(name, browser(user)) for name, user in cast.items()]
    ask_all(asked, clients, every, rows, foreign.pk, FITTING, each=each, allowed=nowhere)
    # The address of the process where they may do everything, with objects of the other.
    about = [(name, converters) for name, converters in every if takes_object(converters, FITTING)]
    kinds, across = one_of_each_kind(rows), Asked()
    ask_across(across, clients, about, kinds, process.pk, FITTING, shifts=shifts, seed=SEED, allowed=NOTHING | {400})
    _covers(across, [name for name, _ in clients], about, kinds, process)
    own = [(user.pseudonym, browser(user)) for user in elsewhere]
    place = Territory.objects.get(process=foreign, key="otro")
    held = [row for row in rows if row.pk != place.pk and (row.model is Territory or paths_to_territory(row.model))]
    ask_all(asked, own, about, held, foreign.pk, FITTING, each=each, allowed=nowhere)
    asked.requests += across.requests
    assert asked.faults + across.faults == []
    assert len(asked.bodies | across.bodies) == 1
    # Where a page answers with a coded error, it says the same of what exists elsewhere and of what exists nowhere.
    again, missing = Asked(), [Thing(Process, "voice", uuid4())]
    ask_all(again, clients, about, missing, process.pk, FITTING, each=1, allowed=lambda name, thing: NOTHING | {400})
    assert {about: again.coded.get(about) for about in across.coded} == across.coded
    return asked


def _covers(across: Asked, names: list[str], about: list[tuple[str, Converters]], kinds: list[Thing],
            process: Process) -> None:
    """Every address that can be asked for such a row was, by every account and for every kind; so was every pair."""
    fits = {(name, thing.model.__name__) for name, converters in about for thing in kinds
            if filled(converters, process.pk, thing, FITTING) is not None}
    assert {(name, kind) for _, name, kind in across.covered} == fits
    many = {name for name, _ in about if sum(one == name for one, _ in fits) >= len(names)}
    assert {(who, name) for who, name, _ in across.covered if name in many} == set(product(names, many))
    assert {(who, kind) for who, _, kind in across.covered} == set(product(names, {kind for _, kind in fits}))


@pytest.mark.attack
def test_an_account_of_another_territory_hears_no_canary_on_any_page(foreign: Process, elsewhere: list[User]) -> None:
    """Pages of the whole process, and of what belongs to no territory: whatever they answer, they sing nothing."""
    asked, every = Asked(), addresses(OPEN)
    free = [row for row in things(foreign) if not (issubclass(row.model, Reached) and paths_to_territory(row.model))]
    anything = frozenset({200, 302, 400, 404, 405})
    ask_all(asked, [(user.pseudonym, browser(user)) for user in elsewhere], every, free, foreign.pk, FITTING, each=4,
            allowed=lambda name, thing: anything)
    assert asked.faults == []


@pytest.mark.attack
def test_a_search_by_an_account_of_another_territory_finds_nothing(foreign: Process, elsewhere: list[User]) -> None:
    for user in elsewhere[:4]:
        answer = browser(user).post(reverse("search", args=[foreign.pk]), {"q": "Xóchitl"}, follow=True)
        assert answer.status_code == 200
        assert SONG not in answer.content


@pytest.mark.attack
def test_a_stranger_is_led_to_the_door(foreign: Process) -> None:
    asked, client = Asked(), Client(raise_request_exception=False)
    ask_all(asked, [("stranger", client)], addresses(OPEN), things(foreign, 1), foreign.pk, FITTING, each=3,
            allowed=lambda name, thing: frozenset({302, 404, 405}))
    assert asked.faults == []


@pytest.mark.attack
def test_officials_auditors_and_trustees_read_no_words(foreign: Process, cast: dict[str, User]) -> None:
    """In their own process: whatever a page answers, no words are in it."""
    asked, rows = Asked(), one_of_each_kind([row for row in things(foreign) if row.kind])
    anything = frozenset({200, 302, 400, 404, 405})
    for role in (Role.OFFICIAL, Role.AUDITOR, Role.TRUSTEE):
        user = User.objects.create_user(cast[role.value].pseudonym, process=foreign)
        Membership.objects.create(user=user, process=foreign, role=role)
        ask_all(asked, [(role.value, browser(user))], addresses(OPEN), rows, foreign.pk, FITTING, each=len(rows),
                allowed=lambda name, thing: anything)
    assert asked.faults == []
