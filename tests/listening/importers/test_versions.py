"""Edits, copies and what a team rejected."""

from pathlib import Path

from tequio.listening.importers import Imported, Wanted, read_kobo
from tests.listening.importers.made import delimited, submission, turn, workbook

WANTED = Wanted(("problema",))


def read(path: Path, *rows: dict[str, str]) -> Imported:
    return read_kobo(delimited(path / "e.csv", list(rows)), WANTED)


def said(imported: Imported) -> list[str]:
    return [one.text for submission in imported.submissions for one in submission.said]


def test_the_version_that_replaces_another_by_name_wins_wherever_it_stands(tmp_path: Path) -> None:
    new = {**submission(1, own="b"), "problema": "nueva", "meta/instanceID": "uuid:b", "meta/deprecatedID": "uuid:a"}
    old = {**submission(1, own="a"), "problema": "vieja", "meta/instanceID": "uuid:a"}
    for rows in ((new, old), (old, new)):
        imported = read(tmp_path, *rows)
        assert said(imported) == ["nueva"]
        assert [(one.reason, one.row) for one in imported.rows_dropped] == [("edited", 2 + rows.index(old))]


def test_without_names_the_later_sending_wins(tmp_path: Path) -> None:
    early = {**submission(1, own="a"), "problema": "vieja", "_submission_time": "2026-11-20T09:00:00"}
    late = {**submission(1, own="b"), "problema": "nueva", "_submission_time": "2026-11-21T09:00:00"}
    assert said(read(tmp_path, late, early)) == ["nueva"]


def test_an_edited_submission_keeps_its_fingerprint_and_changes_its_version(tmp_path: Path) -> None:
    before = read(tmp_path, {**submission(1), "problema": "vieja"}).submissions[0]
    after = read(tmp_path, {**submission(1, own="b"), "problema": "nueva"}).submissions[0]
    assert before.fingerprint == after.fingerprint
    assert before.version != after.version


def test_the_same_row_twice_is_one_submission_with_its_turns(tmp_path: Path) -> None:
    first = submission(1)
    book = workbook(tmp_path / "e.xlsx", [first, first], [turn(first, "no hay luz")])
    imported = read_kobo(book, WANTED)
    assert said(imported) == ["no hay luz"]
    assert [(one.reason, one.row) for one in imported.rows_dropped] == [("read_before", 3)]


def test_what_the_team_rejected_stays_outside(tmp_path: Path) -> None:
    rejected = {**submission(1, _validation_status="validation_status_not_approved"), "problema": "no hay luz"}
    kept = {**submission(2, _validation_status="Approved"), "problema": "nos cobran"}
    imported = read(tmp_path, rejected, kept)
    assert said(imported) == ["nos cobran"]
    assert [one.reason for one in imported.rows_dropped] == ["rejected"]


def test_a_turn_without_its_submission_is_listed(tmp_path: Path) -> None:
    first, gone = submission(1), submission(9)
    book = workbook(tmp_path / "e.xlsx", [first], [turn(first, "no hay luz"), turn(gone, "nos cobran", index=2)])
    imported = read_kobo(book, WANTED)
    assert said(imported) == ["no hay luz"]
    assert [(one.reason, one.table, one.row) for one in imported.rows_dropped] == [("orphan", "aportes", 3)]
