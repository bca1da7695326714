"""Hostile files end in one coded error or in an account that adds up, whatever importer they are handed to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import (
    Imported,
    Wanted,
    as_words,
    read_agenda,
    read_kobo,
    read_odk,
    read_survey,
    read_transcript,
)
from tests.hostile import CASES, Case
from tests.listening.importers.made import as_json

ANY = Wanted(("#1",), own={"group": ("grupo",), "agrees": ("acepta",)})
READERS: dict[str, Callable[[Path], Imported]] = {
    "kobo": lambda path: read_kobo(path, ANY), "odk": lambda path: read_odk(path, ANY),
    "survey": lambda path: read_survey(path, ANY), "transcript": lambda path: as_words(read_transcript(path), ANY),
}
TOO_SLOW = {"sheet": ("odk", "transcript"), "text": ("kobo", "odk", "survey"), "archive": ("survey", "transcript")}


@pytest.mark.attack
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_ends_in_a_coded_error_or_an_account(case: Case, tmp_path: Path) -> None:
    path = case.write(tmp_path)
    for name, read in READERS.items():
        if name not in TOO_SLOW[case.reader]:
            with_account(read, path)
    try:
        listed = read_agenda(path, {"text": ("#1",)}, {})
        assert len(listed.lines) + len(listed.dropped) == listed.rows
    except TequioError as fault:
        assert fault.problem.what("es")


def with_account(read: Callable[[Path], Imported], path: Path) -> None:
    try:
        done = read(path)
    except TequioError as fault:
        assert fault.problem.what("es")
        return
    assert sum(len(one.rows) for one in done.submissions) + len(done.rows_dropped) == sum(done.rows.values())


def test_a_tower_of_repeats_is_refused(tmp_path: Path) -> None:
    tower: dict[str, object] = {"problema": "no hay luz"}
    for floor in range(60):
        tower = {f"piso_{floor}": [tower]}
    with pytest.raises(TequioError) as fault:
        read_kobo(as_json(tmp_path / "e.json", [{"_uuid": "1", **tower}]), Wanted(("problema",)))
    assert fault.value.problem.code == "TQ-241"
