"""What everybody in the room sees: the step, the statement, how far the vote is, and afterwards the bands.

Counts go up in steps of five and are looked at every few seconds only, so that no single vote shows. Bands that were
shown stay as they are until so many more have answered as are needed to show any. There are no groups here, neither of
the population nor of opinion: what the wall cannot compute it cannot show.
"""

import json
import threading
import time
from collections.abc import Callable, Collection, Mapping

from tequio.deliberation.bands import band
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.sheets import place_of

STEP, PAUSE, FEWEST = 5, 5.0, 10
VOTES = {"vote": 1, "vote_again": 2}
LOOKS = {"look": 1, "talk_again": 1, "done": 2}
Counts = Mapping[tuple[int, str], Mapping[int, int]]
Bands = list[str | None]


class Board:
    """`cards` are counts of raised cards, added to the ballots. Of the statements `apart` no result is shown."""

    def __init__(self, hall: Hall, *, threshold: int = FEWEST, apart: Callable[[], Collection[str]] = tuple,
                 cards: Callable[[], Counts] = dict, clock: Callable[[], float] = time.monotonic) -> None:
        self._hall, self._threshold, self._apart = hall, max(threshold, FEWEST), apart
        self._cards, self._clock = cards, clock
        self._shown: dict[tuple[int, str], tuple[int, Bands]] = {}
        self._guard = threading.Lock()
        self._told, self._outcomes = b"{}", 0
        self._seen = float("-inf")
        self.phase, self.at = "talk", hall.lines[0].key if hall.lines else ""
        self._results = b"null"
        self._write()

    def to(self, phase: str) -> None:
        """Go to a step of the sitting: votes are taken in two of them only."""
        with self._guard:
            self.phase, self._hall.moment = phase, VOTES.get(phase, 0)
            self._results = json.dumps(self._bands()).encode()
            self._seen = float("-inf")

    def point(self, key: str) -> None:
        """Put a statement on the wall."""
        with self._guard:
            self.at, self._seen = key, float("-inf")

    def on_the_wall(self) -> None:
        """The statements changed: one that is no longer asked leaves the wall, and what was shown of it."""
        with self._guard:
            keys = [line.key for line in self._hall.lines]
            self.at = self.at if self.at in keys else (keys[0] if keys else "")
            self._results = json.dumps(self._bands()).encode()
            self._seen = float("-inf")

    def tell(self, told: Mapping[str, str]) -> None:
        """What became of what people wrote, by ticket: everybody gets all of it, so nobody asks for their own."""
        with self._guard:
            self._told, self._outcomes, self._seen = json.dumps(dict(told)).encode(), len(told), float("-inf")

    def state(self) -> bytes:
        """The few bytes that every phone asks for all the time; `n` and `t` say when there is more to fetch."""
        if self._stale():
            with self._guard:
                if self._stale():
                    self._write()
        return self._state

    def lines(self) -> bytes:
        return json.dumps([[line.key, line.text] for line in self._hall.lines], ensure_ascii=False).encode()

    def told(self) -> bytes:
        return self._told

    def results(self) -> bytes:
        return self._results

    def _stale(self) -> bool:
        return self._clock() - self._seen >= PAUSE

    def _write(self) -> None:
        self._seen = self._clock()
        sheets, place = self._hall.sheets(), place_of(self._hall.moment, self.at)
        done = sum(sheet.said(place) is not None for sheet in sheets)
        about = {"p": self.phase, "m": self._hall.moment, "at": self.at, "n": len(self._hall.lines),
                 "in": stepped(len(sheets)), "done": stepped(done), "t": self._outcomes}
        self._state = json.dumps(about, separators=(",", ":")).encode()

    def _bands(self) -> dict[str, Bands] | None:
        looked = LOOKS.get(self.phase)
        if looked is None:
            return None
        moment = 2 if looked == 2 and self._hall.voted_again() else 1
        cards, apart = self._cards(), self._apart()
        return {line.key: self._kept((moment, line.key), cards.get((moment, line.key), {}))
                for line in self._hall.lines if line.key not in apart}

    def _kept(self, place: tuple[int, str], cards: Mapping[int, int]) -> Bands:
        """Bands shown before stay: two that differ by one late sheet would tell its answer."""
        answered, found = self._band(place, cards)
        before = self._shown.get(place)
        if before is None or abs(answered - before[0]) >= self._threshold:
            before = self._shown[place] = answered, found
        return before[1]

    def _band(self, place: tuple[int, str], cards: Mapping[int, int]) -> tuple[int, Bands]:
        said = self._hall.counts(*place)
        agree, disagree, answered = (
            sum(said[at] + cards.get(at, 0) for at in positions) for positions in ((1,), (-1,), (-1, 0, 1)))
        return answered, [band(part, answered, threshold=self._threshold) for part in (agree, disagree)]


def stepped(count: int) -> int:
    """Down to the last full five."""
    return count - count % STEP
