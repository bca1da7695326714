"""A phone as the page writes its letters, for tests."""

import json
import secrets
from typing import Any

from nacl.secret import SecretBox

from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.saying import LONG, SHORT
from tequio.foundation.vault.letters import sealed


def letter(public: str, slip: str, *, kind: str = "vote", answers: list[list[Any]] | None = None, moment: int = 1,
           words: str = "", ticket: str = "") -> tuple[bytes, bytes]:
    """The sealed letter, and the key that opens its answer."""
    back = secrets.token_bytes(32)
    plain = {"k": kind, "s": slip, "b": back.hex(), "m": moment, "a": answers or [], "w": words, "t": ticket}
    length = LONG if kind == "say" else SHORT
    return sealed(public, json.dumps(plain, ensure_ascii=False).encode().ljust(length)), back


def opened(answer: bytes, back: bytes) -> dict[str, Any]:
    return json.loads(SecretBox(back).decrypt(answer))


def send(hall: Hall, slip: str, **said: Any) -> dict[str, Any]:
    written, back = letter(hall.public, slip, **said)
    return opened(hall.receive(written), back)


def vote(hall: Hall, slip: str, statement: str, value: int | None, turn: int = 1, moment: int = 1) -> dict[str, Any]:
    return send(hall, slip, answers=[[statement, value, turn, secrets.token_hex(4)]], moment=moment)
