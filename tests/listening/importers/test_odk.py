"""Exports of ODK Central: a ZIP of CSV, or its main table."""

import datetime
from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, read_odk
from tests.listening.importers.made import central, csv_text

MAIN = {"SubmissionDate": "2026-11-20T17:05:00.000Z", "start": "2026-11-20T10:00:00.000-06:00",
        "taller-barrio": "La Loma", "lugar-Latitude": "19.08123", "lugar-Longitude": "-102.35123",
        "lugar-Altitude": "310", "lugar-Accuracy": "4.5", "foto": "1732.jpg", "KEY": "uuid:1", "SubmitterID": "7",
        "SubmitterName": "cuenta de campo", "AttachmentsPresent": "1", "AttachmentsExpected": "1", "Status": "",
        "ReviewState": "", "DeviceID": "collect:7Hq", "Edits": "0", "FormVersion": "1"}
TURN = {"grupo": "mujeres", "problema": "no hay luz", "PARENT_KEY": "uuid:1", "KEY": "uuid:1/taller/aportes[1]"}
DETAIL = {"detalle": "desde marzo", "PARENT_KEY": "uuid:1/taller/aportes[1]",
          "KEY": "uuid:1/taller/aportes[1]/detalles[1]"}
WANTED = Wanted(("problema", "detalle"), {"group": "grupo", "place": "barrio"})


def test_repeats_hang_from_their_keys_and_nested_ones_take_the_group(tmp_path: Path) -> None:
    path = central(tmp_path / "form.zip", {
        "taller.csv": [MAIN], "taller-aportes.csv": [TURN], "taller-aportes-detalles.csv": [DETAIL]})
    read = read_odk(path, WANTED)
    assert [(one.text, one.table, one.told.group, one.told.place) for one in read.submissions[0].said] == [
        ("no hay luz", "aportes", "mujeres", "La Loma"), ("desde marzo", "aportes-detalles", "mujeres", "La Loma")]
    assert read.submissions[0].week == datetime.date(2026, 11, 16)


def test_the_device_and_the_account_stay_outside(tmp_path: Path) -> None:
    path = central(tmp_path / "form.zip", {"taller.csv": [MAIN], "taller-aportes.csv": [TURN]},
                   {"media/1732.jpg": b"\xff\xd8\xff photo"})
    read = read_odk(path, Wanted(("problema",)))
    reasons = {one.column: one.reason for one in read.columns_dropped if not one.table}
    assert {reasons[name] for name in ("SubmitterName", "DeviceID", "KEY", "start")} == {"metadata"}
    assert {reasons[name] for name in ("lugar-Latitude", "lugar-Accuracy")} == {"position"}
    assert reasons["foto"] == "media"
    assert "collect:7Hq" not in repr(read) and "19.08" not in repr(read)


def test_rejected_submissions_and_lost_turns_are_listed(tmp_path: Path) -> None:
    path = central(tmp_path / "form.zip", {
        "taller.csv": [MAIN, MAIN | {"KEY": "uuid:2", "ReviewState": "rejected"}],
        "taller-aportes.csv": [TURN, TURN | {"PARENT_KEY": "uuid:2", "KEY": "uuid:2/a[1]"},
                               TURN | {"PARENT_KEY": "uuid:9", "KEY": "uuid:9/a[1]"}]})
    read = read_odk(path, Wanted(("problema",)))
    assert len(read.submissions) == 1
    assert sorted(one.reason for one in read.rows_dropped) == ["orphan", "rejected", "rejected"]


def test_the_main_table_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "taller.csv"
    path.write_text(csv_text([MAIN | {"problema": "no hay luz"}]), encoding="utf-8")
    alone = read_odk(path, Wanted(("problema",))).submissions[0]
    zipped = read_odk(central(tmp_path / "f.zip", {"taller.csv": [MAIN | {"problema": "no hay luz"}]}),
                      Wanted(("problema",))).submissions[0]
    assert alone.fingerprint == zipped.fingerprint


def test_another_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        read_odk(central(tmp_path / "x.zip", {"votos.csv": [{"a": "1", "b": "2"}]}), WANTED)
    assert fault.value.problem.code == "TQ-426"
