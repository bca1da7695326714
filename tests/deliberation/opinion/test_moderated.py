"""`tequio opinions` with the statements as the platform exported them: what was taken out stays out."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tequio.cli.opinions import command
from tequio.deliberation.moderated import beside, cast, sign_of, without
from tequio.deliberation.opinion import VoteTable
from tequio.deliberation.votes_file import read_votes

HEAD = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def votes(folder: Path, name: str = "votes.csv", sign: int = 1) -> Path:
    rows = [f"{at},{at},{who},{sign * (1 if at % 2 == who % 2 else -1)}" for who in range(12) for at in range(4)]
    path = folder / name
    path.write_text("timestamp,comment-id,voter-id,vote\n" + "\n".join([*rows, "9,4,0,1", "9,4,50,1"]) + "\n")
    return path


def comments(folder: Path, name: str = "comments.csv", agrees: str = "0,0") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(f"1,{at},0,{agrees},{-1 if at == 4 else 1},Medida\n" for at in range(5)))
    return path


def run(path: Path, out: Path, *more: str) -> tuple[Result, dict[str, Any]]:
    done = CliRunner().invoke(command, [str(path), "--out", str(out), "--resamples", "5", *more])
    told = out / "opinions.json"
    return done, json.loads(told.read_text("utf-8")) if told.is_file() else {}


def test_what_moderators_took_out_stays_out_and_is_told(tmp_path: Path) -> None:
    done, told = run(votes(tmp_path, "v.csv"), tmp_path / "out", "--comments", str(comments(tmp_path, "c.csv")))
    assert done.exception is None, done.exception
    assert told["moderated_out"] == {"statements": 1, "votes": 2, "people": 1}
    assert told["participants"] == 13 and told["statements"] == 4
    page = (tmp_path / "out" / "opinions.html").read_text("utf-8")
    assert "sacó 1 afirmaciones" in page and "1 se leyó como «de acuerdo»" in page
    assert "sacó 1 afirmaciones" in done.output and "nada en los archivos lo confirma" in done.output


@pytest.mark.parametrize(("name", "near"), [("votes.csv", "comments.csv"), ("participants-votes.csv", "comments.csv"),
                                            ("2025-votes.csv", "2025-comments.csv")])
def test_what_lies_beside_the_votes_is_read_by_itself(tmp_path: Path, name: str, near: str) -> None:
    comments(tmp_path, near)
    assert beside(tmp_path / name) == tmp_path / near
    _, told = run(votes(tmp_path, name), tmp_path / "out")
    assert told["statements"] == 4
    _, whole = run(tmp_path / name, tmp_path / "whole", "--with-moderated")
    assert whole["statements"] == 5 and whole["participants"] == 13


def test_another_file_of_that_name_is_no_matter_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "comments.csv").write_text("a,b\n1,2\n")
    assert run(votes(tmp_path), tmp_path / "out")[1]["statements"] == 5
    done, _ = run(tmp_path / "votes.csv", tmp_path / "no", "--comments", str(tmp_path / "comments.csv"))
    assert getattr(done.exception, "problem").code == "TQ-675"  # noqa: B009  an exception of any kind


def test_votes_that_lean_the_other_way_are_refused_until_the_sign_is_said(tmp_path: Path) -> None:
    comments(tmp_path)
    (tmp_path / "comments.csv").write_text(HEAD + "1,0,0,9,1,1,a\n1,1,0,1,9,1,b\n")
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n" + "".join(
        f"0,{who},-1\n1,{who},1\n" for who in range(9)))
    done, _ = run(tmp_path / "votes.csv", tmp_path / "out")
    assert getattr(done.exception, "problem").code == "TQ-670"  # noqa: B009  an exception of any kind
    assert not (tmp_path / "out").exists()
    done, told = run(tmp_path / "votes.csv", tmp_path / "out", "--agree=-1")
    assert done.exception is None and (told["agree"], told["agree_confirmed"]) == (-1, True)
    assert "confirm" not in done.output
    assert {row["statement"]: row["agree"] for row in told["counts"]}["0"] == 9


def test_seconds_and_milliseconds_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("timestamp,comment-id,voter-id,vote\n1745000009,1,1,-1\n1745000000000,1,1,1\n1745000001.5,2,1,0\n")
    table = read_votes(path)
    assert dict(zip(table.statements[table.columns].tolist(), table.votes.tolist(), strict=True)) == {1: -1, 2: 0}


EVENTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 6), st.sampled_from([-1, 0, 1])), min_size=1, max_size=60)


@given(EVENTS, st.sets(st.integers(0, 6)))
def test_what_is_left_is_as_if_nobody_had_voted_on_the_rest(events: list[tuple[int, int, int]], out: set[int]) -> None:
    rest = [event for event in events if event[1] not in out]
    table, left = without(VoteTable.from_events(*np.array(events).T), frozenset(map(str, out)))
    assert table.people + len(left.people) == len({who for who, _, _ in events})
    if rest:
        alone = VoteTable.from_events(*np.array(rest).T)
        assert cast(table) == cast(alone) and table.content() == alone.content()
        assert sorted(table.participants.tolist()) == sorted(alone.participants.tolist())


@given(EVENTS)
def test_the_sign_turns_with_the_votes(events: list[tuple[int, int, int]]) -> None:
    counted = cast(VoteTable.from_events(*np.array(events).T))
    turned = {name: (against, for_it) for name, (for_it, against) in counted.items()}
    assert sign_of(counted, counted) >= 0 and sign_of(turned, counted) == -sign_of(counted, counted)
    assert sign_of(counted, {}) == 0
