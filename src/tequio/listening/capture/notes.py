"""What a letter from a phone says. Pure; nothing in it is believed before it was checked.

Layout: version (1 byte) ‖ length of the head (4, big-endian) ‖ length of the body (4) ‖ head, JSON in UTF-8 ‖ body ‖
zeros up to a size step. Only audio has a body. The steps are powers of two from 1 KiB, so that the size of a letter
tells little of what was said. `static/listening/nota/note.js` writes them.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tequio.foundation.errors import TequioError

VERSION, HEAD = 1, 9
SMALLEST, LARGEST = 1024, 256 * 1024
LONGEST_TEXT = 4000
MOST_PARTS = 500
MOST_GROUPS, MOST_USES = 255, 8
KINDS = ("card", "silence", "audio", "reflection")


@dataclass(frozen=True)
class Note:
    """One thing written or said on a phone. `group` counts from 1, 0 is none; `withheld` are uses that were refused.

    `recording`, `part` and `last` say where a piece of audio belongs; `sound` is that piece.
    """

    item: UUID
    phone: str
    kind: str
    order: int
    group: int = 0
    text: str = ""
    silence: str = ""
    withheld: tuple[str, ...] = ()
    recording: UUID | None = None
    part: int = 0
    last: bool = False
    sound: bytes = field(default=b"", repr=False)


def padded(length: int) -> int:
    """The step that `length` bytes are filled up to."""
    step = SMALLEST
    while step < length:
        step *= 2
    return step


def written(note: Note) -> bytes:
    """The note as a phone writes it."""
    head = {"item": note.item.hex, "phone": note.phone, "kind": note.kind, "order": note.order,
            "group": note.group, "text": note.text, "silence": note.silence, "withheld": list(note.withheld)}
    if note.recording:
        head |= {"recording": note.recording.hex, "part": note.part, "last": note.last}
    line = json.dumps(head, ensure_ascii=False).encode()
    made = bytes([VERSION]) + len(line).to_bytes(4, "big") + len(note.sound).to_bytes(4, "big") + line + note.sound
    return made.ljust(padded(len(made)), b"\0")


def read(plain: bytes) -> Note:
    """Raises TQ-408 for anything that a phone with this page would not have written."""
    try:
        head, sound = _cut(plain)
        note = _note(_of(dict, json.loads(head.decode("utf-8"))), sound)
    except (ValueError, TypeError, KeyError, RecursionError):
        # Without its cause: a JSON error repeats what stands in the letter.
        raise TequioError("TQ-408") from None
    if not _sound_note(note):
        raise TequioError("TQ-408")
    return note


def _cut(plain: bytes) -> tuple[bytes, bytes]:
    if len(plain) < HEAD or plain[0] != VERSION or len(plain) > LARGEST:
        raise ValueError
    at_body = HEAD + int.from_bytes(plain[1:5], "big")
    end = at_body + int.from_bytes(plain[5:9], "big")
    if end > len(plain) or plain[end:].strip(b"\0"):
        raise ValueError
    return plain[HEAD:at_body], plain[at_body:end]


def _note(head: dict[str, Any], sound: bytes) -> Note:
    recording = head.get("recording")
    return Note(
        item=UUID(_of(str, head["item"])), phone=_of(str, head["phone"]), kind=_of(str, head["kind"]),
        order=_of(int, head["order"]), group=_of(int, head["group"]), text=_of(str, head["text"]),
        silence=_of(str, head["silence"]), withheld=tuple(_of(str, use) for use in _of(list, head["withheld"])),
        recording=UUID(_of(str, recording)) if recording is not None else None, part=_of(int, head.get("part", 0)),
        last=_of(bool, head.get("last", False)), sound=sound)


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _sound_note(note: Note) -> bool:
    """Whether its parts fit together."""
    numbers = 0 <= note.order < 2**31 and 0 <= note.group <= MOST_GROUPS and 0 <= note.part < MOST_PARTS
    # What no database takes in, and what a phone's keyboard does not make.
    text = len(note.text) <= LONGEST_TEXT and not any(
        letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in note.text)
    audio = (note.kind == "audio") == (note.recording is not None) == bool(note.sound or note.last)
    said = bool(note.text.strip()) or note.kind in ("silence", "audio")
    return note.kind in KINDS and numbers and text and audio and said and len(note.withheld) <= MOST_USES
