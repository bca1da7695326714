"""Polis' wide table says the same as its list of votes."""

from pathlib import Path

import numpy as np
import pytest

from tequio.deliberation.opinion import VoteTable
from tequio.deliberation.votes_file import read_votes

REAL = Path(__file__).parents[4] / "shared" / "data" / "polis"
CONVERSATIONS = ("london.youth.policing", "brexit-consensus", "scoop-hivemind.biodiversity", "bg2050-volunteers")


def cells(table: VoteTable) -> dict[tuple[str, str], int]:
    who = np.repeat(table.participants.astype(str), table.votes_cast())
    return dict(zip(zip(who.tolist(), table.statements[table.columns].astype(str).tolist(), strict=True),
                    table.votes.tolist(), strict=True))


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_wide_table_is_the_last_votes_of_the_list(name: str) -> None:
    folder = REAL / name
    if not folder.is_dir():
        pytest.skip("the real conversations are not here")
    assert cells(read_votes(folder / "participants-votes.csv")) == cells(read_votes(folder / "votes.csv"))


def test_counts_and_groups_of_the_export_are_not_votes(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,10,11\n7,,0,0,2,1,1,1,-1\n8,,1,0,1,"
                    "0,0,,0\n", encoding="utf-8")
    table = read_votes(path)
    assert cells(table) == {("7", "10"): 1, ("7", "11"): -1, ("8", "11"): 0}


def test_statements_nobody_voted_on_stay(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("participant,1,2,3\n7,1,,\n", encoding="utf-8")
    assert sorted(read_votes(path).statements.tolist()) == [1, 2, 3]


def test_named_statements_in_a_very_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = ",".join(f"frase {at}" for at in range(40))
    path.write_text(f"participant,{names}\nana,{','.join(['1'] * 40)}\n", encoding="utf-8")
    table = read_votes(path)
    assert table.width == 40 and table.participants.tolist() == ["ana"]
