"""What lies on the disk while a room is open: sealed, without a time, without an order, without words."""

import sqlite3
from pathlib import Path

from tests.deliberation.room.conftest import LINES
from tests.deliberation.room.phone import send, vote

from tequio.deliberation.room.codes import new_codes
from tequio.deliberation.room.hall import Hall, Keys
from tequio.deliberation.room.store import destroy

SONG = "Zarboleta"


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def columns(path: Path) -> dict[str, list[str]]:
    file = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    tables = [name for name, in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: [row[1] for row in file.execute(f"PRAGMA table_info({table})")] for table in tables}


def test_no_column_could_hold_a_voter_a_time_or_an_order(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    vote(hall, slips[0], "A1", 1)
    hall.close()
    path = tmp_path / "room" / "one.room"
    assert columns(path) == {"slips": ["name", "proof", "sheet"], "words": ["ticket", "words"]}
    file = sqlite3.connect(path)
    made = [sql for sql, in file.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")]
    # A hidden row number would count up with the order of arrival.
    assert all("WITHOUT ROWID" in sql for sql in made)


def test_rows_lie_in_the_order_of_their_hashes_however_they_came(tmp_path: Path) -> None:
    keys, codes = Keys(), new_codes(9)
    orders = []
    for turn, order in enumerate((codes, codes[::-1])):
        hall = Hall(tmp_path / f"{turn}" / "x.room", keys, lines=LINES)
        hall.add_slips(order)
        hall.moment = 1
        for code in order:
            vote(hall, code, "A1", 1)
        hall.close()
        file = sqlite3.connect(tmp_path / f"{turn}" / "x.room")
        orders.append([name for name, in file.execute("SELECT name FROM slips")])
    assert orders[0] == orders[1] == sorted(orders[0])


def test_neither_slips_nor_votes_nor_words_stand_in_any_file(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    for code in slips:
        vote(hall, code, "A1", 1)
    send(hall, slips[0], kind="say", words=f"Dice {SONG}", ticket="00" * 8)
    held = everything(tmp_path)
    assert SONG.encode() not in held and b'"A1"' not in held and b"mujeres" not in held
    assert not any(code.encode() in held or code[:4].encode() + b"-" in held for code in slips)


def test_a_sheet_with_every_answer_is_as_long_as_an_empty_one(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    for line in LINES:
        vote(hall, slips[0], line.key, 2)
    hall.close()
    file = sqlite3.connect(tmp_path / "room" / "one.room")
    assert len({len(sheet) for sheet, in file.execute("SELECT sheet FROM slips")}) == 1


def test_a_row_moved_to_another_slip_does_not_open(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    vote(hall, slips[0], "A1", 1)
    hall.close()
    file = sqlite3.connect(tmp_path / "room" / "one.room")
    (name, _, sheet), (other, *_) = file.execute("SELECT name, proof, sheet FROM slips LIMIT 2").fetchall()
    file.execute("UPDATE slips SET sheet = ? WHERE name = ?", (sheet, other))
    file.commit()
    file.close()
    try:
        Hall(tmp_path / "room" / "one.room", hall.keys, lines=LINES)
    except Exception as fault:
        assert "TQ-302" in str(fault)
    else:
        raise AssertionError("opened")
    assert name != other


def test_closing_leaves_one_file_and_destroying_leaves_none(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    vote(hall, slips[0], "A1", 1)
    hall.close()
    assert [path.name for path in (tmp_path / "room").iterdir()] == ["one.room"]
    destroy(tmp_path / "room" / "one.room")
    assert list((tmp_path / "room").iterdir()) == []


def test_only_one_program_holds_a_room(hall: Hall, slips: list[str], tmp_path: Path) -> None:
    try:
        Hall(tmp_path / "room" / "one.room", hall.keys)
    except Exception as fault:
        assert "TQ-615" in str(fault)
    else:
        raise AssertionError("opened twice")
