"""What a phone says in a letter, and how it is answered, pure.

A letter is sealed to the room's public key and padded, so that who listens on the Wi-Fi sees neither the answer nor,
by its length, which answer it was. Inside it the phone sends a key of one use; with that the answer is sealed back.
"""

import json
from dataclasses import dataclass
from typing import Any

from nacl.secret import SecretBox

from tequio.deliberation.room.sheets import GROUP, Answer, Given, Value, place_of
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.tidy import seen
from tequio.foundation.vault.letters import opened

ENTER, VOTE, SAY = "enter", "vote", "say"
# Every letter with a vote is this long before it is sealed; one with somebody's own words is longer.
SHORT, LONG = 512, 2048
OVERHEAD = 1 + 32 + 24 + 16
LONGEST = LONG + OVERHEAD
MOST_WORDS, MOST_TURNS, MOST_ANSWERS = 400, 10_000, 4
POSITIONS = (-1, 0, 1, 2, None)


@dataclass(frozen=True)
class Said:
    """A letter as it was read. `back` is the key of one use for the answer."""

    kind: str
    slip: str
    back: bytes
    moment: int
    answers: tuple[Answer, ...]
    words: str
    ticket: str


def read(private: bytes, letter: bytes) -> Said:
    """What a letter says. Raises TQ-614 for anything that no page of this room writes."""
    if len(letter) > LONGEST:
        raise TequioError("TQ-614")
    try:
        plain = json.loads(opened(private, letter))
        return _said(plain)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, TequioError) as fault:
        raise TequioError("TQ-614") from fault


def answered(said: Said, about: dict[str, Any], length: int) -> bytes:
    """The answer, sealed with the letter's own key (XSalsa20-Poly1305) and padded to `length`."""
    plain = json.dumps(about, separators=(",", ":")).encode()
    return bytes(SecretBox(said.back).encrypt(plain.ljust(length)))


def _said(plain: dict[str, Any]) -> Said:
    moment = _whole(plain["m"], 1, 2)
    said = Said(
        kind=_one_of(plain["k"], (ENTER, VOTE, SAY)), slip=_text(plain["s"], 40), back=bytes.fromhex(plain["b"]),
        moment=moment, answers=tuple(_answer(moment, one) for one in plain.get("a", [])[:MOST_ANSWERS]),
        words=seen(_text(plain.get("w", ""), MOST_WORDS)).strip(), ticket=_hexadecimal(plain.get("t", "")))
    if len(said.back) != SecretBox.KEY_SIZE or (said.kind == SAY and not (said.words and said.ticket)):
        raise ValueError(said.kind)
    return said


def _answer(moment: int, one: list[Any]) -> Answer:
    name, value, turn, tag = one
    given = Given(_value(name, value), _whole(turn, 1, MOST_TURNS), _hexadecimal(tag))
    return Answer(GROUP if name == GROUP else place_of(moment, _text(name, 80)), given)


def _value(name: str, value: Any) -> Value:
    if name == GROUP:
        return _text(value, 80)
    if value is not None:
        _whole(value, -1, 2)
    return value


def _whole(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("not such a number")
    return value


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("not such a text")
    return value


def _hexadecimal(value: Any) -> str:
    return bytes.fromhex(_text(value, 16)).hex()


def _one_of(value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError("unknown")
    return str(value)
