"""No door can be held shut: not by sending slowly, not by trying wrong words, not under the name of another."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tequio.cli import certificate_files
from tequio.deliberation.room.app import is_here
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.sheets import FARTHEST
from tequio.foundation import serving
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.serving import Unwrapped, server
from tequio.protection.receipts.throttle import Line
from tequio.web import entrance
from tequio.web.entrance.throttle import Tries
from tests.conftest import PASSPHRASE
from tests.deliberation.room.conftest import hall, slips  # noqa: F401
from tests.deliberation.room.phone import send, vote

pytestmark = pytest.mark.attack
SLOW, SOON = 60, 10.0


def hello(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.url_scheme"].encode() + b" " + str(len(body)).encode()]


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server of two threads in which a second is long."""
    monkeypatch.setattr(serving, "FOR_HEADERS", 1.0)
    monkeypatch.setattr(serving, "GRACE", 1.0)
    made = server(hello, host="127.0.0.1", port=0, threads=2, url_scheme="https")
    running = threading.Thread(target=made.run, daemon=True)
    running.start()
    yield int(made.effective_port)
    made.task_dispatcher.shutdown()
    for channel in list(made._map.values()):
        with contextlib.suppress(OSError):
            channel.close()


def slow(port: int, beginning: bytes) -> list[socket.socket]:
    """Many who begin a request and go on with one sign now and then."""
    found = []
    for _ in range(SLOW):
        one = socket.create_connection(("127.0.0.1", port), 5)
        one.sendall(beginning)
        found.append(one)
    return found


HEADERS = b"GET /nota/ HTTP/1.1\r\nHost: x\r\nX-A: "
BODY = b"POST /nota/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"


CHUNKS = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"


@pytest.mark.parametrize("beginning", [b"G", HEADERS, BODY, CHUNKS])
def test_whoever_sends_slowly_holds_up_nobody_and_is_cut_off(beginning: bytes, port: int) -> None:
    held = slow(port, beginning)
    begun = time.monotonic()
    asked = HTTPConnection("127.0.0.1", port, timeout=SOON)
    asked.request("POST", "/", body=b"x" * 1000)
    assert asked.getresponse().read() == b"https 1000"
    assert time.monotonic() - begun < SOON
    until = time.monotonic() + 30
    while held and time.monotonic() < until:
        for one in list(held):
            try:
                one.sendall(b"x")
            except OSError:
                held.remove(one)
        time.sleep(0.2)
    assert not held


def test_a_large_body_that_comes_steadily_is_taken(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as one:
        one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(10):
            one.sendall(b"y" * 10_000)
            time.sleep(0.3)
        assert one.makefile("rb").read().endswith(b"https 100000")


def test_under_a_certificate_as_well(port: int, tmp_path: Path) -> None:
    certificate_files.make(tmp_path, address="127.0.0.1", days=2, passphrase=PASSPHRASE)
    front = Unwrapped(certificate_files.tls(tmp_path, PASSPHRASE), host="127.0.0.1", port=0, behind=port)
    try:
        # Some speak no TLS, some stop in the middle of it, some send slowly inside it.
        held = [*slow(front.port, b""), *slow(front.port, b"\x16\x03\x01\x02\x00\x01")]
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        for _ in range(20):
            one = trusting.wrap_socket(socket.create_connection(("127.0.0.1", front.port), SOON))
            one.sendall(HEADERS)
            held.append(one)
        with trusting.wrap_socket(socket.create_connection(("127.0.0.1", front.port), SOON)) as one:
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n")
            one.sendall(b"y" * 300_000)
            assert one.makefile("rb").read().endswith(b"https 300000")
        for one in held:
            one.close()
    finally:
        front.stop()


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance.passphrases.line, "pause", 0)
    entrance.passphrases.forget()


@pytest.mark.django_db
def test_a_right_passphrase_enters_however_many_wrong_ones_were_tried(
        client: Client, process: Process, no_pause: None) -> None:
    user, _ = User.objects.get_or_create(pseudonym="Coordinación", process=process)
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    for number in range(2 * entrance.passphrases.most):
        answer = client.post(reverse("enter"), {"passphrase": f"no {number}"}).content.decode()
    assert "Demasiados intentos" in answer
    assert client.post(reverse("enter"), {"passphrase": PASSPHRASE}).status_code == 302
    entrance.passphrases.forget()


def test_what_is_right_passes_after_any_number_of_wrong_ones_and_wrong_ones_wait() -> None:
    tries = Tries(most=5)
    tries.line.pause = 0.05
    codes = []
    begun = time.monotonic()
    for _ in range(15):
        with pytest.raises(TequioError) as caught, tries.turn("alguien"):
            raise TequioError("TQ-303")
        codes.append(caught.value.problem.code)
    assert codes == ["TQ-303"] * 5 + ["TQ-313"] * 10
    assert time.monotonic() - begun >= 10 * 0.05
    with tries.turn("alguien"):
        pass


def test_those_who_wait_are_few_and_are_looked_at_one_by_one() -> None:
    line, inside, most, turned_away = Line(places=3, pause=0.05), 0, 0, 0
    guard = threading.Lock()

    def one() -> None:
        nonlocal inside, most, turned_away
        with line.turn() as here:
            if not here:
                with guard:
                    turned_away += 1
                return
            inside += 1
            most = max(most, inside)
            time.sleep(0.05)
            inside -= 1

    everybody = [threading.Thread(target=one) for _ in range(20)]
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()
    assert most == 1 and turned_away >= 10
    with line.turn() as here:
        assert here


def test_a_slip_of_the_bag_enters_while_wrong_ones_are_told_to_wait(hall: Hall, slips: list[str]) -> None:  # noqa: F811
    told = [send(hall, "2222222222", kind="enter")["is"] for _ in range(200)]
    assert told[-1] == "wait"
    assert [send(hall, slip, kind="enter")["is"] for slip in slips] == ["in"] * len(slips)
    assert vote(hall, slips[0], "A1", 1)["took"]


@pytest.mark.parametrize("turn", [FARTHEST + 2, 5_000, 10_000])
def test_no_turn_far_ahead_makes_an_answer_the_last_one(hall: Hall, slips: list[str], turn: int) -> None:  # noqa: F811
    assert not vote(hall, slips[0], "A1", -1, turn=turn)["took"]
    assert vote(hall, slips[0], "A1", 1, turn=1)["took"]
    assert not vote(hall, slips[0], "A1", -1, turn=turn)["took"]
    assert vote(hall, slips[0], "A1", 0, turn=2)["took"]
    assert hall.counts(1, "A1")[0] == 1


@pytest.mark.parametrize(("asked", "here"), [
    ("192.168.4.1:8360", True), ("192.168.4.1", True), ("127.0.0.1:9", True), ("[fe80::1]:8360", True), ("[::1]", True),
    ("localhost:8360", True), ("LOCALHOST", True), ("sala.local:8360", True), ("", True),
    ("evil.example:8360", False), ("evil.example", False), ("sala.local.evil.example", False),
    ("192.168.4.1.nip.io", False), ("127.0.0.1.evil.example:8360", False), ("x@127.0.0.1", False), ("a b", False)])
def test_a_room_answers_to_its_own_address_only(asked: str, here: bool) -> None:
    assert is_here(asked, "sala.local") is here
