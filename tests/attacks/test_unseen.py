"""What nobody sees in a text stays at the door: no escape of a terminal, no mark that turns a line around."""

import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tequio.deliberation.room.hall import Hall
from tequio.foundation.intake.tidy import seen, tidy
from tequio.web.typed import OnlyWhatIsSeen
from tests.deliberation.room.conftest import hall, slips  # noqa: F401
from tests.deliberation.room.phone import send

pytestmark = pytest.mark.attack
HIDDEN_SIGNS = "\x1b\x07\x9b\u202e\u2066\u200b\ufeff\x08\u061c\U000e0041"
HIDDEN = ["\x1b]0;suyo\x07", "\x1b[31m", "\x9b2J", *HIDDEN_SIGNS]


def taken(form: dict[str, object]) -> dict[str, list[str]]:
    found: list[HttpRequest] = []
    OnlyWhatIsSeen(lambda request: found.append(request) or HttpResponse())(RequestFactory().post("/", form))
    return dict(found[0].POST.lists())


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_typed_at_a_desk_is_taken_as_it_is_seen(hidden: str) -> None:
    said = taken({"text": f"No hay {hidden}luz\nni  agua\t", "group": [f"a{hidden}", "b"]})
    assert said == {"text": [f"No hay {seen(hidden)}luz\nni  agua\t"], "group": [f"a{seen(hidden)}", "b"]}
    assert not set(HIDDEN_SIGNS) & set("".join(said["text"] + said["group"]))


def test_a_passphrase_stays_as_it_was_typed() -> None:
    assert taken({"passphrase": "a\u200bb"}) == {"passphrase": ["a\u200bb"]}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_written_in_a_room_is_taken_as_it_is_seen(hall: Hall, slips: list[str], hidden: str) -> None:  # noqa: F811
    send(hall, slips[0], kind="enter")
    assert send(hall, slips[0], kind="say", words=f"Que haya {hidden}luz", ticket=secrets.token_hex(8))["took"]
    assert list(hall.words().values()) == [seen(f"Que haya {hidden}luz")]


@given(st.text())
def test_nothing_is_left_that_moves_a_terminal(text: str) -> None:
    assert not {letter for letter in seen(text) if letter < " " and letter not in "\t\n\r\x0b\x0c"}
    assert not set(seen(text)) & set("\x1b\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff")
    assert tidy(seen(text)) == tidy(text)


def test_whatever_a_command_writes_is_for_this_account_alone(tmp_path: Path) -> None:
    (tmp_path / "textos.jsonl").write_text('{"id": 1, "text": "Vino Petra."}\n', encoding="utf-8")
    subprocess.run([sys.executable, "-m", "tequio.cli", "deidentify", str(tmp_path / "textos.jsonl"), "--out",
                    str(tmp_path / "fuera.jsonl")], check=True, capture_output=True)
    assert stat.S_IMODE((tmp_path / "fuera.jsonl").stat().st_mode) == 0o600
