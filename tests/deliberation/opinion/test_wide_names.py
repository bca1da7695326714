"""Wide tables of votes whose statements are named by words."""

from pathlib import Path

import pytest

from tequio.deliberation.votes_file import read_votes
from tequio.foundation.errors import TequioError


def written(folder: Path, text: str) -> Path:
    (folder / "v.csv").write_text(text, encoding="utf-8")
    return folder / "v.csv"


@pytest.mark.parametrize(("heading", "names"), [("A,B", ["A", "B"]), ("luz,agua", ["luz", "agua"]),
                                                ("S1,group-id,S2", ["S1", "S2"])])
def test_statements_may_be_named_by_words(heading: str, names: list[str], tmp_path: Path) -> None:
    cells = len(heading.split(","))
    votes = ("-1", "0", "1")
    rows = "".join(f"{who},{','.join(votes[(who + at) % 3] for at in range(cells))}\n" for who in range(9))
    table = read_votes(written(tmp_path, f"participant,{heading}\n{rows}"))
    assert sorted(str(name) for name in table.statements) == sorted(names)
    assert table.people == 9


def test_an_empty_cell_is_no_vote(tmp_path: Path) -> None:
    table = read_votes(written(tmp_path, "participant,luz,agua\n1,1,\n2,,-1\n3,0,1\n"))
    assert list(table.votes_cast()) == [1, 1, 2]


def test_a_cell_that_is_no_vote_is_pointed_at(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        read_votes(written(tmp_path, "participant,luz,agua\n1,1,0\n2,7,-1\n3,0,1\n"))
    problem = fault.value.problem
    assert (problem.code, problem.row, problem.column) == ("TQ-601", 3, "luz")
    assert "Cuántos: 1;" in problem.what("es")


@pytest.mark.parametrize("heading", ["participant,opinion", "participant,opinion,edad", "quien,A,B"])
def test_other_tables_are_told_what_is_read(heading: str, tmp_path: Path) -> None:
    words = ",".join("buena" for _ in heading.split(",")[1:])
    with pytest.raises(TequioError) as fault:
        read_votes(written(tmp_path, f"{heading}\n1,{words}\n2,{words}\n"))
    assert fault.value.problem.code == "TQ-608"
    assert "una columna por afirmación" in fault.value.problem.remedy("es")
