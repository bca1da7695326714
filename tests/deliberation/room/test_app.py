"""What the Wi-Fi sees and what it can do: nothing in the clear, nothing behind the room, nothing broken."""

import io
import json
import secrets
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.deliberation.room.phone import letter, opened, send, vote

from tequio.deliberation.room.app import RoomApp
from tequio.deliberation.room.board import Board
from tequio.deliberation.room.hall import Hall, Keys
from tequio.deliberation.room.saying import LONGEST, OVERHEAD, SHORT
from tequio.foundation.vault.letters import address, sealed

PAGES = {"/": ("text/html", b"<!doctype html>"), "/pared": ("text/html", b"<!doctype html>")}


def ask(app: RoomApp, path: str, body: bytes = b"", method: str = "") -> tuple[int, dict[str, str], bytes]:
    answered: list[Any] = []
    given = app({"PATH_INFO": path, "REQUEST_METHOD": method or ("POST" if body else "GET"),
                 "wsgi.input": io.BytesIO(body)}, lambda status, headers: answered.extend([status, headers]))
    return int(answered[0][:3]), dict(answered[1]), b"".join(given)


@pytest.fixture
def app(hall: Hall, slips: list[str]) -> RoomApp:
    board = Board(hall)
    board.to("vote")
    return RoomApp(hall, board, PAGES)


@pytest.mark.parametrize("value", [-1, 0, 1, 2, None])
def test_who_listens_sees_letters_of_one_length_and_no_vote(
        app: RoomApp, hall: Hall, slips: list[str], value: int) -> None:
    written, back = letter(hall.public, slips[0], answers=[["A1", value, 1, "00ff00ff"]])
    status, _, answer = ask(app, "/l", written)
    assert status == 200 and opened(answer, back)["took"]
    assert len(written) == SHORT + OVERHEAD
    _, _, refused = ask(app, "/l", letter(hall.public, "2222222222")[0])
    assert len(answer) == len(refused)
    for seen in (written, answer):
        assert slips[0].encode() not in seen and b'"A1"' not in seen and b'"a"' not in seen and b"turns" not in seen


def test_every_letter_and_every_answer_of_one_vote_looks_new(app: RoomApp, hall: Hall, slips: list[str]) -> None:
    seen = [ask(app, "/l", letter(hall.public, slips[0], answers=[["A1", 1, 1, "00ff00ff"]])[0])[2] for _ in range(20)]
    assert len(set(seen)) == 20


def test_the_key_of_another_evening_opens_nothing(app: RoomApp, hall: Hall, slips: list[str]) -> None:
    for other in (address(Keys().reader), address(secrets.token_bytes(32))):
        assert ask(app, "/l", letter(other, slips[0])[0])[0] == 400
    assert hall.sheets() == []


def test_a_sealed_letter_that_was_changed_is_refused(app: RoomApp, hall: Hall, slips: list[str]) -> None:
    written = letter(hall.public, slips[0], answers=[["A1", 1, 1, "00ff00ff"]])[0]
    for at in range(0, len(written), 37):
        changed = written[:at] + bytes([written[at] ^ 1]) + written[at + 1:]
        assert ask(app, "/l", changed)[0] == 400


