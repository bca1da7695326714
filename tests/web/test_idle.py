"""Nobody there: pages, sessions and keys go by themselves. Leaving shuts every window of the account."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.language.stems import stem, stems
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.search import build_index, index_of
from tequio.protection.deidentify import Detector
from tequio.protection.deidentify.reading import _looked_up
from tequio.web import entrance, idle, sessions


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> object:
    """`later(seconds)`: the clock of sessions goes on by so much."""
    shift = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda real=time.monotonic: real() + shift[0])

    def wait(seconds: float) -> None:
        shift[0] += seconds

    return wait


@pytest.fixture
def inside(client: Client, process: Process, coordination: User) -> Client:
    client.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    return client


def test_somebody_who_left_finds_the_door_and_the_keys_are_gone(
        inside: Client, process: Process, later: object) -> None:
    later(idle.limit() - 5)
    assert inside.get(reverse("home", args=[process.pk])).status_code == 200
    later(idle.limit() + 5)
    assert inside.get(reverse("home", args=[process.pk])).url == reverse("enter")
    assert not keyring.is_open(process.pk)


def test_the_watch_closes_when_the_browser_died(inside: Client, process: Process, later: object) -> None:
    idle.close_what_is_left()
    assert keyring.is_open(process.pk)
    later(idle.limit() + 5)
    idle.close_what_is_left()
    assert not keyring.is_open(process.pk)
    assert not sessions.opened_by_sessions()


def test_one_of_two_who_is_there_keeps_it_open(inside: Client, process: Process, later: object) -> None:
    other = Client()
    later(idle.limit() - 5)
    other.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    later(10)
    idle.close_what_is_left()
    assert keyring.is_open(process.pk)
    assert other.get(reverse("home", args=[process.pk])).status_code == 200


def test_what_a_page_asks_by_itself_is_no_sign_of_anybody(inside: Client, process: Process, later: object) -> None:
    for _ in range(4):
        later(idle.limit() / 3)
        inside.get(reverse("present"), headers={"X-Here": "0"})
        inside.get(reverse("home", args=[process.pk]), headers={"HX-Request": "true"})
    assert inside.get(reverse("present"), headers={"X-Here": "0"}).status_code == 410


def test_a_sign_of_somebody_keeps_it_open(inside: Client, process: Process, later: object) -> None:
    for _ in range(4):
        later(idle.limit() / 3)
        assert inside.get(reverse("present"), headers={"X-Here": "1"}).status_code == 204


def test_opened_at_the_terminal_and_never_entered_it_closes_too(process: Process, later: object) -> None:
    idle.close_what_is_left()
    later(idle.limit() + 5)
    idle.close_what_is_left()
    assert not keyring.is_open(process.pk)


def test_leaving_shuts_every_window_of_the_account(inside: Client, process: Process) -> None:
    other = Client()
    other.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    inside.post(reverse("lock"))
    assert other.get(reverse("present")).status_code == 410
    mine = str(User.objects.get(pseudonym="Coordinación").pk)
    assert not any(kept.data.get("_auth_user_id") == mine for kept in sessions._kept.values())


def test_a_page_with_an_old_token_can_close(inside: Client, process: Process) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get(reverse("enter_by_link", args=[entrance.new_link(process.pk, "Coordinación")]))
    assert strict.post(reverse("lock")).status_code == 302
    assert not keyring.is_open(process.pk)


def test_locking_forgets_every_memory_of_words(inside: Client, process: Process) -> None:
    Detector().mask("Dijo Zarmemoria que así fue")
    stems("zarmemoria zarpalabra")
    build_index(process.pk, [])
    assert stem.cache_info().currsize and _looked_up.cache_info().currsize
    inside.post(reverse("lock"))
    assert index_of(process.pk) is None
    assert (stem.cache_info().currsize, _looked_up.cache_info().currsize) == (0, 0)


def test_sessions_never_reach_the_disk(inside: Client, home: object) -> None:
    key = inside.cookies["paso"].value
    assert not any(key.encode() in path.read_bytes() for path in home.rglob("*") if path.is_file())
