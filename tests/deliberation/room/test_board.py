"""The wall: steps of five, bands of the whole room, never a group, never that everybody said the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.deliberation.room.conftest import LINES
from tests.deliberation.room.phone import vote

from tequio.deliberation.bands import band
from tequio.deliberation.room.board import FEWEST, PAUSE, Board, stepped
from tequio.deliberation.room.codes import new_codes
from tequio.deliberation.room.hall import Hall


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def filled(hall: Hall) -> Hall:
    """Twelve agree with the first statement, eleven of them with the second, five answered the third."""
    codes = new_codes(12)
    hall.add_slips(codes)
    for at, code in enumerate(codes):
        vote(hall, code, "A1", 1)
        vote(hall, code, "A2", 1 if at else -1)
        if at < 5:
            vote(hall, code, "A3", 1)
    return hall


def state(board: Board) -> dict[str, Any]:
    return json.loads(board.state())


def test_progress_goes_up_in_fives_and_waits(hall: Hall, slips: list[str]) -> None:
    clock = Clock()
    board = Board(hall, clock=clock)
    board.to("vote")
    assert state(board)["done"] == 0
    seen = []
    for code in slips:
        vote(hall, code, "A1", 1)
        seen.append(state(board)["done"])
    assert set(seen) == {0}
    clock.now += PAUSE
    assert state(board)["done"] == 10 and state(board)["in"] == 10


def test_nothing_is_shown_while_a_vote_is_open(filled: Hall) -> None:
    board = Board(filled)
    for phase in ("talk", "vote", "vote_again"):
        board.to(phase)
        assert board.results() == b"null"


def test_unanimity_looks_like_nearly_all_and_few_answers_like_nothing(filled: Hall) -> None:
    board = Board(filled)
    board.to("look")
    assert json.loads(board.results()) == {
        "A1": ["nearly_all", "hardly_any"], "A2": ["nearly_all", "hardly_any"], "A3": [None, None]}


def test_what_reproduces_violence_is_not_on_the_wall(filled: Hall) -> None:
    board = Board(filled, apart=lambda: ["A1"])
    board.to("look")
    assert "A1" not in json.loads(board.results())


def test_a_sheet_that_comes_late_changes_no_band_that_was_shown(filled: Hall) -> None:
    board = Board(filled)
    board.to("look")
    before = board.results()
    late = new_codes(12)
    filled.add_slips(late)
    for code in late[:9]:
        filled.take_paper(code, {"A1": -1}, moment=1)
        board.to("talk_again")
        assert board.results() == before
    for code in late[9:]:
        filled.take_paper(code, {"A1": -1}, moment=1)
    board.to("talk_again")
    assert json.loads(board.results())["A1"] == ["split", "split"]


def test_raised_cards_count_with_the_ballots(filled: Hall) -> None:
    board = Board(filled, cards=lambda: {(1, "A3"): {1: 2, -1: 13, 0: 0, 2: 4}})
    board.to("look")
    assert json.loads(board.results())["A3"] == ["few", "most"]


def test_at_the_end_the_second_vote_is_shown_where_there_was_one(filled: Hall) -> None:
    board = Board(filled)
    board.to("done")
    assert json.loads(board.results())["A1"][0] == "nearly_all"
    codes = new_codes(10)
    filled.add_slips(codes)
    filled.moment = 2
    for code in codes:
        vote(filled, code, "A1", -1, moment=2)
    board.to("done")
    assert json.loads(board.results())["A1"] == ["hardly_any", "nearly_all"]


@given(some.integers(FEWEST, 400), some.data())
def test_no_band_tells_that_everybody_answered_the_same(people: int, data: some.DataObject) -> None:
    agree = data.draw(some.integers(0, people))
    told = band(agree, people, threshold=FEWEST)
    possible = [count for count in range(people + 1) if band(count, people, threshold=FEWEST) == told]
    assert len(possible) >= 2


@given(some.integers(0, 1000))
def test_steps_never_overstate(count: int) -> None:
    assert stepped(count) <= count < stepped(count) + 5 and stepped(count) % 5 == 0


@settings(max_examples=5)
@given(some.integers(1, 9))
def test_a_process_cannot_lower_the_bar_of_the_wall(threshold: int) -> None:
    import tempfile

    from tequio.deliberation.room.hall import Keys
    with tempfile.TemporaryDirectory() as folder:
        hall = Hall(Path(folder) / "r" / "x.room", Keys(), lines=LINES)
        hall.moment = 1
        codes = new_codes(9)
        hall.add_slips(codes)
        for code in codes:
            vote(hall, code, "A1", 1)
        board = Board(hall, threshold=threshold)
        board.to("look")
        assert json.loads(board.results())["A1"] == [None, None]
        hall.close()
