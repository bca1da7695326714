"""Any mixture of votes, lost answers, replays, letters that overtake each other, paper and restarts: counted once."""

import secrets
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tests.deliberation.room.conftest import LINES
from tests.deliberation.room.phone import letter, opened, send

from tequio.deliberation.room.codes import NAME, new_codes
from tequio.deliberation.room.hall import Hall, Keys
from tequio.deliberation.room.sheets import place_of
from tequio.foundation.errors import TequioError

KEYS = some.sampled_from([line.key for line in LINES])
VALUES = some.sampled_from([-1, 0, 1, 2, None])


class Evening(RuleBasedStateMachine):
    """`said` is what reached the room last from each phone: the turn of an answer decides, never its hour."""

    letters = Bundle("letters")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.keys = Keys()
        self.codes = new_codes(3)
        self.said: dict[str, dict[str, tuple[int, int | None]]] = {code: {} for code in self.codes}
        self.turns: dict[tuple[str, str], int] = {}
        self.paper: set[str] = set()
        self.start()
        self.hall.add_slips(self.codes)

    def start(self) -> None:
        self.hall = Hall(Path(self.folder.name) / "r" / "one.room", self.keys, lines=LINES)
        self.hall.moment = 1

    @rule(target=letters, who=some.integers(0, 2), key=KEYS, value=VALUES)
    def write(self, who: int, key: str, value: int | None) -> tuple[int, str, int | None, int, bytes, bytes]:
        """A letter is sealed; whether and when it arrives is another matter."""
        turn = self.turns[self.codes[who], key] = self.turns.get((self.codes[who], key), 0) + 1
        sealed, back = letter(self.hall.public, self.codes[who], answers=[[key, value, turn, secrets.token_hex(4)]])
        return who, key, value, turn, sealed, back

    @rule(one=letters)
    def deliver(self, one: tuple[int, str, int | None, int, bytes, bytes]) -> None:
        """For the first time or again, in any order."""
        who, key, value, turn, sealed, back = one
        code = self.codes[who]
        answer = opened(self.hall.receive(sealed), back)
        if code in self.paper:
            assert answer == {"is": "paper"}
            return
        last = self.said[code].get(key, (0, None))
        if turn > last[0]:
            self.said[code][key] = (turn, value)
        assert answer["took"] == (turn >= last[0])

    @rule(who=some.integers(0, 2))
    def come_back(self, who: int) -> None:
        """A phone that dropped enters with its slip: it learns what is answered, not how."""
        answer = send(self.hall, self.codes[who], kind="enter")
        if self.codes[who] not in self.paper:
            said = self.said[self.codes[who]]
            assert answer["turns"] == {key: turn if value is not None else -turn for key, (turn, value) in said.items()}

    @rule(who=some.integers(0, 2), value=some.sampled_from([-1, 0, 1, 2]), instead=some.booleans())
    def hand_in_paper(self, who: int, value: int, instead: bool) -> None:
        code = self.codes[who]
        used = any(sheet_of.drawn for sheet_of in [self.sheet(code)])
        try:
            self.hall.take_paper(code[:NAME], {"A1": value}, moment=1, instead=instead)
        except TequioError as fault:
            assert fault.problem.code == "TQ-619" and used and not instead
            return
        assert instead or not used
        self.paper.add(code)
        self.said[code] = {"A1": (1, value)}

    @rule(code=some.text(alphabet="CDFG2345", min_size=10, max_size=10))
    def guess(self, code: str) -> None:
        assert code in self.codes or send(self.hall, code, kind="enter")["is"] in ("unknown", "wait")

    @rule()
    def switch_off_and_on(self) -> None:
        self.hall.close()
        self.start()

    def sheet(self, code: str):  # type: ignore[no-untyped-def]
        return self.hall._held(code).sheet  # type: ignore[union-attr]

    @invariant()
    def what_stands_is_what_was_said_last(self) -> None:
        for code in self.codes:
            sheet = self.sheet(code)
            for key, (_, value) in self.said[code].items():
                assert sheet.said(place_of(1, key)) == value
        for line in LINES:
            given = [said[line.key][1] for said in self.said.values() if said.get(line.key, (0, None))[1] is not None]
            assert sum(self.hall.counts(1, line.key).values()) == len(given)

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()
            self.folder.cleanup()


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
