"""Polis' exports in a build: times in any unit, what moderators took out, and which sign means «agree»."""

import json
from pathlib import Path

import pytest
from tests.chain.test_platforms import build, source

from tequio.chain.ledger import Ledger
from tequio.deliberation.models import Ballot, Round, Statement, Urn
from tequio.deliberation.urns import Cast, ballots_of
from tequio.foundation.errors import TequioError

pytestmark = pytest.mark.django_db
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
OUT = 4


def given() -> tuple[list[Ballot], list[Cast]]:
    """The ballots of the round and their answers, wherever they lie."""
    return ballots_of(Round.objects.get(key="r1"))


def polis(folder: Path, home: Path, comments: list[str], votes: list[str], *, replace: str = "") -> Ledger:
    (folder / "comments.csv").write_text(COMMENTS + "\n".join(comments) + "\n", encoding="utf-8")
    (folder / "votes.csv").write_text(VOTES + "\n".join(votes) + "\n", encoding="utf-8")
    return build(folder, home, source("rounds", "rondas.toml", ""), source("statements", "comments.csv", "polis"),
                 source("votes", "votes.csv", "polis") + replace)


@pytest.mark.parametrize(("earlier", "later"), [
    ("1745000000", "1745000009"), ("1745000000000", "1745000000001"), ("1745000000", "1745000009000"),
    ("1745000000000000", "1745000000000009"), ("2025-04-18T10:00:00", "2025-04-18T10:00:01"), ("7", "70000"),
    ("1745000000.25", "1745000000.75")])
def test_the_last_vote_by_time_counts_in_whatever_unit(tmp_path: Path, home: Path, earlier: str, later: str) -> None:
    polis(tmp_path, home, ["1,,0,0,0,0,1,Un poste"], [f"{later},,0,5,-1", f"{earlier},,0,5,1"])
    assert [vote.position for vote in given()[1]] == [-1]


def test_a_time_that_is_none_is_refused_with_its_row(tmp_path: Path, home: Path) -> None:
    with pytest.raises(TequioError) as fault:
        polis(tmp_path, home, ["1,,0,0,0,0,1,Un poste"], ["1745000000,,0,5,1", "ayer,,0,6,1"])
    assert (fault.value.problem.code, fault.value.problem.row) == ("TQ-123", 3)


def moderated() -> tuple[list[str], list[str]]:
    comments = [f"1,,{at},0,0,0,{-1 if at >= OUT else at % 2},Medida {at}" for at in range(OUT + 2)]
    votes = [f"{at},,{at},{who},{1 if at % 2 == who % 2 else -1}" for who in range(12) for at in range(OUT)]
    return comments, [*votes, "9,,4,0,1", "9,,4,50,1", "9,,5,51,-1"]


def test_what_was_taken_out_is_listed_and_takes_no_part(tmp_path: Path, home: Path) -> None:
    ledger = polis(tmp_path, home, *moderated())
    assert set(Statement.objects.values_list("key", flat=True)) == {"0", "1", "2", "3"}
    # Fourteen voted; two of them on nothing else.
    assert [*map(len, given())] == [14, 12 * OUT]
    result = Round.objects.get(key="r1").result
    assert set(result["statements"]) == {"0", "1", "2", "3"}
    assert result["ballots"] == 14 and result["limits"]["people"] == 12
    reasons = [(row.file, row.reason) for row in ledger.listed]
    assert reasons.count(("comments.csv", "moderated")) == 2
    assert reasons.count(("votes.csv", "vote_moderated")) == 3
    assert not ledger.unaccounted()


def test_a_column_of_what_was_taken_out_is_left_out(tmp_path: Path, home: Path) -> None:
    comments, _ = moderated()
    (tmp_path / "comments.csv").write_text(COMMENTS + "\n".join(comments) + "\n", encoding="utf-8")
    (tmp_path / "w.csv").write_text("participant,0,1,2,3,4,5\n" + "".join(
        f"{who},1,-1,1,-1,1,\n" for who in range(12)) + "50,,,,,1,1\n", encoding="utf-8")
    ledger = build(tmp_path, home, source("rounds", "rondas.toml", ""), source("statements", "comments.csv", "polis"),
                   source("wide_votes", "w.csv", ""))
    assert {(row.column, row.reason) for row in ledger.left_out} == {("4", "moderated"), ("5", "moderated")}
    assert [*map(len, given())] == [13, 12 * OUT]
    assert not ledger.unaccounted()


def reversed_votes() -> tuple[list[str], list[str]]:
    return ["1,,0,0,9,1,1,Un poste", "1,,1,0,0,10,1,Cerrar el paso"], [
        f"{at},,{what},{who},{sign}" for who in range(10) for at, (what, sign) in enumerate([(0, -1), (1, 1)])]


def test_votes_that_lean_against_the_counts_stop_the_build_and_the_remedy_helps(tmp_path: Path, home: Path) -> None:
    with pytest.raises(TequioError) as fault:
        polis(tmp_path, home, *reversed_votes())
    problem = fault.value.problem
    assert (problem.code, problem.file, problem.column) == ("TQ-670", "votes.csv", "vote")
    assert "comments.csv" in problem.message("en") and 'vote = { "1" = "-1"' in problem.remedy("en")


def test_the_other_sign_is_read_as_the_process_file_says(tmp_path: Path, home: Path) -> None:
    ledger = polis(tmp_path, home, *reversed_votes(), replace='[sources.replace.vote]\n"1" = "-1"\n"-1" = "1"\n')
    assert Round.objects.get(key="r1").result["statements"]["0"]["agree"] == 10
    assert ledger.notices == []


def test_without_counts_the_build_says_which_sign_was_read_as_agree(tmp_path: Path, home: Path) -> None:
    ledger = polis(tmp_path, home, ["1,,0,0,0,0,1,Un poste"], ["1,,0,5,1"])
    assert [(notice.code, notice.file) for notice in ledger.notices] == [("TQ-671", "votes.csv")]
    assert "1 was read as «agree»" in ledger.notices[0].message("en")


def test_the_day_of_a_vote_is_no_part_of_what_is_kept(tmp_path: Path, home: Path) -> None:
    polis(tmp_path, home, ["1,,0,0,0,0,1,Un poste"], ["1745000000,,0,5,1"])
    assert [vote.position for vote in given()[1]] == [1]
    *_, ballots = json.loads(Urn.objects.get().ballots)
    # Beside two random numbers a ballot holds places in lists and answers: nothing as large as a day.
    assert ballots and all(abs(value) < 10 for ballot in ballots for value in ballot[2:])
