"""`tequio opinions` with what people really hand over: a clear error, or an answer that says what cannot be told."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tequio.cli.opinions import command

HEAD = "participant,statement,vote\n"
POLIS = "timestamp,datetime,comment-id,voter-id,vote\n"
WIDE = "participant,group-id,n-votes,1,2,3\n"


def grid(people: int, statements: int, vote: object) -> str:
    return HEAD + "".join(f"p{who},{what},{vote}\n" for who in range(people) for what in range(statements))


def camps(people: int) -> str:
    return HEAD + "".join(f"p{who},{what},{1 if (who + what) % 2 else -1}\n"
                          for who in range(people) for what in range(10))


def wide(columns: int) -> str:
    return ("participant," + ",".join(map(str, range(columns))) + "\n"
            + "".join(f"{who}" + ",1" * columns + "\n" for who in range(4)))


# What the file is, its content, and the code of the error.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "an empty file": ("", "TQ-6"),
    "no header": ("1,2,1\n3,4,1\n", "TQ-608"),
    "a header with one word": ("participant\n", "TQ-608"),
    "no column of statements": ("participant,vote\n1,1\n", "TQ-608"),
    "no column of votes": ("participant,statement\n1,1\n", "TQ-608"),
    "agree in words": (HEAD + "1,2,agree\n", "TQ-601"),
    "de acuerdo": (HEAD + "1,2,de acuerdo\n", "TQ-601"),
    "a two": (HEAD + "1,2,1\n1,3,2\n", "TQ-601"),
    "a minus two": (HEAD + "1,2,-2\n", "TQ-601"),
    "half a vote": (HEAD + "1,2,0.5\n", "TQ-601"),
    "a huge vote": (HEAD + "1,2,99999999999\n", "TQ-601"),
    "not a number": (HEAD + "1,2,nan\n", "TQ-601"),
    "infinity": (HEAD + "1,2,inf\n", "TQ-601"),
    "no vote": (HEAD + "1,2,\n", "TQ-601"),
    "a formula": (HEAD + "1,2,=1+1\n", "TQ-601"),
    "nobody": (HEAD + "1,2,1\n,2,1\n", "TQ-603"),
    "about nothing": (HEAD + "1,,1\n", "TQ-603"),
    "a time that is none": (POLIS + "ayer,x,1,1,1\n", "TQ-611"),
    "a missing time": (POLIS + "10,x,1,1,1\n,x,1,2,1\n", "TQ-611"),
    "a short row": (HEAD + "1,2,1\n1,2\n", "TQ-6"),
    "a long row": (HEAD + "1,2,1\n1,2,1,1,1\n", "TQ-6"),
    "two hundred columns without anybody": (wide(200).replace("participant", "quien"), "TQ-653"),
    "a wide table with somebody twice": (WIDE + "1,0,3,1,1,1\n1,0,3,1,1,1\n", "TQ-654"),
    "a wide table with a vote of three": (WIDE + "1,0,3,1,3,1\n", "TQ-601"),
    "a wide table with words in a cell": (WIDE + "1,0,3,1,sí,1\n", "TQ-601"),
    "a wide table with nobody in a row": (WIDE + "1,0,3,1,1,1\n,0,3,1,1,1\n", "TQ-603"),
    "a wide table with a statement twice": ("participant,1,2,2\n1,1,1,-1\n", "TQ-656"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "TQ-6"),
    "zeros": (bytes(4096), "TQ-6"),
    "latin-1": ((HEAD + "José,2,1\n").encode("latin-1"), "TQ-6"),
    "a spreadsheet with another name": (b"PK\x03\x04" + bytes(200), "TQ-6"),
}

# What the file is, its content, and why no groups are told apart.
ANSWERED: dict[str, tuple[str, str]] = {
    "a header and no votes": (HEAD, "too_few_people"),
    "a Polis export nobody voted in": (POLIS, "too_few_people"),
    "one voter": (grid(1, 30, 1), "too_few_people"),
    "one voter, one vote": (grid(1, 1, 1), "too_few_people"),
    "eleven people": (camps(11), "too_few_people"),
    "one statement": (grid(40, 1, 1), "too_few_statements"),
    "two statements": (grid(40, 2, -1), "too_few_statements"),
    "everybody passes": (grid(40, 12, 0), "too_alike"),
    "everybody agrees": (grid(40, 12, 1), "too_alike"),
    "two camps without noise, two ballots": (camps(40), "too_alike"),
    "one vote each": (HEAD + "".join(f"{who},{who},1\n" for who in range(40)), "too_few_people"),
    "the same vote many times": (HEAD + "1,2,1\n" * 500, "too_few_people"),
    "a wide table of two hundred columns": (wide(200), "too_few_people"),
    "a wide table with empty columns": (
        "participant,1,2,3,4\n" + "".join(f"{who},1,,,\n" for who in range(30)), "too_few_statements"),
    "a wide table without a vote": ("participant,1,2,3\n" + "".join(f"{who},,,\n" for who in range(30)),
                                    "too_few_people"),
    "votes as 1.0": (HEAD + "".join(f"{who},{what},1.0\n" for who in range(20) for what in range(5)), "too_alike"),
    "semicolons": (grid(20, 5, 1).replace(",", ";"), "too_alike"),
    "a byte order mark": ("\ufeff" + grid(20, 5, 1), "too_alike"),
}


def run(folder: Path, content: str | bytes) -> Result:
    path = folder / "votes.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(command, [str(path), "--out", str(folder / "out"), "--resamples", "10"])


def test_there_are_at_least_thirty_bad_files() -> None:
    assert len(REFUSED) >= 30 and len(REFUSED) + len(ANSWERED) >= 45


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_code_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    content, code = REFUSED[name]
    done = run(tmp_path, content)
    problem = getattr(done.exception, "problem", None)
    assert problem is not None, done.exception
    assert problem.code.startswith(code)
    assert [path.name for path in tmp_path.iterdir()] == ["votes.csv"]
    for language in ("es", "en"):
        message = problem.message(language)
        assert "{" not in message and "José" not in message


@pytest.mark.parametrize("name", ANSWERED)
def test_an_odd_file_gets_an_answer_that_says_why_no_groups(tmp_path: Path, name: str) -> None:
    content, reason = ANSWERED[name]
    done = run(tmp_path, content)
    assert done.exception is None, done.exception
    told = json.loads((tmp_path / "out" / "opinions.json").read_text("utf-8"))
    assert (told["groups"], told["reason"]) == (None, reason)
    page = (tmp_path / "out" / "opinions.html").read_text("utf-8")
    assert "No se distinguen grupos" in page


def test_what_nobody_reviewed_says_so_in_every_file(tmp_path: Path) -> None:
    done = run(tmp_path, grid(20, 5, 1))
    assert done.exit_code == 0
    told = json.loads((tmp_path / "out" / "opinions.json").read_text("utf-8"))
    assert told["reviewed"] is False and "sin revisar" in told["marks"][0]
    page = (tmp_path / "out" / "opinions.html").read_text("utf-8")
    assert "sin revisar" in page and "Nadie ha preguntado todavía si estas afirmaciones reproducen violencia" in page
    assert (tmp_path / "out" / "groups.csv").stat().st_mode & 0o077 == 0
    assert "sin revisar" in CliRunner().invoke(command, ["--help"]).output


def test_a_million_statements_nobody_voted_on_are_answered(tmp_path: Path) -> None:
    from tequio.deliberation.opinion import VoteTable, analyse
    from tequio.deliberation.summary import summary
    table = VoteTable.from_events([1, 2], [1, 2], [1, -1], all_statements=range(1_000_000))
    told = summary(analyse(table, resamples=5))
    assert told["groups"] is None and told["statements"] == 1_000_000
