"""Files of votes: the formats that are read, and a clear error or an honest answer for those that are not."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from tequio.deliberation.opinion import MODES, VoteTable, analyse
from tequio.deliberation.votes_file import read_votes
from tequio.foundation.errors import TequioError

POLIS_HEADER = "timestamp,datetime,comment-id,voter-id,vote\n"


def write(folder: Path, text: str | bytes, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def cells(table: VoteTable) -> dict[tuple[object, object], int]:
    who = np.repeat(table.participants, table.votes_cast())
    return dict(zip(zip(who.tolist(), table.statements[table.columns].tolist(), strict=True), table.votes.tolist(),
                    strict=True))


def test_polis_event_log_the_last_by_time(tmp_path: Path) -> None:
    text = POLIS_HEADER + "30,x,5,1,1\n10,x,5,1,-1\n20,x,6,2,0\n"
    assert cells(read_votes(write(tmp_path, text))) == {(1, 5): 1, (2, 6): 0}


def test_plain_columns_the_last_in_the_file(tmp_path: Path) -> None:
    text = "participant,statement,vote\na,uno,1\nb,uno,0\na,uno,-1\n"
    assert cells(read_votes(write(tmp_path, text))) == {("a", "uno"): -1, ("b", "uno"): 0}


@pytest.mark.parametrize("text", [
    "\ufeffparticipant,statement,vote\n1,2,1\n",
    "participant;statement;vote\n1;2;1\n",
    "participant,statement,vote\r\n1,2,1\r\n",
    "Participant,STATEMENT,Vote\n1,2,1\n",
    "vote,extra,statement,participant\n1,zzz,2,1\n",
    'participant,statement,vote\n"1","2","1"\n',
    "participant,statement,vote\n1,2,1.0\n",
    "participant,statement,vote\n1,2,+1\n",
    "participant\tstatement\tvote\n1\t2\t1\n",
])
def test_ways_of_writing_a_csv(tmp_path: Path, text: str) -> None:
    assert list(cells(read_votes(write(tmp_path, text))).values()) == [1]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    duckdb.sql("SELECT * FROM (VALUES (1, 7, 1), (2, 7, -1), (1, 7, 0)) t(participant, statement, vote)") \
        .write_parquet(str(path))
    assert cells(read_votes(path)) == {(1, 7): 0, (2, 7): -1}


def test_large_numbers_and_late_text_as_labels(tmp_path: Path) -> None:
    large = read_votes(write(tmp_path, f"participant,statement,vote\n{2**40},2,1\n"))
    assert large.participants.tolist() == [2**40]
    late = "participant,statement,vote\n" + "".join(f"{row},2,1\n" for row in range(30_000)) + "ana,2,1\n"
    assert read_votes(write(tmp_path, late)).people == 30_001


def test_dates_as_times(tmp_path: Path) -> None:
    text = "timestamp,participant,statement,vote\n2026-02-02 10:00:00,1,2,1\n2026-02-02 09:00:00,1,2,-1\n"
    assert cells(read_votes(write(tmp_path, text))) == {(1, 2): 1}


BAD = {
    "nothing at all": ("", "TQ-6"),
    "a header and no comma": ("participant\n", "TQ-608"),
    "no statement": ("participant,vote\n1,1\n", "TQ-608"),
    "no header": ("1,2,1\n3,4,1\n", "TQ-608"),
    "agree in words": ("participant,statement,vote\n1,2,agree\n", "TQ-601"),
    "a two": ("participant,statement,vote\n1,2,1\n1,3,2\n", "TQ-601"),
    "a half": ("participant,statement,vote\n1,2,0.5\n", "TQ-601"),
    "a huge number": ("participant,statement,vote\n1,2,99999999999\n", "TQ-601"),
    "no vote": ("participant,statement,vote\n1,2,\n", "TQ-601"),
    "nobody": ("participant,statement,vote\n1,2,1\n,2,1\n", "TQ-603"),
    "about nothing": ("participant,statement,vote\n1,,1\n", "TQ-603"),
    "not a number": ("participant,statement,vote\n1,2,nan\n", "TQ-601"),
    "no time": (POLIS_HEADER + "10,x,1,1,1\n,x,1,2,1\n", "TQ-611"),
    "ayer": (POLIS_HEADER + "ayer,x,1,1,1\n", "TQ-611"),
    "a short row": ("participant,statement,vote\n1,2,1\n1,2\n", "TQ-6"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "TQ-6"),
    "zeros": (bytes(4096), "TQ-6"),
    "latin-1": ("participant,statement,vote\nJosé,2,1\n".encode("latin-1"), "TQ-6"),
    "a long row": ("participant,statement,vote\n1,2,1\n1,2,1,1,1\n", "TQ-6"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named_as_such(tmp_path: Path, name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(TequioError) as caught:
        read_votes(write(tmp_path, content))
    problem = caught.value.problem
    assert problem.code.startswith(code)
    for language in ("es", "en"):
        assert "{" not in problem.message(language)


def test_the_row_in_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as caught:
        read_votes(write(tmp_path, "participant,statement,vote\n1,2,1\n1,3,7\n"))
    assert (caught.value.problem.row, caught.value.problem.file) == (3, "votes.csv")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(TequioError) as caught:
            read_votes(path)
        assert caught.value.problem.code == "TQ-607"


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all", b"PAR1" + bytes(64) + b"PAR1"])
def test_a_broken_parquet(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TequioError) as caught:
        read_votes(write(tmp_path, content, "votes.parquet"))
    assert caught.value.problem.code == "TQ-609"


def grid(people: int, statements: int, vote: int) -> VoteTable:
    who, what = np.repeat(np.arange(people), statements), np.tile(np.arange(statements), people)
    return VoteTable.from_events(who, what, np.full(len(who), vote))


ODD = {
    "no votes": lambda: VoteTable.from_events([], [], []),
    "one voter": lambda: grid(1, 30, 1),
    "one voter, one vote": lambda: grid(1, 1, 1),
    "one statement": lambda: grid(50, 1, 1),
    "two statements": lambda: grid(50, 2, -1),
    "everybody passes": lambda: grid(50, 20, 0),
    "everybody agrees": lambda: grid(50, 20, 1),
    "everybody disagrees": lambda: grid(50, 20, -1),
    "one vote each": lambda: VoteTable.from_events(np.arange(50), np.arange(50), np.ones(50)),
    "one statement each": lambda: VoteTable.from_events(np.arange(60), np.arange(60) % 7, np.ones(60)),
    "empty columns": lambda: VoteTable.from_events(np.repeat(np.arange(30), 8), np.tile(np.arange(8), 30),
                                                   np.ones(240), all_statements=range(200)),
    "only empty columns": lambda: VoteTable.from_events([], [], [], all_statements=range(200)),
    "a million statements nobody voted on": lambda: VoteTable.from_events(
        np.repeat(np.arange(30), 8), np.tile(np.arange(8), 30), np.tile((1, -1), 120), all_statements=range(1_000_000)),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("mode", MODES)
def test_odd_votes_have_an_honest_answer(name: str, mode: str) -> None:
    found = analyse(ODD[name](), mode=mode, resamples=5)
    if mode == "default":
        assert found.groups is None
        assert found.reason
    assert np.isfinite(found.consensus.group_aware).all()
    assert np.isfinite(found.routing.priority).all()


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(TequioError) as caught:
        analyse(grid(2, 2, 1), mode="polarised")
    assert caught.value.problem.code == "TQ-604"