@given(some.one_of(
    some.binary(max_size=200), some.text(max_size=50), some.integers(), some.lists(some.integers(), max_size=3),
    some.dictionaries(some.sampled_from(["k", "s", "b", "m", "a", "w", "t"]), some.one_of(
        some.none(), some.booleans(), some.integers(), some.text(max_size=20), some.lists(some.lists(
            some.one_of(some.none(), some.integers(), some.text(max_size=5)), max_size=5), max_size=3)), max_size=7)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_that_is_sealed_well_is_refused_and_changes_nothing(app: RoomApp, hall: Hall, junk: object) -> None:
    plain = junk if isinstance(junk, bytes) else json.dumps(junk).encode()
    assert ask(app, "/l", sealed(hall.public, plain.ljust(SHORT)))[0] in (200, 400)
    assert hall.sheets() == []


@pytest.mark.parametrize("body", [b"x", b"\x01" * 73, b"\x01" + bytes(LONGEST), bytes(10_000)])
def test_what_is_no_letter_is_refused(app: RoomApp, body: bytes) -> None:
    assert ask(app, "/l", body) [0] == 400


def test_deep_json_is_refused(app: RoomApp, hall: Hall) -> None:
    assert ask(app, "/l", sealed(hall.public, (b"[" * 900 + b"]" * 900)))[0] == 400


@pytest.mark.parametrize("path", [
    "/entrar/", "/admin/", "/static/tequio/js/letters.js", "/f/../hall.py", "/f/", "/..", "//", "/pared/../e", "/e/",
    "/room/one.room", "/keys/", "/tequio.sqlite3", "/00000000-0000-4000-8000-000000000000/", "/idioma/setlang/"])
def test_nothing_else_is_there(app: RoomApp, path: str) -> None:
    assert ask(app, path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_nothing_else_can_be_done(app: RoomApp, method: str) -> None:
    assert ask(app, "/e", method=method)[0] == 405


def test_without_phones_there_is_only_the_wall(hall: Hall, slips: list[str]) -> None:
    app = RoomApp(hall, Board(hall), {"/pared": PAGES["/pared"]}, phones=False)
    assert ask(app, "/")[0] == 404 and ask(app, "/pared")[0] == 200
    assert ask(app, "/l", letter(hall.public, slips[0])[0])[0] == 405


def test_no_answer_may_be_kept_and_none_sets_a_cookie(app: RoomApp) -> None:
    for path in ("/", "/pared", "/e", "/a", "/r", "/t", "/x"):
        _, headers, _ = ask(app, path)
        assert headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in headers and "Server" not in headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_mistyped_slips_slow_the_house_down_and_nobody_who_is_inside(hall: Hall, slips: list[str]) -> None:
    vote(hall, slips[0], "A1", 1)
    found = [send(hall, "2222222222", kind="enter")["is"] for _ in range(80)]
    assert found[0] == "unknown" and found[-1] == "wait"
    assert vote(hall, slips[0], "A2", 1)["took"]
    assert vars(hall.tries).keys() == {"burst", "every", "clock", "_left", "_seen", "_guard"}


def test_three_hundred_people_may_enter_at_once(hall: Hall) -> None:
    from tequio.deliberation.room.codes import new_codes
    bag = new_codes(200)
    hall.add_slips(bag)
    assert all(send(hall, code, kind="enter")["is"] == "in" for code in bag)


def test_a_vote_for_the_first_moment_does_not_count_in_the_second(hall: Hall, slips: list[str]) -> None:
    vote(hall, slips[0], "A1", 1)
    hall.moment = 0
    late = vote(hall, slips[0], "A2", 1)
    assert not late["took"] and late["m"] == 0
    hall.moment = 2
    assert not vote(hall, slips[0], "A2", 1)["took"]
    assert vote(hall, slips[0], "A1", -1, moment=2)["took"]
    assert hall.counts(1, "A1")[1] == 1 and hall.counts(2, "A1")[-1] == 1


def test_one_slip_writes_eight_sentences_at_most(hall: Hall, slips: list[str]) -> None:
    sent = [send(hall, slips[0], kind="say", words="Falta agua", ticket=secrets.token_hex(8))["is"] for _ in range(9)] \
        if send(hall, slips[0], kind="enter")["is"] == "in" else []
    assert sent == ["in"] * 8 + ["full"]


def test_a_sentence_that_is_sent_again_is_there_once(hall: Hall, slips: list[str]) -> None:
    send(hall, slips[0], kind="enter")
    for _ in range(3):
        assert send(hall, slips[0], kind="say", words="Falta agua", ticket="00" * 8)["took"]
    assert hall.words() == {"00" * 8: "Falta agua"}
