"""What one slip has answered so far, pure. Replays and letters that overtake each other change nothing.

Every answer carries a turn, counted for its own statement only: the turns of a sheet say how often somebody changed
their mind, and nothing about the order in which statements were answered.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

PHONE, PAPER = "phone", "paper"
GROUP = "group"
STEP = 512
# Letters may be lost and overtake each other, but nobody changes an answer this often between two that arrive.
FARTHEST = 100
Value = int | str | None


@dataclass(frozen=True)
class Given:
    """One answer: None where it was taken back. `tag` is drawn by the phone and tells a retry from another letter."""

    value: Value
    turn: int
    tag: str


@dataclass(frozen=True)
class Sheet:
    """Empty of `way` while the slip lies in the bag."""

    way: str = ""
    given: Mapping[str, Given] = field(default_factory=dict)

    @property
    def drawn(self) -> bool:
        return bool(self.way)

    def said(self, place: str) -> Value:
        return self.given[place].value if place in self.given else None


@dataclass(frozen=True)
class Answer:
    place: str
    given: Given


def place_of(moment: int, statement: str) -> str:
    """Where the answer to a statement stands: the first vote and the second are kept apart."""
    return f"{moment}{statement}"


def with_answers(sheet: Sheet, answers: Sequence[Answer]) -> tuple[Sheet, bool]:
    """The sheet after a letter, and whether all of it stands there now.

    An answer is taken when its turn is later than the one there, or when it is the one there. A turn far ahead of all
    that were sent is none: it would make that answer the last one for good.
    """
    given, all_taken = dict(sheet.given), True
    for answer in answers:
        there, new = given.get(answer.place), answer.given
        before = there.turn if there else 0
        if before < new.turn <= before + FARTHEST:
            given[answer.place] = new
        elif new != there:
            all_taken = False
    return replace(sheet, given=given), all_taken


def turns(sheet: Sheet, places: Mapping[str, str]) -> dict[str, int]:
    """How often each of `places` (place → what the phone calls it) was answered, negative where it was taken back."""
    found = {name: sheet.given[place] for place, name in places.items() if place in sheet.given}
    return {name: given.turn if given.value is not None else -given.turn for name, given in found.items()}


def written(sheet: Sheet, room_for: int) -> bytes:
    """As bytes, as long as a sheet with `room_for` answers: its size tells nothing while it has fewer."""
    plain = json.dumps([sheet.way, {place: [one.value, one.turn, one.tag] for place, one in sheet.given.items()}],
                       separators=(",", ":")).encode()
    wanted = max(len(plain), 64 + 32 * room_for)
    return plain.ljust(-(-wanted // STEP) * STEP)


def read(plain: bytes) -> Sheet:
    way, given = json.loads(plain)
    return Sheet(way, {place: Given(value, turn, tag) for place, (value, turn, tag) in given.items()})
