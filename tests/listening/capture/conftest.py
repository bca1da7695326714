"""A phone as the tests see it: what its slip holds, and letters sealed as its page seals them."""

import base64
import datetime
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.vault import letters
from tequio.listening.capture import slips
from tequio.listening.capture.inviting import invite
from tequio.listening.capture.models import Phone
from tequio.listening.capture.notes import Note, written
from tequio.listening.capture.pace import invited, strangers
from tequio.listening.models import Encounter
from tests.listening.field.conftest import happened, held, planned, ready

__all__ = ["happened", "held", "planned", "ready"]
ADDRESS = "/nota/llega/"


class Handset:
    """One phone with its slip."""

    def __init__(self, phone: Phone, fragment: str) -> None:
        self.phone, self.fragment = phone, fragment
        raw = base64.urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4))
        self.secret, self.reader = raw[1:17], base64.b64encode(raw[17:49]).decode()
        self.flags, self.groups, self.names = raw[49], raw[50], raw[51:].decode()
        self.token, self.name = slips.token_of(self.secret), phone.name
        self.orders = 0

    def note(self, text: str = "", kind: str = "card", **more: object) -> Note:
        self.orders += 1
        return Note(uuid.uuid4(), self.name, kind, self.orders, text=text, **more)  # type: ignore[arg-type]

    def letter(self, note: Note) -> bytes:
        return letters.sealed(self.reader, written(note))

    def send(self, note: Note, letter: bytes | None = None,
             item: uuid.UUID | None = None) -> tuple[int, dict[str, str]]:
        body = self.token + (item or note.item).bytes + (letter if letter is not None else self.letter(note))
        answer = Client().post(ADDRESS, body, content_type="application/octet-stream")
        return answer.status_code, answer.json()


@pytest.fixture(autouse=True)
def fresh_pace() -> None:
    invited._left.clear()
    strangers._left.clear()


@pytest.fixture
def give(held: Encounter, team: User) -> Callable[..., Handset]:
    """`give(audio=…)`: another phone that may send to the encounter."""
    def given(**options: object) -> Handset:
        made = invite(actor=team, encounter=held, label="el de Ceiba", ends=today() + datetime.timedelta(days=3),
                      **options)  # type: ignore[arg-type]
        return Handset(made.phone, made.fragment)
    return given


@pytest.fixture
def handset(give: Callable[..., Handset]) -> Handset:
    return give()
