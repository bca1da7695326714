"""An open room in memory: its slips, its statements, where the evening stands. No Django and no account of anybody.

Whatever changes goes through the writer, so that everything that was acknowledged is on the disk.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tequio.deliberation.room import codes, saying
from tequio.deliberation.room.saying import Said
from tequio.deliberation.room.sheets import (
    GROUP,
    PAPER,
    PHONE,
    Answer,
    Given,
    Sheet,
    place_of,
    read,
    turns,
    with_answers,
    written,
)
from tequio.deliberation.room.store import Store
from tequio.deliberation.room.writer import Writer
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.letters import address, new_reader
from tequio.foundation.vault.sealing import new_key, seal, unseal
from tequio.protection.receipts.throttle import Bucket

# Mistyped slips of the whole room: sixty at once, then one every two seconds; more are told to wait. A slip of the bag
# enters always: all that a room can answer in one evening finds one of three hundred once in sixteen thousand evenings.
TRIES, EVERY = 60, 2.0
MOST_OF_ONE = 8
ENTERED, UNKNOWN, WAIT, ON_PAPER, NOT_NOW, FULL = "in", "unknown", "wait", "paper", "notnow", "full"


@dataclass(frozen=True)
class Keys:
    """All secrets of one room, 32 bytes each: who opens letters, what slips are hashed with, what seals at rest."""

    reader: bytes = field(default_factory=new_reader, repr=False)
    slips: bytes = field(default_factory=new_key, repr=False)
    rest: bytes = field(default_factory=new_key, repr=False)

    def written(self) -> str:
        return (self.reader + self.slips + self.rest).hex()

    @classmethod
    def read(cls, text: str) -> "Keys":
        raw = bytes.fromhex(text)
        return cls(raw[:32], raw[32:64], raw[64:])


@dataclass(frozen=True)
class Line:
    """A statement as everybody in the room sees it."""

    key: str
    text: str


@dataclass
class _Slip:
    proof: bytes
    sheet: Sheet
    wrote: int = 0


class Hall:
    """The room. `moment` is 1 or 2 while a vote is open, 0 otherwise. Raises TQ-615 when another program holds it."""

    def __init__(self, path: Path, keys: Keys, *, lines: Sequence[Line] = (), groups: Sequence[str] = (),
                 together: int = 4096) -> None:
        self.keys, self.lines, self.groups = keys, list(lines), frozenset(groups)
        self.public, self.moment, self.tries = address(keys.reader), 0, Bucket(TRIES, EVERY)
        self._store = Store(path)
        self._load()
        self._writer = Writer(self._store, self._load, together)

    # What phones send

    def receive(self, letter: bytes) -> bytes:
        """The sealed answer to a letter, after everything in it is on the disk.

        Raises TQ-614 for what no phone of this room wrote, TQ-616 when the disk refused, TQ-617 once it is closed.
        """
        said = saying.read(self.keys.reader, letter)
        return saying.answered(said, self._writer.do(lambda: self._about(said)), self._longest_answer())

    def _about(self, said: Said) -> dict[str, Any]:
        code = codes.canonical(said.slip)
        slip = self._held(code)
        if slip is None:
            # Only what is no slip counts: however many are tried, whoever holds one of this bag enters.
            return {"is": UNKNOWN if self.tries.take() else WAIT}
        if slip.sheet.way == PAPER:
            return {"is": ON_PAPER}
        if said.kind == saying.SAY:
            return self._keep_words(slip, said)
        return self._vote(codes.name_of(self.keys.slips, code), slip, said)

    def _held(self, code: str) -> _Slip | None:
        slip = self._slips.get(codes.name_of(self.keys.slips, code)) if code else None
        proof = codes.proof_of(self.keys.slips, code)
        return slip if slip and secrets.compare_digest(slip.proof, proof) else None

    def _vote(self, name: bytes, slip: _Slip, said: Said) -> dict[str, Any]:
        known = self._places(said.moment)
        asked = [answer for answer in said.answers if answer.place in known and self._possible(answer)]
        now = [answer for answer in asked if answer.place == GROUP or said.moment == self.moment]
        sheet, taken = with_answers(Sheet(PHONE, slip.sheet.given), now)
        if sheet != slip.sheet:
            self._put(name, slip, sheet)
        return {"is": ENTERED, "took": taken and len(now) == len(said.answers),
                "turns": turns(sheet, self._places(self.moment or said.moment)), "m": self.moment}

    def _possible(self, answer: Answer) -> bool:
        return answer.place != GROUP or answer.given.value in self.groups | {""}

    def _keep_words(self, slip: _Slip, said: Said) -> dict[str, Any]:
        ticket = bytes.fromhex(said.ticket)
        if ticket not in self._words:
            if slip.wrote >= MOST_OF_ONE:
                return {"is": FULL}
            self._store.put_words(ticket, seal(self.keys.rest, self._padded(said.words), ticket))
            self._words.add(ticket)
            slip.wrote += 1
        return {"is": ENTERED, "took": True}

    # What the table sends

    def add_slips(self, fresh: Sequence[str]) -> None:
        """Let these codes in. They are nowhere afterwards but on paper."""
        self._writer.do(lambda: self._add(fresh))

    def _add(self, fresh: Sequence[str]) -> None:
        for code in fresh:
            name = codes.name_of(self.keys.slips, code)
            if name not in self._slips:
                slip = self._slips[name] = _Slip(codes.proof_of(self.keys.slips, code), Sheet())
                self._put(name, slip, slip.sheet)

    def has(self, name: str) -> bool:
        """Whether a slip of this bag begins with these four signs."""
        return codes.name_of(self.keys.slips, name) in self._slips

    def take_paper(self, typed: str, answers: Mapping[str, int], *, moment: int, group: str = "",
                   instead: bool = False) -> None:
        """Enter one paper ballot under the first four signs of its slip; `instead` of what the slip had answered.

        Raises TQ-618 for a slip that is not of this bag, TQ-619 when it has answered already, TQ-621 for a statement
        or a group that is not here.
        """
        name = codes.name_of(self.keys.slips, codes.canonical(typed, codes.NAME) or codes.canonical(typed))
        self._writer.do(lambda: self._take_paper(name, answers, moment, group, instead))

    def _take_paper(self, name: bytes, answers: Mapping[str, int], moment: int, group: str, instead: bool) -> None:
        slip = self._slips.get(name)
        if slip is None:
            raise TequioError("TQ-618")
        places = {place_of(moment, key): value for key, value in answers.items()}
        if not places.keys() <= self._places(moment).keys() or group not in self.groups | {""}:
            raise TequioError("TQ-621")
        now = {place for place in slip.sheet.given if self._moment_of(place) == moment}
        if not instead and (slip.sheet.way == PHONE or now):
            raise TequioError("TQ-619")
        kept = {place: one for place, one in slip.sheet.given.items() if place not in now}
        new = {place: Given(value, 1, "") for place, value in (places | {GROUP: group}).items()}
        self._put(name, slip, Sheet(PAPER, kept | new))

    @staticmethod
    def _moment_of(place: str) -> int:
        return 0 if place == GROUP else int(place[0])

    def words(self) -> dict[str, str]:
        """What people wrote and the table has not fetched yet, by ticket."""
        return {ticket.hex(): unseal(self.keys.rest, words, ticket).decode().rstrip()
                for ticket, words in self._writer.do(self._store.words)}

    def drop_words(self, tickets: Sequence[str]) -> None:
        self._writer.do(lambda: self._store.drop_words([bytes.fromhex(ticket) for ticket in tickets]))

    def add_line(self, line: Line) -> None:
        self.lines = [*self.lines, line]

    def only(self, lines: Sequence[Line]) -> None:
        """From here on these are asked, in the order in which they were; what was answered to others stays answered."""
        known = {line.key for line in self.lines}
        wanted = {line.key: line for line in lines}
        self.lines = [*(line for line in self.lines if line.key in wanted),
                      *(line for line in lines if line.key not in known)]

    # What is read

    def sheets(self) -> list[Sheet]:
        """All that were drawn, in the order of their hashes."""
        return [slip.sheet for _, slip in sorted(self._slips.items()) if slip.sheet.drawn]

    def printed(self) -> int:
        return len(self._slips)

    def counts(self, moment: int, key: str) -> dict[int, int]:
        """How many gave each answer."""
        place, found = place_of(moment, key), dict.fromkeys((-1, 0, 1, 2), 0)
        for sheet in self.sheets():
            if (value := sheet.said(place)) is not None:
                found[int(value)] += 1
        return found

    def voted_again(self) -> bool:
        """Whether anybody answered in the second vote."""
        return any(place.startswith("2") for sheet in self.sheets() for place in sheet.given)

    def forget(self) -> None:
        """Once the ballots are in the round: no slip and no answer is in memory any more."""
        self._slips.clear()
        self.keys = Keys(b"", b"", b"")

    def close(self) -> None:
        """Take nothing more; everything that was taken is on the disk."""
        self._writer.stop()
        self._store.close()

    # The file

    def _places(self, moment: int) -> dict[str, str]:
        return {place_of(moment, line.key): line.key for line in self.lines} | {GROUP: GROUP}

    def _put(self, name: bytes, slip: _Slip, sheet: Sheet) -> None:
        sealed = seal(self.keys.rest, written(sheet, 2 * len(self.lines)), name)
        self._store.put_slip(name, slip.proof, sealed)
        slip.sheet = sheet

    def _load(self) -> None:
        self._slips: dict[bytes, _Slip] = {name: _Slip(proof, read(unseal(self.keys.rest, sheet, name)))
                       for name, proof, sheet in self._store.slips()}
        self._words = {ticket for ticket, _ in self._store.words()}

    @staticmethod
    def _padded(words: str) -> bytes:
        return words.encode().ljust(2 * saying.MOST_WORDS)

    def _longest_answer(self) -> int:
        """As long for a wrong slip as for one that has answered everything."""
        return 128 + sum(len(json.dumps(line.key)) + 8 for line in self.lines)
