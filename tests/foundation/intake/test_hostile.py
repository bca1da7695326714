"""Every hostile file ends in the code that it should, in words that can be shown, and leaves no trace on disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile import CASES, OK, SHEETS, Case

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Sheet, Text, open_archive, read_sheet, read_text

UNSEEN = set("\x00\x07\x1b\u200b\u202e\u2066\ufeff\x9c")


def test_there_are_more_than_forty() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100
    assert sum(case.expected != OK for case in SHEETS) > 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_file(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "enviado"
    folder.mkdir()
    name, path, expected = case.yielded(folder)
    before = sorted(folder.parent.rglob("*"))
    code, notices = outcome(case, path, folder)
    assert code == expected, name
    assert case.notice in {"", *notices}
    assert sorted(folder.parent.rglob("*")) == before


def outcome(case: Case, path: Path, folder: Path) -> tuple[str, list[str]]:
    root = folder if case.inside else None
    try:
        if case.reader == "archive":
            open_archive(path, root=root)
            return OK, []
        if case.reader == "text":
            check_text(read_text(path, root=root))
            return OK, []
        sheet = read_sheet(path, root=root, **case.options)
        check_sheet(sheet)
        if case.wanted:
            sheet.column(case.wanted)
        return OK, [problem.code for problem in sheet.problems]
    except TequioError as error:
        check_words(error)
        return error.problem.code, []


def check_words(error: TequioError) -> None:
    for language in ("es", "en"):
        message = error.problem.message(language)
        assert "{" not in message.replace("{ ", ""), message
        assert len(message) < 1_000
        assert not UNSEEN & set(message)
    assert error.problem.file


def check_sheet(sheet: Sheet) -> None:
    assert len(set(sheet.columns)) == len(sheet.columns)
    assert not UNSEEN & set("".join(sheet.columns) + sheet.file)
    numbers = [row.number for row in sheet]
    assert numbers == sorted(set(numbers))
    for row in sheet.rows[:500]:
        assert not UNSEEN & set("".join(value[:500] for value in row.cells.values()))


def check_text(text: Text) -> None:
    assert not UNSEEN & set(text.content)
    assert all(text.content[turn.begin : turn.end] == turn.text for turn in text.turns)
    assert len(text.sha256) == 64


READER = """
import json, resource, sys
from pathlib import Path
from tests.hostile import SHEETS
from tequio.foundation.errors import TequioError
from tequio.foundation.intake import read_sheet
paths = json.load(sys.stdin)
for case in SHEETS:
    try:
        read_sheet(Path(paths[case.name]), **case.options)
    except TequioError:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
def test_reading_all_of_them_stays_modest(tmp_path: Path) -> None:
    """In a process that only reads: writing a bomb costs more than refusing it."""
    paths = {}
    for case in SHEETS:
        folder = tmp_path / case.name
        folder.mkdir()
        paths[case.name] = str(case.write(folder))
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", READER], cwd=root, input=json.dumps(paths), capture_output=True,
                          env=os.environ | {"PYTHONPATH": f"{root / 'src'}:{root}"}, text=True, check=True)
    # The worst of them would unfold to tens of gigabytes.
    assert int(done.stdout) < 2000

