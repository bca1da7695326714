"""Every address × every role × the objects of another process: the same 404, and no canary."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tests.attacks.canaries import write_process
from tests.attacks.canaries_field import seed_field_work

SONG = b"Zar"
OPEN = {"start", "enter", "enter_by_link", "lock", "set_language", "receipt", "receipt_use", "round_door", "round_answer",
        "note_page", "note_file", "note_manifest", "note_worker", "note_arrive"}


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, pattern.pattern.converters


def addresses() -> list[tuple[str, dict[str, object]]]:
    """Every named address of the system that is not a door."""
    found = [(name, _all_converters(name)) for name, _ in _patterns(get_resolver())]
    return [(name, converters) for name, converters in found if name.split(":")[-1] not in OPEN]


def _all_converters(name: str) -> dict[str, object]:
    namespace, _, plain = name.rpartition(":")
    resolver = get_resolver()
    converters = {}
    if namespace:
        _, inner = resolver.namespace_dict[namespace]
        converters |= {"process_id": None}
        resolver = inner
    possibilities = resolver.reverse_dict.getlist(plain)
    for possibility in possibilities:
        converters |= possibility[3]
    return converters


@pytest.fixture
def foreign(tmp_path, home, db) -> Process:
    """Another process, open and full of canaries."""
    made = run_stages(read_process_file(write_process(tmp_path)), home, "otra", Ledger(), lambda *_: None)
    process = Process.objects.get(pk=made)
    seed_field_work(process, User.objects.get(pseudonym="Coordinación"))
    return process


def values(process: Process, converters: dict[str, object]) -> Iterator[dict[str, object]]:
    """Arguments for an address: the objects of `process`, each kind where the address wants one."""
    rows = [(registered.kind, row.pk) for registered in nouns().values()
            for row in registered.model.objects.filter(process=process)[:1]]
    others = [name for name in converters if name not in ("process_id", "kind")]
    for kind, pk in rows:
        made: dict[str, object] = {"process_id": process.pk} if "process_id" in converters else {}
        if "kind" in converters:
            made["kind"] = kind
        yield made | {name: _fitting(name, pk) for name in others}


FITTING = {"name": "agenda-centro.html", "relation": "feeds"}


def _fitting(name: str, pk: object) -> object:
    return FITTING.get(name, pk)


@pytest.mark.attack
def test_nobody_of_one_process_sees_anything_of_another(
        foreign: Process, process: Process, cast: dict[str, User], enter: Callable[[Client, User], Client]) -> None:
    """With roles in `process` only, every address of `foreign` answers like an address that does not exist."""
    asked, bodies = 0, set()
    for user in cast.values():
        client = enter(Client(raise_request_exception=False), user)
        for name, converters in addresses():
            for arguments in values(foreign, converters):
                address = reverse(name, kwargs=arguments)
                for ask in (client.get, client.post):
                    answer = ask(address)
                    asked += 1
                    assert answer.status_code in (404, 405), (name, answer.status_code)
                    assert SONG not in answer.content, name
                    if answer.status_code == 404:
                        bodies.add(answer.content)
    assert asked >= 1000
    assert len(bodies) == 1


@pytest.mark.attack
def test_a_stranger_is_led_to_the_door(foreign: Process) -> None:
    client = Client(raise_request_exception=False)
    for name, converters in addresses():
        for arguments in values(foreign, converters):
            answer = client.get(reverse(name, kwargs=arguments))
            assert answer.status_code in (302, 404, 405), name
            assert SONG not in answer.content


@pytest.mark.attack
def test_officials_and_auditors_read_no_words(
        foreign: Process, cast: dict[str, User], enter: Callable[[Client, User], Client]) -> None:
    from tequio.foundation.accounts.models import Membership, Role
    for role in (Role.OFFICIAL, Role.AUDITOR, Role.TRUSTEE):
        user = cast[role.value]
        Membership.objects.create(user=user, process=foreign, role=role)
        client = enter(Client(raise_request_exception=False), user)
        for name, converters in addresses():
            for arguments in values(foreign, converters):
                answer = client.get(reverse(name, kwargs=arguments))
                assert SONG not in answer.content, (name, role)
